"""Counting: after n times a, answer yes from the n-th b on.

A string is n times a and then b. The network answers at every b: no before the n-th, yes from it on. Nothing bounds n,
so a network that counts in a state without bounds can be asked beyond what it was trained on.
"""

from collections.abc import Iterable

import torch
from torch import nn
from torch.nn.functional import binary_cross_entropy_with_logits

A, B = 0, 1  # the two symbols' places in a one-hot vector


def strings(ns: Iterable[int], T: int) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """For each n a string of n a and then b up to length T: x (T, B, 2), answers (T, B), and where a b is read (T, B).

    The answer after the m-th b is 1 if m >= n. All n must be below T.
    """
    n = torch.as_tensor(list(ns))
    t = torch.arange(T)[:, None]
    x = nn.functional.one_hot(torch.where(t < n, A, B), 2).float()
    return x, (t + 1 - n >= n).float(), t >= n


def training_strings(settings: dict) -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    """The strings of n = 1 to `longest`, each with at least `longest` and `more` b."""
    longest = settings["longest"]
    return strings(range(1, longest + 1), 2 * longest + settings["more"])


def losses(said: torch.Tensor, y: torch.Tensor, asked: torch.Tensor) -> torch.Tensor:
    """The mean cross-entropies (S,) of log odds said (S, T, B) at the b's."""
    wanted = y[asked].expand(len(said), -1)
    return binary_cross_entropy_with_logits(said[:, asked], wanted, reduction="none").mean(dim=1)
