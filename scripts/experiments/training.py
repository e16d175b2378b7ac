"""Train one network on the adding problem: Adam, clipped gradients, fresh sequences at every update."""

from collections.abc import Callable

import torch
from torch import nn

from scripts.experiments.adding_task import Batch, draw


def test_error(network: nn.Module, test: Batch) -> float:
    """Mean squared error on the test sequences."""
    with torch.no_grad():
        return (network(test.x) - test.y).square().mean().item()


def train(
    network: nn.Module,
    T: int,
    updates: int,
    settings: dict,
    seed: int,
    check: Callable[[int], bool] = lambda n: False,
) -> None:
    """Train in place. After each update n, from 1, `check(n)` may end the training by returning True.

    `settings` names the batch size (`batch`), Adam's `rate` and the norm above which gradients are shortened (`clip`).
    """
    generator = torch.Generator().manual_seed(seed)
    parameters = list(network.parameters())
    adam = torch.optim.Adam(parameters, settings["rate"])
    for n in range(1, updates + 1):
        batch = draw(T, settings["batch"], generator)
        loss = (network(batch.x) - batch.y).square().mean()
        adam.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(parameters, settings["clip"])
        adam.step()
        if check(n):
            return
