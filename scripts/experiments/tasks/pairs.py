"""Pairs of sequences, a source and the target to be made of it: what an encoder–decoder learns from.

Tokens are numbers. The first three mean the same in every task; a task's own symbols begin at FIRST.
"""

from collections.abc import Sequence
from typing import NamedTuple

import torch
from torch.nn.functional import cross_entropy

PAD, START, END, FIRST = 0, 1, 2, 3


class Pairs(NamedTuple):
    """B sources and their targets, each filled up with PAD to the longest."""

    source: torch.Tensor  # (T_x, B)  int64
    lengths: torch.Tensor  # (B,)      of the sources, 1 … T_x
    target: torch.Tensor  # (T_y, B)  int64; each ends with END before its PAD

    @property
    def fed(self) -> torch.Tensor:
        """What a decoder reads under teacher forcing, (T_y, B): START, then the target without its last row."""
        return torch.cat([torch.full_like(self.target[:1], START), self.target[:-1]])


def padded(sources: Sequence[Sequence[int]], targets: Sequence[Sequence[int]]) -> Pairs:
    """Pairs of lists of symbols; END is added to each target. A ValueError names an empty source."""
    if empty := [n for n, source in enumerate(sources) if not source]:
        raise ValueError(f"source {empty[0]} has no symbols, expected at least one")
    return Pairs(
        _side_by_side(sources),
        torch.tensor([len(source) for source in sources]),
        _side_by_side([[*t, END] for t in targets]),
    )


def _side_by_side(sequences: Sequence[Sequence[int]]) -> torch.Tensor:
    return torch.nn.utils.rnn.pad_sequence([torch.tensor(sequence) for sequence in sequences], padding_value=PAD)


def loss(logits: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """The mean cross-entropy of logits (T_y, B, K) over the real tokens of a target (T_y, B), END among them."""
    return cross_entropy(logits.flatten(0, 1), target.flatten(), ignore_index=PAD)


def exact(said: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    """Whether each of the sequences said (T, B), PAD behind END, is its target (T_y, B) throughout: (B,) of bool."""
    as_long = torch.nn.functional.pad(said, (0, 0, 0, len(target) - len(said)), value=PAD)  # or cut: END is in target
    return (as_long == target).all(dim=0)
