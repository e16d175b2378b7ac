"""Associative recall: read pairs of a key and a value, then name the value of each key, asked in another order.

After Graves, Wayne & Danihelka (2014) and Ba et al. (2016), with every key asked, as in Arora et al. (2024). A step
shows key and value together, so nothing has to be bound across steps: what is tested is how many pairs a state of fixed
size can hold. Keys are drawn without repetition, values with it; a network has to carry log2(VALUES) bits per pair.
"""

from typing import NamedTuple

import torch
from torch.nn.functional import cross_entropy, one_hot

KEYS, VALUES = 64, 16
WIDTH = KEYS + VALUES  # of the input: a key's place, and a value's or none


class Batch(NamedTuple):
    """B sequences of P pairs and P questions."""

    x: torch.Tensor  # (2P, B, WIDTH)  first the pairs, then keys alone
    y: torch.Tensor  # (P, B)          the values due at the questions, 0 … VALUES - 1


def draw(P: int, B: int, generator: torch.Generator) -> Batch:
    """B fresh sequences of P pairs; a ValueError names a P that is not within 1 … KEYS."""
    if not 1 <= P <= KEYS:
        raise ValueError(f"P is {P}, expected 1 to {KEYS} pairs")
    keys = torch.rand(B, KEYS, generator=generator).argsort(1)[:, :P].T  # (P, B)
    values = torch.randint(0, VALUES, (P, B), generator=generator)
    asked = torch.rand(P, B, generator=generator).argsort(0)
    x = torch.zeros(2 * P, B, WIDTH)
    x[:P, :, :KEYS], x[:P, :, KEYS:] = one_hot(keys, KEYS), one_hot(values, VALUES)
    x[P:, :, :KEYS] = one_hot(keys.gather(0, asked), KEYS)
    return Batch(x, values.gather(0, asked))


def loss(outputs: torch.Tensor, batch: Batch) -> torch.Tensor:
    """The mean cross-entropy at the questions of outputs (2P, B, VALUES), or (P, B, VALUES) of the questions alone."""
    return cross_entropy(outputs[-len(batch.y) :].flatten(0, 1), batch.y.flatten())


def share_right(outputs: torch.Tensor, batch: Batch) -> float:
    """The share of the questions at which the right value has the largest of the outputs, shaped as in `loss`."""
    return (outputs[-len(batch.y) :].argmax(dim=-1) == batch.y).double().mean().item()


def commonest(test: Batch) -> float:
    """The share right of naming, at every question, the value that the sequence shows most often."""
    counts = one_hot(test.y, VALUES).sum(0)  # (B, VALUES): every value shown is due once
    return counts.amax(1).double().mean().item() / len(test.y)
