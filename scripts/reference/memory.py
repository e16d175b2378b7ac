"""Exact memory in bytes: weights, what training adds to them, activations kept for backward, and states.

`itemsize` is the bytes of one number: 4 for float32 (the default), 2 for float16, 8 for float64. 1 MB is 10^6 bytes.
"""

from math import ceil, sqrt

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


def language_model(
    V: int, D: int, H: int, T: int = 1, B: int = 1, layers: int = 1, copies: int = 1, itemsize: int = 4
) -> int:
    """What an LSTM language model with a full softmax keeps for backward: D + (6 + copies)HL + V numbers per token.

    The embedding's output, `lstm_activations` and the outputs h of every layer, and the log-probabilities, from which
    the loss's gradient follows without the logits. `copies` is how often h is kept: once on paper, twice where the
    steps and the stacked outputs are arrays of their own, as in PyTorch's native layer. Token ids are not counted.

    Raises:
        ValueError: a size below 1.
    """
    expect_whole(V=V, D=D, layers=layers, copies=copies)
    layer = lstm_activations(H, T, B, itemsize) + copies * sequence(H, T, B, itemsize)
    return sequence(D, T, B, itemsize) + layers * layer + sequence(V, T, B, itemsize)


def checkpointed(H: int, T: int, segments: int, B: int = 1, layers: int = 1, copies: int = 1, itemsize: int = 4) -> int:
    """What an LSTM holds at most when it keeps the state at `segments` boundaries and makes each segment again.

    The boundaries' states, and the activations and outputs h of the longest segment (Chen et al. 2016). The inputs x
    and the outputs that the next part reads are not counted: they stay, (T, B, D) and (T, B, H).

    Raises:
        ValueError: a size below 1, or more segments than steps.
    """
    expect_whole(T=T, segments=segments, layers=layers, copies=copies)
    if segments > T:
        raise ValueError(f"segments is {segments}, expected at most T = {T}")
    longest = ceil(T / segments)
    layer = lstm_activations(H, longest, B, itemsize) + copies * sequence(H, longest, B, itemsize)
    return segments * lstm_state(H, layers, B, itemsize=itemsize) + layers * layer


def best_segments(T: int, copies: int = 1) -> float:
    """The number of segments at which `checkpointed` is least: sqrt(T s / b), for s numbers a step and b a boundary.

    A layer keeps s = (6 + copies)H per step and b = 2H per boundary. Where both cost alike it is sqrt(T), which gives
    the O(sqrt(T)) of Chen et al. (2016). ValueError for a size below 1.
    """
    expect_whole(T=T, copies=copies)
    return sqrt(T * (6 + copies) / 2)


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
