"""An LSTM cell whose activations can be chosen: what the gates, the candidate and the output are squashed by.

The networks of several seeds run side by side, as in `networks`: their weights are stacked, with blocks in the order
i, f, g, o, and each step is one batched matrix product.
"""

from typing import NamedTuple

import torch
from torch.nn import functional

from scripts.experiments.networks.stacked import Activation, Cell, Weights, read, steps

ACTIVATIONS: dict[str, Activation] = {
    "sigmoid": torch.sigmoid,
    "hard_sigmoid": functional.hardsigmoid,  # slope 1/6, as in Keras 3
    "hard_sigmoid_02": lambda z: (0.2 * z + 0.5).clamp(0.0, 1.0),  # as in Keras 2
    "tanh": torch.tanh,
    "hard_tanh": functional.hardtanh,
    "relu": torch.relu,
    "identity": lambda z: z,
}


class Names(NamedTuple):
    """The names of three of ACTIVATIONS: of the three gates, of the candidate, and of the output before its gate."""

    gate: str = "sigmoid"
    candidate: str = "tanh"
    output: str = "tanh"


class Ran(NamedTuple):
    """What S networks say on B sequences, and how large their cell states became on the way."""

    said: torch.Tensor  # (S, B)
    largest: torch.Tensor  # (T, S)  largest |c| among the units and the sequences, at each step; no gradient


def forward(weights: Weights, xs: torch.Tensor, names: Names) -> Ran:
    """Run S networks over xs (T, S, B, D), each on its own sequences. Raises KeyError for a name of no activation."""
    largest = []
    for step in steps(weights, xs, Cell(*(ACTIVATIONS[name] for name in names))):
        largest.append(step.c.detach().abs().amax(dim=(1, 2)))
    return Ran(read(weights, step.h), torch.stack(largest))
