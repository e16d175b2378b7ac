"""How many bytes the weights of a compressed network take, and what they are when they are read back."""

from math import ceil
from typing import NamedTuple

import torch

from scripts.reference import quantise

MATRICES = ("layer.weight_ih_l0", "layer.weight_hh_l0", "readout.weight")
FLOAT = 4


class Bytes(NamedTuple):
    """How matrices are stored; biases are floats."""

    bits: int = 32  # per weight; with fewer than 32 there are scales
    per_row: bool = True  # one scale per row, or one per matrix
    pruned: float | None = None  # the share of zeros; then one bit per place says where they are


def count(weights: dict[str, torch.Tensor], stored: Bytes) -> int:
    """The bytes of all weights, whole bytes for each of them.

    PyTorch's two biases are one, their sum, except the GRU's of the candidate, of which the reset gate scales only one.
    """
    total = 0
    for name, value in weights.items():
        if value.dim() == 2:
            kept = value.numel() - (0 if stored.pruned is None else round(stored.pruned * value.numel()))
            total += ceil(kept * stored.bits / 8)
            total += 0 if stored.pruned is None else ceil(value.numel() / 8)
            total += 0 if stored.bits == 32 else FLOAT * (len(value) if stored.per_row else 1)
        elif "bias_hh" not in name:
            total += FLOAT * value.numel()
        elif "layer.weight_hh_l0" in weights and len(value) == 3 * weights["layer.weight_hh_l0"].shape[1]:
            total += FLOAT * value.numel() // 3
    return total


def on_grid(value: torch.Tensor, bits: int, per_row: bool = True) -> torch.Tensor:
    """A matrix rounded to whole numbers of so many bits and read back, of its own type."""
    read = quantise.read(quantise.symmetric(value.double().numpy(), bits, per_row))
    return torch.from_numpy(read).to(value)
