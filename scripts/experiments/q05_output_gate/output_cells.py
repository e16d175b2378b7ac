"""LSTM cells with and without the output gate and the output tanh, and the counting networks made of them.

The networks of all cells and seeds run side by side, their weights stacked. They read the strings of `counting`, are
trained as there, and start from the same weights; only what they show of c differs.
"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import torch
from torch.nn.functional import binary_cross_entropy_with_logits

from scripts.experiments.networks import recurrent
from scripts.experiments.networks.stacked import Weights, stack
from scripts.experiments.q34_lstm_vs_gru.counting import A, B, strings
from scripts.experiments.training.side_by_side import clip

CELLS = {  # whether the output gate and the output tanh are there
    "whole": (True, True),
    "no_tanh": (True, False),
    "no_gate": (False, True),
    "neither": (False, False),
}


class Step(NamedTuple):
    """What S networks have after a step; h and c are (S, B, H), gates (4, S, B, H) holds i, f, g, o."""

    h: torch.Tensor
    c: torch.Tensor
    gates: torch.Tensor


def start(seeds: Iterable[int], H: int, forget_bias: float) -> Weights:
    """The stacked weights of a network a seed, each an LSTM of H units with a readout of h to one number."""
    return stack([recurrent.start("lstm", 2, H, 1, seed, forget_bias=forget_bias) for seed in seeds])


def steps(
    weights: Weights,
    xs: Iterable[torch.Tensor],
    cells: list[str],
    state: tuple[torch.Tensor, torch.Tensor] | None = None,
) -> Iterator[Step]:
    """Run inputs (B, 2) through S networks, from state (h, c) or from zeros; `cells` names the cell of each network.

    A gate that is missing is 1, a missing tanh the identity.
    """
    W, U, b_W, b_U = (weights[f"layer.{name}_l0"] for name in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"))
    gated, squashed = torch.tensor([CELLS[cell] for cell in cells]).T[..., None, None]
    h, c = state or (None, None)
    for x in xs:
        if h is None:
            h = c = x.new_zeros(len(cells), len(x), U.shape[-1])
        z_i, z_f, z_g, z_o = torch.baddbmm(x @ W.mT + (b_W + b_U)[:, None], h, U.mT).chunk(4, dim=-1)
        i, f, g, o = z_i.sigmoid(), z_f.sigmoid(), z_g.tanh(), torch.where(gated, z_o.sigmoid(), 1.0)
        c = f * c + i * g
        h = o * torch.where(squashed, c.tanh(), c)
        yield Step(h, c, torch.stack([i, f, g, o]))


def read(weights: Weights, h: torch.Tensor) -> torch.Tensor:
    """The readout's numbers (S, B) of hidden states (S, B, H); above 0 is yes."""
    return torch.baddbmm(weights["readout.bias"][:, None], h, weights["readout.weight"].mT)[..., 0]


def train(weights: Weights, cells: list[str], settings: dict[str, Any]) -> torch.Tensor:
    """Train S networks in place, as `counting` does; return the gradients' norms before they were cut, (updates, S).

    A gradient that is not finite is taken as 0, and shows in the norms.
    """
    longest = settings["longest"]
    x, y, asked = strings(range(1, longest + 1), 2 * longest + settings["more"])
    adam = torch.optim.Adam(weights.values(), settings["rate"])
    schedule = torch.optim.lr_scheduler.LinearLR(adam, 1.0, 0.01, settings["updates"])
    norms = []
    for _ in range(settings["updates"]):
        said = torch.stack([read(weights, step.h) for step in steps(weights, x, cells)], dim=1)  # (S, T, B)
        losses = binary_cross_entropy_with_logits(said[:, asked], y[asked].expand(len(cells), -1), reduction="none")
        adam.zero_grad()
        losses.mean(dim=1).sum().backward()
        norms.append(torch.cat([value.grad.flatten(1) for value in weights.values()], dim=1).norm(dim=1))
        for value in weights.values():
            value.grad.nan_to_num_(0.0, 0.0, 0.0)
        clip(weights, settings["clip"])
        adam.step()
        schedule.step()
    return torch.stack(norms)


@torch.no_grad()
def answers(weights: Weights, cells: list[str], longest: int) -> torch.Tensor:
    """How many b are read when the answer is first yes, (S, longest) for n = 1 … longest; 3n + 1: not within 3n."""
    symbol = torch.eye(2)
    after = [(step.h[:, 0], step.c[:, 0]) for step in steps(weights, symbol[A].expand(longest, 1, 2), cells)]
    h, c = (torch.stack(part, dim=1) for part in zip(*after, strict=True))  # (S, longest, H) each
    n = torch.arange(1, longest + 1)
    first = 3 * n.expand(len(cells), -1) + 1
    bs = symbol[B].expand(3 * longest, longest, 2)
    for m, step in enumerate(steps(weights, bs, cells, (h, c)), 1):
        first = torch.where((read(weights, step.h) > 0) & (m <= 3 * n), first.clamp(max=m), first)
    return first


@torch.no_grad()
def drift(weights: Weights, cells: list[str], seen: int, beyond: int) -> tuple[torch.Tensor, torch.Tensor]:
    """How far the gates and the candidate move between the a number `seen` and the a number `beyond`, and h's size.

    The first (S,) is the mean of their absolute differences. The input is the same at both, so that h alone can move
    them. The second (S,) is the largest |h| of a unit at the a number `beyond`.
    """
    x = torch.eye(2)[A].expand(beyond, 1, 2)
    after = list(steps(weights, x, cells))
    moved = (after[beyond - 1].gates - after[seen - 1].gates).abs().mean(dim=(0, 2, 3))
    return moved, after[beyond - 1].h.abs().amax(dim=(1, 2))
