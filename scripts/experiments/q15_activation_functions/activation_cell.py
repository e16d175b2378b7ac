"""An LSTM cell whose activations can be chosen: what the gates, the candidate and the output are squashed by.

The networks of several seeds run side by side, as in `networks`: their weights are stacked, with blocks in the order
i, f, g, o, and each step is one batched matrix product.
"""

from collections.abc import Callable
from typing import NamedTuple

import torch
from torch.nn import functional

from scripts.experiments.networks.stacked import Weights

ACTIVATIONS: dict[str, Callable[[torch.Tensor], torch.Tensor]] = {
    "sigmoid": torch.sigmoid,
    "hard_sigmoid": functional.hardsigmoid,  # slope 1/6, as in Keras 3
    "hard_sigmoid_02": lambda z: (0.2 * z + 0.5).clamp(0.0, 1.0),  # as in Keras 2
    "tanh": torch.tanh,
    "hard_tanh": functional.hardtanh,
    "relu": torch.relu,
    "identity": lambda z: z,
}


class Cell(NamedTuple):
    """The names of three of ACTIVATIONS: of the three gates, of the candidate, and of the output before its gate."""

    gate: str = "sigmoid"
    candidate: str = "tanh"
    output: str = "tanh"


class Ran(NamedTuple):
    """What S networks say on B sequences, and how large their cell states became on the way."""

    said: torch.Tensor  # (S, B)
    largest: torch.Tensor  # (T, S)  largest |c| among the units and the sequences, at each step; no gradient


def forward(weights: Weights, xs: torch.Tensor, cell: Cell) -> Ran:
    """Run S networks over xs (T, S, B, D), each on its own sequences; D is the width of their W.

    Raises:
        KeyError: `cell` names no activation.
    """
    W, U, b_W, b_U = (weights[f"layer.{n}_l0"] for n in ("weight_ih", "weight_hh", "bias_ih", "bias_hh"))
    gate, candidate, output = (ACTIVATIONS[name] for name in cell)
    h = c = xs.new_zeros(*xs.shape[1:3], U.shape[-1])
    largest = []
    for z in (xs @ W.mT + (b_W + b_U)[:, None]).unbind(0):
        z_i, z_f, z_g, z_o = torch.baddbmm(z, h, U.mT).chunk(4, dim=-1)
        i, f, o = gate(z_i), gate(z_f), gate(z_o)
        g = candidate(z_g)
        c = f * c + i * g
        h = o * output(c)
        largest.append(c.detach().abs().amax(dim=(1, 2)))
    said = torch.baddbmm(weights["readout.bias"][:, None], h, weights["readout.weight"].mT)[..., 0]
    return Ran(said, torch.stack(largest))
