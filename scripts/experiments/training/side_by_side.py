"""Train the networks of several seeds side by side: Adam, each network's gradient clipped for itself, fresh batches.

Nothing passes between the networks: each has its own weights in the stack, its own batches and its own gradient norm.
"""

from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

import torch

from scripts.experiments.networks.stacked import Weights
from scripts.experiments.training.fit import fall


class Trained(NamedTuple):
    """What became of S networks."""

    updates: int  # made
    norms: torch.Tensor  # (updates, S)  of the gradients, before they were shortened
    finite_so_far: torch.Tensor  # (updates, S)  whether losses and norms had been finite, this update's too

    @property
    def finite(self) -> torch.Tensor:
        """Whether they stayed finite throughout, (S,)."""
        return self.finite_so_far[-1]

    def largest(self) -> torch.Tensor:
        """The largest norm (S,) that each network had before it diverged, 0 if it had done so before."""
        return torch.where(self.finite_so_far, self.norms, 0.0).amax(dim=0)


def fit(
    weights: Weights,
    losses_of_batches: Callable[[], torch.Tensor],
    settings: dict[str, Any],
    check: Callable[[int, torch.Tensor], bool] = lambda n, losses: False,
    *,
    limits: torch.Tensor | None = None,
    falling: bool = False,
    adam: torch.optim.Optimizer | None = None,
    finite: torch.Tensor | None = None,
    precise: bool = False,
) -> Trained:
    """Train S stacked networks in place.

    `losses_of_batches` draws a batch for each network and returns their losses (S,). `settings` names Adam's `rate`,
    the norm above which a gradient is shortened (`clip`; `limits` (S,) in its place has one for each, infinity for
    none) and the most `updates`. After each update n, from 1, `check(n, losses)` ends the training by returning True.
    `falling` lets the rate fall linearly to a hundredth; `adam` goes on with an optimiser that has been used before.
    A network whose loss or gradient norm is not finite has diverged: it stays as it was before that update; `finite`
    (S,) is false for those that had before. `precise` takes the norms in float64, for squares overflow float32 from
    1e19 on.
    """
    adam = adam or torch.optim.Adam(weights.values(), settings["rate"])
    schedule = fall(adam, settings["updates"]) if falling else None
    S = len(next(iter(weights.values())))
    finite = torch.ones(S, dtype=torch.bool) if finite is None else finite
    every_norm, every_finite = [], []
    for n in range(1, settings["updates"] + 1):
        losses = losses_of_batches()
        adam.zero_grad()
        losses.sum().backward()
        every_norm.append(norms(weights, torch.float64 if precise else torch.float32))
        finite = finite & losses.detach().isfinite() & every_norm[-1].isfinite()
        every_finite.append(finite)
        shorten(weights, every_norm[-1], settings["clip"] if limits is None else limits)
        kept = {} if finite.all() else {name: value.detach()[~finite] for name, value in weights.items()}
        adam.step()
        with torch.no_grad():
            for name, value in kept.items():
                weights[name][~finite] = value
        if schedule:
            schedule.step()
        if check(n, losses.detach()):
            break
    return Trained(len(every_norm), torch.stack(every_norm), torch.stack(every_finite))


def norms(weights: Weights, dtype: torch.dtype = torch.float32) -> torch.Tensor:
    """The norm of each network's gradient over all its weights, (S,)."""
    each = [value.grad.to(dtype).reshape(len(value), -1).norm(dim=1) for value in weights.values()]
    return torch.stack(each).norm(dim=0)


def shorten(weights: Weights, lengths: torch.Tensor, limits: float | torch.Tensor) -> None:
    """Scale each network's gradient, whose length is given (S,), to its limit where it is longer."""
    factors = (limits / lengths).clamp(max=1.0)
    for value in weights.values():
        value.grad *= factors.view(-1, *[1] * (value.dim() - 1)).to(value.dtype)


def generators(seeds: Iterable[int]) -> list[torch.Generator]:
    """One for each seed: each network draws its own sequences."""
    return [torch.Generator().manual_seed(seed) for seed in seeds]


def batches(
    draw: Callable[[torch.Generator], Any], each: list[torch.Generator], copies: int = 1
) -> tuple[torch.Tensor, torch.Tensor]:
    """A batch, with x and y, from each of the generators: x (T, S, B, D) and y (S, B), S = copies × generators.

    All copies of a generator get the same sequences.
    """
    drawn = [draw(generator) for generator in each] * copies
    return torch.stack([one.x for one in drawn], dim=1), torch.stack([one.y for one in drawn])


def squared_errors(
    said: Callable[[torch.Tensor], torch.Tensor],
    draw: Callable[[torch.Generator], Any],
    each: list[torch.Generator],
    copies: int = 1,
) -> Callable[[], torch.Tensor]:
    """Losses for `fit`: mean squared errors (S,) of what is `said` (S, B) to fresh batches x (T, S, B, D)."""

    def errors() -> torch.Tensor:
        x, y = batches(draw, each, copies)
        return (said(x) - y).square().mean(dim=1)

    return errors


def test_errors(said: Callable[[torch.Tensor], torch.Tensor], S: int, test: Any) -> list[float]:
    """Each of S networks' mean squared error on the same test sequences, x (T, B, D) and y (B,)."""
    with torch.no_grad():
        return (said(for_all(S, test.x)) - test.y).square().mean(dim=1).tolist()


def for_all(S: int, x: torch.Tensor) -> torch.Tensor:
    """The same sequences x (T, B, D) for each of S networks: (T, S, B, D)."""
    return x[:, None].expand(-1, S, -1, -1)
