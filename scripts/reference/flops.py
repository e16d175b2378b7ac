"""Exact numbers of floating-point operations: one multiply-add counts as 2.

`lstm`, `gru`, `rnn` and `language_model` count the matrix products, as `torch.utils.flop_counter` does; halve them for
multiply-adds (MACs). `pointwise` counts what the products leave out. All sizes are whole numbers from 1 up.
"""

from typing import NamedTuple

from scripts.reference.params import hidden_width, over_layers
from scripts.reference.shapes import expect_whole


class Pointwise(NamedTuple):
    """Operations outside the matrix products."""

    arithmetic: int  # additions, subtractions and multiplications
    sigmoids: int
    tanhs: int


def lstm(
    D: int,
    H: int,
    T: int = 1,
    B: int = 1,
    layers: int = 1,
    bidirectional: bool = False,
    proj: int = 0,
    training: bool = False,
) -> int:
    """Matrix products of an LSTM over T steps of a batch of B: 8H(D + H) per step, twice its 4H(D + H) weights.

    With `proj` = P: 8H(D + P) + 2PH. `training` adds the backward pass, which costs twice the forward one: each
    product W x has two in return, dW = dz x^T and dx = W^T dz (down to x and h_0).

    Raises:
        ValueError: a size below 1, or a proj that is not below H.
    """
    expect_whole(D=D, H=H, T=T, B=B, layers=layers)
    R = hidden_width(H, proj)
    step = over_layers(lambda width: 8 * H * (width + R) + 2 * proj * H, D, R, layers, bidirectional)
    return step * T * B * (3 if training else 1)


def gru(
    D: int, H: int, T: int = 1, B: int = 1, layers: int = 1, bidirectional: bool = False, training: bool = False
) -> int:
    """Matrix products of a GRU: 6H(D + H) per step, wherever the reset gate acts. For the rest see `lstm`."""
    expect_whole(D=D, H=H, T=T, B=B, layers=layers)
    step = over_layers(lambda width: 6 * H * (width + H), D, H, layers, bidirectional)
    return step * T * B * (3 if training else 1)


def rnn(
    D: int, H: int, T: int = 1, B: int = 1, layers: int = 1, bidirectional: bool = False, training: bool = False
) -> int:
    """Matrix products of a simple RNN: 2H(D + H) per step. For the rest see `lstm`."""
    expect_whole(D=D, H=H, T=T, B=B, layers=layers)
    step = over_layers(lambda width: 2 * H * (width + H), D, H, layers, bidirectional)
    return step * T * B * (3 if training else 1)


def language_model(V: int, D: int, H: int, T: int = 1, B: int = 1, layers: int = 1, training: bool = False) -> int:
    """Matrix products of an LSTM language model with a full softmax: those of `lstm`, and 2VH per token on top.

    Looking a token up in the embedding multiplies nothing, and tying the two matrices saves no product.

    Raises:
        ValueError: a size below 1.
    """
    expect_whole(V=V)
    return lstm(D, H, T, B, layers, training=training) + 2 * V * H * T * B * (3 if training else 1)


def pointwise(cell: str, H: int, T: int = 1, B: int = 1) -> Pointwise:
    """What one forward layer does beside its products, in the equations of `scripts.reference`.

    * "lstm": 8H additions into the pre-activations, 3H operations for c, H for h; 3H sigmoids, 2H tanhs.
    * "gru": 9H additions into the pre-activations (two biases), H for the reset, 4H for h; 2H sigmoids, H tanhs.
    * "rnn": 2H additions; H tanhs.

    Raises:
        ValueError: an unknown cell, or a size below 1.
    """
    expect_whole(H=H, T=T, B=B)
    of_step = {
        "lstm": Pointwise(12 * H, 3 * H, 2 * H),
        "gru": Pointwise(14 * H, 2 * H, H),
        "rnn": Pointwise(2 * H, 0, H),
    }
    if cell not in of_step:
        raise ValueError(f"cell is {cell!r}, expected one of {', '.join(of_step)}")
    return Pointwise(*(count * T * B for count in of_step[cell]))
