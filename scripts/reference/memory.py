"""Exact memory in bytes: weights, what training adds to them, activations kept for backward, and states.

`itemsize` is the bytes of one number: 4 for float32 (the default), 2 for float16, 8 for float64. 1 MB is 10^6 bytes.
"""

from scripts.reference.params import hidden_width, over_layers
from scripts.reference.shapes import expect_whole

COPIES = {"none": 1, "sgd": 2, "momentum": 3, "adam": 4}


def weights(count: int, optimiser: str = "none", itemsize: int = 4) -> int:
    """`count` parameters (see `params`) with what training keeps beside each.

    "none": the weights alone (inference). "sgd": their gradient too. "momentum": and one average; "adam": and two.

    Raises:
        ValueError: an unknown optimiser, or a size below 1.
    """
    expect_whole(count=count, itemsize=itemsize)
    if optimiser not in COPIES:
        raise ValueError(f"optimiser is {optimiser!r}, expected one of {', '.join(COPIES)}")
    return count * COPIES[optimiser] * itemsize


def lstm_activations(H: int, T: int, B: int = 1, itemsize: int = 4) -> int:
    """What an LSTM layer keeps for backward beside its inputs x and outputs h: i, f, g, o, c and tanh(c), (T, B, H).

    A library may keep fewer and compute tanh(c) again, or more. For x and h see `sequence`.

    Raises:
        ValueError: a size below 1.
    """
    return 6 * sequence(H, T, B, itemsize)


def gru_activations(H: int, T: int, B: int = 1, itemsize: int = 4) -> int:
    """What a GRU layer keeps for backward beside x and h: r, z, n and the recurrent share of the candidate, (T, B, H).

    So it is where the reset acts after the product, as in PyTorch; where it acts before, the fourth is not needed.
    A simple RNN keeps nothing beside x and h. Raises ValueError for a size below 1.
    """
    return 4 * sequence(H, T, B, itemsize)


def sequence(width: int, T: int, B: int = 1, itemsize: int = 4) -> int:
    """One array (T, B, width): the inputs x with width D, the outputs h with width H. ValueError for a size below 1."""
    expect_whole(width=width, T=T, B=B, itemsize=itemsize)
    return T * B * width * itemsize


def lstm_state(
    H: int, layers: int = 1, B: int = 1, bidirectional: bool = False, proj: int = 0, itemsize: int = 4
) -> int:
    """The state (h, c) to carry from step to step, for B streams: 2H numbers per layer, whatever T is.

    With `proj` = P: P + H numbers. Raises ValueError for a size below 1.
    """
    expect_whole(H=H, layers=layers, B=B, itemsize=itemsize)
    R = hidden_width(H, proj)
    return over_layers(lambda _: R + H, 1, R, layers, bidirectional) * B * itemsize


def gru_state(H: int, layers: int = 1, B: int = 1, bidirectional: bool = False, itemsize: int = 4) -> int:
    """The state h of a GRU or a simple RNN, for B streams: H numbers per layer. ValueError for a size below 1."""
    expect_whole(H=H, layers=layers, B=B, itemsize=itemsize)
    return over_layers(lambda _: H, 1, H, layers, bidirectional) * B * itemsize


rnn_state = gru_state
