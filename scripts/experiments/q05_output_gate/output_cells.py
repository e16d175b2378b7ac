"""LSTM cells with and without the output gate and the output tanh, and the counting networks made of them.

The networks of all cells and seeds run side by side, their weights stacked. They read the strings of `tasks.a_then_b`,
are trained as in the experiment `counting`, and start from the same weights; only what they show of c differs.
"""

from collections.abc import Iterable, Iterator
from typing import Any

import torch

from scripts.experiments.networks import recurrent, stacked
from scripts.experiments.networks.stacked import Cell, Gates, Step, Weights, read
from scripts.experiments.tasks import a_then_b
from scripts.experiments.training import side_by_side

CELLS = {  # whether the output gate and the output tanh are there
    "whole": (True, True),
    "no_tanh": (True, False),
    "no_gate": (False, True),
    "neither": (False, False),
}


def start(seeds: Iterable[int], H: int, forget_bias: float) -> Weights:
    """The stacked weights of one network per seed, each an LSTM of H units with a readout of h to one number."""
    return stacked.stack(recurrent.start("lstm", 2, H, 1, seed, forget_bias=forget_bias) for seed in seeds)


def steps(
    weights: Weights, x: torch.Tensor, cells: list[str], state: tuple[torch.Tensor, torch.Tensor] | None = None
) -> Iterator[Step]:
    """Run x (T, B, 2) through S networks, from state (h, c) or from zeros; `cells` names the cell of each network.

    A gate that is missing is 1, a missing tanh the identity.
    """
    gated, squashed = torch.tensor([CELLS[cell] for cell in cells]).T[..., None, None]

    def output(c: torch.Tensor) -> torch.Tensor:
        return torch.where(squashed, c.tanh(), c)

    def without_gate(t: int, gates: Gates) -> Gates:
        return gates._replace(o=torch.where(gated, gates.o, 1.0))

    return stacked.steps(weights, x, Cell(output=output), state, without_gate)


def train(weights: Weights, cells: list[str], settings: dict[str, Any]) -> side_by_side.Trained:
    """Train S networks in place, as the experiment `counting` does."""
    x, y, asked = a_then_b.training_strings(settings)

    def losses() -> torch.Tensor:
        said = torch.stack([read(weights, step.h) for step in steps(weights, x, cells)], dim=1)  # (S, T, B)
        return a_then_b.losses(said, y, asked)

    return side_by_side.fit(weights, losses, settings, falling=True)


@torch.no_grad()
def answers(weights: Weights, cells: list[str], longest: int) -> torch.Tensor:
    """How many b are read when the answer is first yes, (S, longest) for n = 1 … longest; 3n + 1: not within 3n."""
    symbol = torch.eye(2)
    after = [(step.h[:, 0], step.c[:, 0]) for step in steps(weights, symbol[a_then_b.A].expand(longest, 1, 2), cells)]
    h, c = (torch.stack(part, dim=1) for part in zip(*after, strict=True))  # (S, longest, H) each
    n = torch.arange(1, longest + 1)
    first = 3 * n.expand(len(cells), -1) + 1
    bs = symbol[a_then_b.B].expand(3 * longest, longest, 2)
    for m, step in enumerate(steps(weights, bs, cells, (h, c)), 1):
        first = torch.where((read(weights, step.h) > 0) & (m <= 3 * n), first.clamp(max=m), first)
    return first


@torch.no_grad()
def drift(weights: Weights, cells: list[str], seen: int, beyond: int) -> tuple[torch.Tensor, torch.Tensor]:
    """How far the gates and the candidate move between the a number `seen` and the a number `beyond`, and h's size.

    The first (S,) is the mean of their absolute differences. The input is the same at both, so that h alone can move
    them. The second (S,) is the largest |h| of a unit at the a number `beyond`.
    """
    x = torch.eye(2)[a_then_b.A].expand(beyond, 1, 2)
    after = list(steps(weights, x, cells))
    late, early = (torch.stack(after[n - 1].gates) for n in (beyond, seen))  # (4, S, B, H)
    moved = (late - early).abs().mean(dim=(0, 2, 3))
    return moved, after[beyond - 1].h.abs().amax(dim=(1, 2))
