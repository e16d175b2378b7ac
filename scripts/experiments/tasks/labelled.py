"""Sequences with one class each: what every task of sequence classification returns, how it is split and scored."""

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


def at_last_frame(outputs: torch.Tensor, lengths: torch.Tensor) -> torch.Tensor:
    """The outputs (T, N, K) at each sequence's last real frame, (N, K); padding comes later and is not read."""
    return outputs[lengths - 1, torch.arange(len(lengths))]


def standardised(parts: Splits) -> Splits:
    """Each of the D numbers with mean 0 and deviation 1 over the training part's real frames; padding stays zero."""
    real = parts.train.x[real_frames(parts.train)]
    mean, sd = real.mean(0), real.std(0)
    return Splits(*(part._replace(x=(part.x - mean) / sd * real_frames(part)[..., None]) for part in parts))


def share_right(said: torch.Tensor, data: Labelled) -> float:
    """The share of the sequences whose class is the one that was said, (N,)."""
    return (said == data.y).double().mean().item()


def commonest(data: Labelled) -> float:
    """The share right of always saying the largest class of these sequences."""
    return data.y.bincount().max().item() / len(data.y)


def nearest_mean(learned: Labelled, asked: Labelled) -> float:
    """The share right of the class whose mean frame is nearest, which knows nothing of the frames' order.

    A sequence's frame is the mean of its frames, a class's frame the mean over its sequences.
    """
    frames = [part.x.sum(0) / part.lengths[:, None] for part in (learned, asked)]
    centres = torch.stack([frames[0][learned.y == k].mean(0) for k in range(int(learned.y.max()) + 1)])
    return share_right(torch.cdist(frames[1], centres).argmin(1), asked)


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
