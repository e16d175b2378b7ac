"""What a gradient that exploded leaves behind: clipping begun late, with the old Adam and with a new one.

An LSTM with ReLU for both its tanh, on the adding problem. The first updates are not clipped; then all are. Both runs
go on from the same weights and see the same sequences.
"""

from collections.abc import Callable
from typing import Any

import torch

from scripts.experiments.q15_activation_functions.activation_cell import Cell
from scripts.experiments.q15_activation_functions.activation_swap import SETTINGS as SWAP
from scripts.experiments.q15_activation_functions.activation_swap import summary
from scripts.experiments.q15_activation_functions.activation_training import Switch, begin, train
from scripts.experiments.records.spread import rounded

QUESTION = "Can an LSTM whose gradient exploded be saved by clipping, and what does Adam have to do with it?"
SETTINGS = {
    **{key: SWAP[key] for key in ("seeds", "T", "H", "batch", "updates", "rate", "clip", "forget_bias", "solved")},
    "recent": SWAP["recent"],
    "free_updates": 300,
}
CELL = Cell(candidate="relu", output="relu")


def late(fresh: bool, settings: dict[str, Any]) -> tuple[list[int | None], list[float]]:
    """The updates after which each seed solved the task, None for never, and each seed's largest gradient norm."""
    free = torch.full((len(settings["seeds"]),), torch.inf)
    switch = Switch(settings["free_updates"] + 1, torch.full_like(free, settings["clip"]), fresh)
    trained = train(begin(settings), CELL, settings, free, switch=switch)
    return trained.solved, [rounded(norm) for norm in trained.norms.tolist()]


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """For the old and the new Adam: seeds that solve the task, and the updates they took, counted from the start."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # small products: a second thread only adds noise to the last digit
    try:
        results: dict[str, Any] = {}
        for done, (name, fresh) in enumerate((("old_adam", False), ("new_adam", True)), 1):
            solved, norms = late(fresh, settings)
            results[name] = {"solved": len(solved) - solved.count(None), "until_solved": summary(solved)}
            results[name]["largest_gradient"] = summary(norms)
            progress(done / 2, f"{name}: solved after {solved}")
        return results
    finally:
        torch.set_num_threads(threads)
