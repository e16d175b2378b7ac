"""Sums to be worked out digit by digit: two whole numbers of n digits each, read as text, and their sum.

The digits are those of base 4, whose table of single sums is small enough for a short training. The source is written
as on paper, 12+33; the target begins with the units, 111 becomes 1, 1, 1: so a carry is known before it is needed.
Every sum of two n-digit numbers is written with n + 1 digits, a leading 0 included.
"""

import torch

from scripts.experiments.tasks.pairs import END, FIRST, PAD, Pairs

BASE = 4
PLUS = FIRST + BASE
TOKENS = PLUS + 1  # with PAD, START and END


def digits(numbers: torch.Tensor, n: int) -> torch.Tensor:
    """The last n digits of numbers (B,), the units in the first row: (n, B)."""
    return torch.stack([numbers // BASE**place % BASE for place in range(n)])


def draw(lengths: torch.Tensor, generator: torch.Generator) -> Pairs:
    """One fresh sum for each of the lengths (B,): both numbers have that many digits, the first of them not 0.

    One-digit numbers may be 0, so that there is a sum for every pair of digits.
    """
    longest, lowest = int(lengths.max()), torch.where(lengths > 1, BASE ** (lengths - 1), torch.zeros_like(lengths))
    span = BASE**lengths - lowest
    a, b = (lowest + (torch.rand(len(lengths), generator=generator, dtype=torch.float64) * span).long() for _ in "ab")
    source = torch.full((2 * longest + 1, len(lengths)), PAD)
    target = torch.full((longest + 2, len(lengths)), PAD)
    for n in lengths.unique().tolist():
        of = (lengths == n).nonzero()[:, 0]
        plus = torch.full((1, len(of)), PLUS)
        source[: 2 * n + 1, of] = torch.cat([FIRST + digits(a[of], n).flip(0), plus, FIRST + digits(b[of], n).flip(0)])
        target[: n + 2, of] = torch.cat([FIRST + digits(a[of] + b[of], n + 1), torch.full_like(plus, END)])
    return Pairs(source, 2 * lengths + 1, target)
