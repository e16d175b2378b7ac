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
) -> int:
    """Train `model` in place and return the number of updates made.

    `loss_of_a_batch` draws a batch and returns its loss. `settings` names Adam's `rate`, the norm above which the
    gradient is shortened (`clip`) and the most `updates`. After each update n, from 1, `check(n, loss)` ends the
    training by returning True; `loss` is that before the update. A loss that is not finite ends it too.
    """
    adam = torch.optim.Adam(model.parameters(), settings["rate"])
    for n in range(1, settings["updates"] + 1):
        loss = loss_of_a_batch()
        adam.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), settings["clip"])
        adam.step()
        value = loss.item()
        if check(n, value) or value != value or abs(value) == float("inf"):
            return n
    return settings["updates"]
