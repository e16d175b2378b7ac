"""Repeat a string of random symbols: what the source says grows with its length, log2(SYMBOLS) bits with each symbol.

Whoever is to repeat it must have carried all of it. Without the source, a guess of the right length is right once in
SYMBOLS^n.
"""

import torch

from scripts.experiments.tasks.pairs import FIRST, Pairs, padded

SYMBOLS = 8
TOKENS = FIRST + SYMBOLS  # with PAD, START and END


def draw(lengths: torch.Tensor, generator: torch.Generator, *, backwards: bool) -> Pairs:
    """One fresh string of each of the lengths (B,); `backwards` turns the source round, and never the target."""
    strings = [torch.randint(FIRST, TOKENS, (n,), generator=generator).tolist() for n in lengths.tolist()]
    return padded([string[::-1] for string in strings] if backwards else strings, strings)


def guess(n: int) -> float:
    """How often a guess repeats all n symbols, for one who knows nothing but n."""
    return SYMBOLS**-n
