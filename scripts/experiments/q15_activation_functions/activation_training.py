"""Train cells with chosen activations side by side: Adam, and each network's gradient clipped at a limit of its own."""

from collections.abc import Callable
from typing import Any, NamedTuple

import torch

from scripts.experiments.networks.stacked import Weights, stack, start
from scripts.experiments.q15_activation_functions.activation_cell import Cell, forward
from scripts.experiments.tasks.adding import Batch, draw

Task = Callable[[int, int, torch.Generator], Batch]  # T, B and a generator give B sequences and their targets


class Trained(NamedTuple):
    """N networks after training."""

    weights: Weights
    finite: torch.Tensor  # (N,) whether loss and gradient norm stayed finite throughout
    solved: list[int | None]  # N: the update after which the recent batches' error was below the threshold
    norms: torch.Tensor  # (N,) the largest gradient norm, before clipping


class Switch(NamedTuple):
    """A change of the training: from `update` on other limits hold; `fresh` puts a new Adam in the old one's place."""

    update: int
    limits: torch.Tensor  # (N,)
    fresh: bool


def begin(settings: dict[str, Any], copies: int = 1, identity: bool = False) -> Weights:
    """Return the starts of all seeds, stacked, `copies` times over; `identity` makes U_g the identity."""
    H = settings["H"]
    weights = stack([start("lstm", H, s, settings["forget_bias"]) for _ in range(copies) for s in settings["seeds"]])
    if identity:
        with torch.no_grad():
            weights["layer.weight_hh_l0"][:, 2 * H : 3 * H] = torch.eye(H)
    return weights


def train(
    weights: Weights,
    cell: Cell,
    settings: dict[str, Any],
    limits: torch.Tensor,
    task: Task = draw,
    switch: Switch | None = None,
) -> Trained:
    """Train N stacked networks in place, copies of the seeds' starts; the copies of a seed see the same sequences.

    `limits` (N,) are the norms above which a gradient is shortened, infinity for none. `settings` names the `seeds`, T,
    the `batch` size, the `updates`, Adam's `rate`, and for how many `recent` batches the mean error has to be below
    `solved`. A network whose loss or gradient norm is not finite has diverged: it stays as it was before that update.
    """
    N = len(limits)
    generators = [torch.Generator().manual_seed(seed) for seed in settings["seeds"]]
    adam = torch.optim.Adam(weights.values(), settings["rate"])
    finite, largest = torch.ones(N, dtype=torch.bool), torch.zeros(N, dtype=torch.float64)
    recent: list[torch.Tensor] = []
    solved: list[int | None] = [None] * N
    for n in range(1, settings["updates"] + 1):
        if switch and n == switch.update:
            limits = switch.limits
            adam = torch.optim.Adam(weights.values(), settings["rate"]) if switch.fresh else adam
        batches = [task(settings["T"], settings["batch"], generator) for generator in generators]
        batches *= N // len(batches)
        x, y = torch.stack([one.x for one in batches], dim=1), torch.stack([one.y for one in batches])
        errors = (forward(weights, x, cell).said - y).square().mean(dim=1)
        adam.zero_grad()
        errors.sum().backward()
        norms = _norms(weights)
        finite &= errors.detach().isfinite() & norms.isfinite()
        largest = torch.maximum(largest, torch.where(finite, norms, 0.0))
        _scale(weights, (limits / norms).clamp(max=1.0))
        before = {key: value.detach().clone() for key, value in weights.items()}
        adam.step()
        with torch.no_grad():
            for key, value in weights.items():
                value[~finite] = before[key][~finite]
        recent = [*recent[1 - settings["recent"] :], errors.detach()]
        if len(recent) == settings["recent"]:
            below = (torch.stack(recent).mean(dim=0) < settings["solved"]).tolist()
            solved = [n if s is None and is_below else s for s, is_below in zip(solved, below, strict=True)]
    return Trained(weights, finite, solved, largest)


def _norms(weights: Weights) -> torch.Tensor:
    """The gradient norm of each network, over all its weights, (N,), in float64: squares overflow float32 from 1e19."""
    return torch.stack([v.grad.double().reshape(len(v), -1).norm(dim=1) for v in weights.values()]).norm(dim=0)


def _scale(weights: Weights, factors: torch.Tensor) -> None:
    """Multiply each network's gradient by its factor, (N,)."""
    for value in weights.values():
        value.grad *= factors.view(-1, *[1] * (value.dim() - 1)).float()
