"""Sequences with one class each: what every task of sequence classification returns, and how it is split."""

from collections.abc import Sequence
from typing import NamedTuple

import torch


class Labelled(NamedTuple):
    """N sequences, each with its length and its class."""

    x: torch.Tensor  # (T, N, D)  float32; zeros from a sequence's end to T, the longest length
    lengths: torch.Tensor  # (N,)  int64, 1 … T
    y: torch.Tensor  # (N,)        int64, 0 … classes - 1


class Splits(NamedTuple):
    """What is learned from, and what is only measured on."""

    train: Labelled
    test: Labelled


def padded(sequences: Sequence[torch.Tensor], y: Sequence[int]) -> Labelled:
    """Sequences of the shapes (T_n, D) side by side, each followed by zeros."""
    lengths = torch.tensor([len(sequence) for sequence in sequences])
    return Labelled(torch.nn.utils.rnn.pad_sequence(list(sequences)).float(), lengths, torch.tensor(y))


def real_frames(data: Labelled) -> torch.Tensor:
    """Which of the frames belong to their sequence and which are padding, (T, N) of bool."""
    return torch.arange(len(data.x))[:, None] < data.lengths


def rows(data: Labelled, which: torch.Tensor) -> Labelled:
    """Some of the sequences, by their numbers (n,) in the order given; padding that none of them needs is cut off."""
    lengths = data.lengths[which]
    return Labelled(data.x[: int(lengths.max()), which], lengths, data.y[which])


def hold_out(data: Labelled, share: float, seed: int) -> Splits:
    """Split at random, with the same `share` of every class held out, rounded to whole sequences.

    For a validation set, hold out part of a task's training set: its test set is for the last measurement only. A
    ValueError says that a class would be missing on one side.
    """
    generator = torch.Generator().manual_seed(seed)
    kept, held = [], []
    for label in data.y.unique():
        members = torch.nonzero(data.y == label).flatten()
        members = members[torch.randperm(len(members), generator=generator)]
        count = round(share * len(members))
        if not 0 < count < len(members):
            raise ValueError(f"a share of {share} of the {len(members)} sequences of class {label} leaves a side empty")
        held.append(members[:count])
        kept.append(members[count:])
    return Splits(*(rows(data, torch.cat(side).sort().values) for side in (kept, held)))
