"""What a gradient that exploded leaves behind: clipping begun late, with the old Adam and with a new one.

An LSTM with ReLU for both its tanh, on the adding problem. The first updates are not clipped; then all are. Both runs
go on from the same weights and see the same sequences.
"""

from collections.abc import Callable
from typing import Any

import torch

from scripts.experiments.q15_activation_functions.activation_cell import Names
from scripts.experiments.q15_activation_functions.activation_swap import SETTINGS as SWAP
from scripts.experiments.q15_activation_functions.activation_swap import summary
from scripts.experiments.q15_activation_functions.activation_training import Race, begin
from scripts.experiments.records.spread import rounded

QUESTION = "Can an LSTM whose gradient exploded be saved by clipping, and what does Adam have to do with it?"
SETTINGS = {
    **{key: SWAP[key] for key in ("seeds", "T", "H", "batch", "updates", "rate", "clip", "forget_bias", "solved")},
    "recent": SWAP["recent"],
    "free_updates": 300,
}
NAMES = Names(candidate="relu", output="relu")


def late(fresh: bool, settings: dict[str, Any]) -> tuple[list[int | None], list[float]]:
    """The updates after which each seed solved the task, None for never, and each seed's largest gradient norm."""
    weights = begin(settings)
    adam = torch.optim.Adam(weights.values(), settings["rate"])
    free = torch.full((len(settings["seeds"]),), torch.inf)
    race = Race(weights, NAMES, settings)
    race.train(free, settings["free_updates"], adam)
    rest = settings["updates"] - settings["free_updates"]
    race.train(torch.full_like(free, settings["clip"]), rest, None if fresh else adam)
    return race.solved, [rounded(norm) for norm in race.norms.tolist()]


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """For the old and the new Adam: seeds that solve the task, and the updates they took, counted from the start."""
    results: dict[str, Any] = {}
    for done, (name, fresh) in enumerate((("old_adam", False), ("new_adam", True)), 1):
        solved, norms = late(fresh, settings)
        results[name] = {"solved": len(solved) - solved.count(None), "until_solved": summary(solved)}
        results[name]["largest_gradient"] = summary(norms)
        progress(done / 2, f"{name}: solved after {solved}")
    return results
