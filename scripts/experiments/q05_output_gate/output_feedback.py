"""Where a counting LSTM needs its output tanh: on what goes back into its gates, or on what its readout reads.

The task and the training of `output_counting`, with the tanh on both ways of h, on neither, or on one of them.
"""

from collections.abc import Callable, Iterator
from typing import Any

import torch

from scripts.experiments.networks import stacked
from scripts.experiments.networks.stacked import Cell, Weights, read
from scripts.experiments.q05_output_gate.output_cells import start
from scripts.experiments.records.spread import spread
from scripts.experiments.tasks import a_then_b
from scripts.experiments.training import side_by_side

QUESTION = "Does a counting LSTM need the output tanh on what it feeds back, or on what it shows its readout?"
SETTINGS = {
    "seeds": list(range(20)),
    "H": 4,
    "forget_bias": 1.0,
    "longest": 20,  # n in training: 1 to this, all of them in every update
    "more": 5,  # so many b more than a in the longest training string
    "updates": 800,
    "rate": 0.03,  # falls linearly to a hundredth
    "clip": 1.0,
    "test_n": [20, 40, 60, 100],
}
CELLS = {  # whether a tanh is on what is fed back, and on what is read
    "both": (True, True),
    "fed_back": (True, False),
    "read": (False, True),
    "neither": (False, False),
}


def shown(weights: Weights, x: torch.Tensor, cells: list[str]) -> Iterator[torch.Tensor]:
    """Run x (T, B, 2) through S networks from zeros and yield what the readout reads, (S, B, H).

    `cells` names the cell of each network. What is fed back and what is read pass the same output gate.
    """
    squashed_back, squashed_out = torch.tensor([CELLS[cell] for cell in cells]).T[..., None, None]
    cell = Cell(output=lambda c: torch.where(squashed_back, c.tanh(), c))
    for step in stacked.steps(weights, x, cell):
        yield step.gates.o * torch.where(squashed_out, step.c.tanh(), step.c)


def train(weights: Weights, cells: list[str], settings: dict[str, Any]) -> None:
    """Train S networks in place, as `output_cells` does."""
    x, y, asked = a_then_b.training_strings(settings)

    def losses() -> torch.Tensor:
        said = torch.stack([read(weights, h) for h in shown(weights, x, cells)], dim=1)  # (S, T, B)
        return a_then_b.losses(said, y, asked)

    side_by_side.fit(weights, losses, settings, falling=True)


@torch.no_grad()
def answers(weights: Weights, cells: list[str], n: int) -> torch.Tensor:
    """How many b are read after n a's when the answer is first yes, (S,); 3n + 1: not within 3n."""
    x, _, _ = a_then_b.strings([n], 4 * n)
    yes = torch.stack([read(weights, h)[:, 0] for h in shown(weights, x, cells)])[n:] > 0  # (3n, S)
    return torch.where(yes.any(dim=0), yes.float().argmax(dim=0) + 1, 3 * n + 1)


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """For each cell what it says for each test n, over the seeds.

    `trained_right` is the share of right answers on the strings of training, `never` counts the seeds that did not say
    yes, and `near` those whose answer is within a fifth of n.
    """
    seeds, longest = settings["seeds"], settings["longest"]
    cells = [cell for cell in CELLS for _ in seeds]
    weights = start(seeds * len(CELLS), settings["H"], settings["forget_bias"])
    train(weights, cells, settings)
    progress(0.9, "trained")
    right = torch.stack([answers(weights, cells, n) == n for n in range(1, longest + 1)]).float().mean(dim=0)
    said = {n: answers(weights, cells, n) for n in settings["test_n"]}
    results: dict[str, Any] = {"longest": longest}
    for cell in CELLS:
        own = [k for k, name in enumerate(cells) if name == cell]
        results[cell] = {
            "trained_right": spread(right[own].tolist()),
            "said": {str(n): spread(values[own].tolist()) for n, values in said.items()},
            "never": {str(n): int((values[own] > 3 * n).sum()) for n, values in said.items()},
            "near": {str(n): int((5 * (values[own] - n).abs() <= n).sum()) for n, values in said.items()},
        }
    return results
