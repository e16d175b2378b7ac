"""Parity: after each bit of a sequence, whether the number of ones so far is odd.

The smallest task that needs a state to be tracked: one bit, which every one flips. A network that only ever moves its
memory towards what it has just read cannot flip it for long. Guessing is right half of the time, at every step.
"""

from typing import NamedTuple

import torch
from torch.nn.functional import binary_cross_entropy_with_logits

GUESS = 0.5


class Batch(NamedTuple):
    """B sequences of T bits."""

    x: torch.Tensor  # (T, B, 1)  a one is 1, a zero -1
    y: torch.Tensor  # (T, B)     1 where the number of ones so far is odd, else 0


def draw(T: int, B: int, generator: torch.Generator) -> Batch:
    """B fresh sequences of T bits, ones and zeros equally likely."""
    bits = torch.randint(0, 2, (T, B), generator=generator).float()
    return Batch(2 * bits[..., None] - 1, bits.cumsum(0) % 2)


def losses(outputs: torch.Tensor, y: torch.Tensor) -> torch.Tensor:
    """The mean cross-entropies (S,) of S networks' outputs (T, S, B, 1) for y (T, S, B), over all steps."""
    return binary_cross_entropy_with_logits(outputs[..., 0], y, reduction="none").mean((0, 2))


def right(outputs: torch.Tensor, batch: Batch) -> torch.Tensor:
    """The shares (T, S) of sequences that S networks' outputs (T, S, B, 1) answer rightly at each step."""
    return ((outputs[..., 0] > 0) == batch.y[:, None].bool()).double().mean(-1)
