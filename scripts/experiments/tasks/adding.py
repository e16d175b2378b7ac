"""The adding problem: two numbers of a long sequence are marked; the target is their sum.

After experiment 4 of Hochreiter & Schmidhuber (1997), in the form used since: every input is a value from U(0, 1) and a
marker, 0 or 1. One marker stands in the first half of the sequence, one in the second, each place equally likely. To be
right a network must carry the first number over a quarter to all of the sequence, past values that do not count.
"""

from typing import NamedTuple

import torch

VARIANCE = 2 / 12  # of the target: a U(0, 1) has 1/12, and the two are independent


class Batch(NamedTuple):
    """B sequences of T steps and their targets."""

    x: torch.Tensor  # (T, B, 2)  value, marker
    y: torch.Tensor  # (B,)       sum of the two marked values


def draw(T: int, B: int, generator: torch.Generator) -> Batch:
    """B fresh sequences of length T, which must be at least 2 (one place a half); a ValueError says so."""
    if T < 2:
        raise ValueError(f"T is {T}, expected at least 2: one marked value in each half")
    values = torch.rand(T, B, generator=generator)
    markers = torch.zeros(T, B)
    rows = torch.arange(B)
    markers[torch.randint(0, T // 2, (B,), generator=generator), rows] = 1.0
    markers[torch.randint(T // 2, T, (B,), generator=generator), rows] = 1.0
    return Batch(torch.stack([values, markers], dim=-1), (values * markers).sum(0))
