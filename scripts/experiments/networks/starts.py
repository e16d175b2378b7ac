"""Ways to set the weights of an `nn.LSTM` before training: biases by gate, matrices by block."""

from collections.abc import Iterable

import torch
from torch import nn

BLOCKS = "ifgo"  # rows of the weights, H each, in PyTorch's order


def rows(layer: nn.LSTM, block: str) -> slice:
    """The rows of W, U and b that belong to one of BLOCKS."""
    first = BLOCKS.index(block) * layer.hidden_size
    return slice(first, first + layer.hidden_size)


@torch.no_grad()
def set_bias(layer: nn.LSTM, **values: float | torch.Tensor) -> None:
    """Set the biases of whole blocks, in every layer and direction: `set_bias(layer, f=1.0)`.

    A value, a number or one number per unit, is the sum of PyTorch's two biases: the first gets it, the second 0.
    """
    for name, bias in layer.named_parameters():
        if name.startswith("bias"):
            for block, value in values.items():
                bias[rows(layer, block)] = value if "_ih" in name else 0.0


@torch.no_grad()
def orthogonal_blocks(U: torch.Tensor, blocks: Iterable[str]) -> None:
    """Make these blocks of U (4H, H) orthogonal in place, each for itself."""
    H = U.shape[1]
    for block in blocks:
        nn.init.orthogonal_(U[BLOCKS.index(block) * H :][:H])
