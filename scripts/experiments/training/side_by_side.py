"""Train the networks of several seeds side by side on the adding problem: Adam, clipped gradients, fresh sequences."""

from collections.abc import Callable

import torch

from scripts.experiments.networks.stacked import Network, Weights, predict
from scripts.experiments.tasks.adding import Batch, draw


def test_errors(weights: Weights, like: Network, test: Batch) -> list[float]:
    """Each network's mean squared error on the same test sequences."""
    S = len(next(iter(weights.values())))
    with torch.no_grad():
        predictions = predict(weights, like, test.x[:, None].expand(-1, S, -1, -1))
        return (predictions - test.y).square().mean(dim=1).tolist()


def train(
    weights: Weights,
    like: Network,
    T: int,
    settings: dict,
    seeds: list[int],
    check: Callable[[int], bool] = lambda n: False,
) -> int:
    """Train S stacked networks in place and return the number of updates made.

    Nothing passes between the networks: each has its own sequences, drawn by its seed, and its own gradient norm.
    `settings` names the batch size (`batch`), Adam's `rate`, the norm above which a gradient is shortened (`clip`) and
    the most `updates`. After each update n, from 1, `check(n)` ends the training by returning True.
    """
    generators = [torch.Generator().manual_seed(seed) for seed in seeds]
    adam = torch.optim.Adam(weights.values(), settings["rate"])
    for n in range(1, settings["updates"] + 1):
        batches = [draw(T, settings["batch"], generator) for generator in generators]
        x, y = torch.stack([b.x for b in batches], dim=1), torch.stack([b.y for b in batches])
        loss = (predict(weights, like, x) - y).square().mean(dim=1).sum()
        adam.zero_grad()
        loss.backward()
        clip(weights, settings["clip"])
        adam.step()
        if check(n):
            return n
    return settings["updates"]


def clip(weights: Weights, largest: float) -> None:
    """Shorten the gradient of each network whose norm, over all its weights, is above `largest`."""
    gradients = [value.grad for value in weights.values()]
    norms = torch.stack([g.reshape(len(g), -1).norm(dim=1) for g in gradients]).norm(dim=0)  # (S,)
    factors = (largest / norms).clamp(max=1.0)
    for g in gradients:
        g *= factors.view(-1, *[1] * (g.dim() - 1))
