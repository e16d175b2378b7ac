"""Delayed copy: read some symbols, wait, and repeat them in order when a cue comes.

After experiment 2 of Hochreiter & Schmidhuber (1997), in the form of Arjovsky, Shah & Bengio (2016): S symbols of an
alphabet of eight, `lag` blanks, S cues; at each cue the next symbol is due. Nothing that is read between the last
symbol and the first cue tells anything, so the answer is what a network has carried that long.
"""

from typing import NamedTuple

import torch
from torch.nn.functional import cross_entropy

SYMBOLS = 8
BLANK, CUE = SYMBOLS, SYMBOLS + 1  # their places in the one-hot input
WIDTH = SYMBOLS + 2


class Batch(NamedTuple):
    """B sequences of S + lag + S steps and the symbols due at their last S."""

    x: torch.Tensor  # (T, B, WIDTH)  one-hot
    y: torch.Tensor  # (S, B)         0 … SYMBOLS - 1


def draw(S: int, lag: int, B: int, generator: torch.Generator) -> Batch:
    """B fresh sequences of S symbols; a ValueError names an S below 1 or a negative lag."""
    if S < 1 or lag < 0:
        raise ValueError(f"S is {S} and lag is {lag}, expected at least 1 symbol and no negative lag")
    symbols = torch.randint(0, SYMBOLS, (S, B), generator=generator)
    places = torch.cat([symbols, torch.full((lag, B), BLANK), torch.full((S, B), CUE)])
    return Batch(torch.nn.functional.one_hot(places, WIDTH).float(), symbols)


def loss(outputs: torch.Tensor, batch: Batch) -> torch.Tensor:
    """The mean cross-entropy of outputs (T, B, SYMBOLS) at the cues."""
    return cross_entropy(outputs[-len(batch.y) :].flatten(0, 1), batch.y.flatten())


def share_right(outputs: torch.Tensor, batch: Batch) -> float:
    """The share of the cues at which the right symbol has the largest of the outputs (T, B, SYMBOLS)."""
    return (outputs[-len(batch.y) :].argmax(dim=-1) == batch.y).double().mean().item()
