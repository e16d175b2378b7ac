"""Train one network at a time: Adam, clipped gradients, fresh batches, and an end as soon as the task is solved."""

from collections.abc import Callable
from typing import Any

import torch
from torch import nn


def fit(
    model: nn.Module,
    loss_of_a_batch: Callable[[], torch.Tensor],
    settings: dict[str, Any],
    check: Callable[[int, float], bool] = lambda n, loss: False,
    *,
    falling: bool = False,
) -> int:
    """Train `model` in place and return the number of updates made.

    `loss_of_a_batch` draws a batch and returns its loss. `settings` names Adam's `rate`, the norm above which the
    gradient is shortened (`clip`) and the most `updates`. After each update n, from 1, `check(n, loss)` ends the
    training by returning True; `loss` is that before the update. A loss that is not finite ends it too. `falling` lets
    the rate fall linearly to a hundredth.
    """
    adam = torch.optim.Adam(model.parameters(), settings["rate"])
    schedule = fall(adam, settings["updates"]) if falling else None
    for n in range(1, settings["updates"] + 1):
        loss = loss_of_a_batch()
        adam.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), settings["clip"])
        adam.step()
        if schedule:
            schedule.step()
        value = loss.item()
        if check(n, value) or value != value or abs(value) == float("inf"):
            return n
    return settings["updates"]


def fall(adam: torch.optim.Optimizer, updates: int) -> torch.optim.lr_scheduler.LRScheduler:
    """A schedule by which the rate falls linearly, over so many updates, to a hundredth."""
    return torch.optim.lr_scheduler.LinearLR(adam, 1.0, 0.01, updates)
