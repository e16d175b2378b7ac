"""Exact numbers of parameters, in the conventions of the literature and of three libraries.

`convention` says how many biases there are and what exists at all:

* "paper": one bias per block, as the equations are printed; peepholes and projection on request.
* "torch": two biases per block (`bias_ih`, `bias_hh`); projection (`proj_size`), no peepholes.
* "keras": one bias per block, but two for the GRU unless `reset="before"` (`reset_after=False`).
* "onnx": two biases per block; peepholes on request, no projection.

The tests count the weights of PyTorch, Keras and ONNX Runtime models. All sizes are whole numbers from 1 up.
"""

from collections.abc import Callable

from scripts.reference.shapes import expect_whole

CONVENTIONS = ("paper", "torch", "keras", "onnx")


def lstm(
    D: int,
    H: int,
    layers: int = 1,
    bidirectional: bool = False,
    proj: int = 0,
    convention: str = "paper",
    peepholes: bool = False,
) -> int:
    """Parameters of an LSTM: 4H(D + H + 1) for one layer with one bias.

    With `proj` = P the hidden state is narrowed to P numbers by a (P, H) matrix (Sak et al. 2014): 4H(D + P + 1) + PH.
    `peepholes` adds three vectors of H numbers to each layer (Gers & Schmidhuber 2000).

    Raises:
        ValueError: a size below 1, an unknown convention, or a part that the library does not have.
    """
    _check(convention, D=D, H=H, layers=layers)
    if proj and convention in ("keras", "onnx"):
        raise ValueError(f"convention {convention!r} has no projection; expected 'paper' or 'torch' with proj={proj}")
    R = hidden_width(H, proj)
    if peepholes and convention in ("torch", "keras"):
        raise ValueError(f"convention {convention!r} has no peepholes; expected 'paper' or 'onnx'")
    biases = 2 if convention in ("torch", "onnx") else 1
    return over_layers(
        lambda width: 4 * H * (width + R + biases) + (3 * H if peepholes else 0) + proj * H,
        *(D, R, layers, bidirectional),
    )


def coupled(D: int, H: int) -> int:
    """Parameters of an LSTM whose input and forget gate are coupled (CIFG): 3H(D + H + 1), one layer with one bias.

    That is what the cell needs. ONNX, the library that has it, keeps the forget gate's block and ignores it.

    Raises:
        ValueError: a size below 1.
    """
    _check("paper", D=D, H=H)
    return 3 * H * (D + H + 1)


def gru(
    D: int,
    H: int,
    layers: int = 1,
    bidirectional: bool = False,
    convention: str = "paper",
    reset: str = "after",
) -> int:
    """Parameters of a GRU: 3H(D + H + 1) for one layer with one bias.

    `reset` is where the reset gate acts, "before" or "after" the matrix product; only in Keras does the count depend
    on it. PyTorch has "after" alone.

    Raises:
        ValueError: a size below 1, an unknown convention or reset, or a part that the library does not have.
    """
    _check(convention, D=D, H=H, layers=layers)
    if reset not in ("before", "after"):
        raise ValueError(f"reset is {reset!r}, expected 'before' or 'after'")
    if convention == "torch" and reset == "before":
        raise ValueError("convention 'torch' has no reset='before'; expected 'after'")
    two = convention in ("torch", "onnx") or (convention == "keras" and reset == "after")
    biases = 2 if two else 1
    return over_layers(lambda width: 3 * H * (width + H + biases), D, H, layers, bidirectional)


def rnn(D: int, H: int, layers: int = 1, bidirectional: bool = False, convention: str = "paper") -> int:
    """Parameters of a simple (Elman) RNN: H(D + H + 1) for one layer with one bias.

    Raises:
        ValueError: a size below 1, or an unknown convention.
    """
    _check(convention, D=D, H=H, layers=layers)
    biases = 2 if convention in ("torch", "onnx") else 1
    return over_layers(lambda width: H * (width + H + biases), D, H, layers, bidirectional)


def convlstm(C_in: int, C: int, k: int, k_state: int = 0, layers: int = 1, peepholes: bool = False) -> int:
    """Parameters of a convolutional LSTM: 4C(k²(C_in + C) + 1) for one layer, whatever the size of the image.

    `k_state` is the side of the kernel on the hidden state, k if left out; Keras has one k for both, one bias and no
    peepholes. `peepholes` adds 3C to each layer: with them, these are the counts of Shi et al. (2015).

    Raises:
        ValueError: a size below 1.
    """
    k_state = k_state or k
    expect_whole(C_in=C_in, C=C, k=k, k_state=k_state, layers=layers)
    extra = 3 * C if peepholes else 0
    return over_layers(lambda width: 4 * C * (k**2 * width + k_state**2 * C + 1) + extra, C_in, C, layers, False)


def language_model(V: int, D: int, H: int, layers: int = 1, convention: str = "torch", tied: bool = False) -> int:
    """Parameters of an LSTM between an embedding (V, D) and a readout (V, H) with V biases, over V tokens.

    `tied` lets the readout be the embedding's matrix (Press & Wolf 2017), for which D must equal H.

    Raises:
        ValueError: a size below 1, an unknown convention, or a tied model whose D is not H.
    """
    _check(convention, V=V, D=D, H=H, layers=layers)
    if tied and D != H:
        raise ValueError(f"D is {D} and H is {H}, expected the same width for a tied readout")
    return V * D + lstm(D, H, layers, convention=convention) + (0 if tied else V * H) + V


def widest(cell: str, D: int, budget: int, convention: str = "paper") -> int:
    """The largest H whose one-layer `cell` ("lstm", "gru", "rnn") has at most `budget` parameters.

    For comparisons at equal weights rather than equal width.

    Raises:
        ValueError: an unknown cell, or a budget that not even H = 1 fits in.
    """
    cells = {"lstm": lstm, "gru": gru, "rnn": rnn}
    if cell not in cells:
        raise ValueError(f"cell is {cell!r}, expected one of {', '.join(cells)}")
    count = cells[cell]
    if count(D, 1, convention=convention) > budget:
        raise ValueError(
            f"budget is {budget}, expected at least {count(D, 1, convention=convention)}, the cost of H = 1"
        )
    H = 1
    while count(D, H + 1, convention=convention) <= budget:
        H += 1
    return H


def hidden_width(H: int, proj: int) -> int:
    """The width of an LSTM's hidden state: `proj`, or H where that is 0. ValueError unless 0 <= proj < H."""
    if proj and not 0 < proj < H:
        raise ValueError(f"proj is {proj}, expected 0 (none) or a width from 1 to H - 1 = {H - 1}")
    return proj or H


def over_layers(one: Callable[[int], int], D: int, R: int, layers: int, bidirectional: bool) -> int:
    """Sum `one(input width)` over layers and directions: D in the first layer, above it what the layer below puts out.

    `R` is the width of one direction's hidden state.
    """
    directions = 2 if bidirectional else 1
    return directions * (one(D) + (layers - 1) * one(directions * R))


def _check(convention: str, **given: int) -> None:
    if convention not in CONVENTIONS:
        raise ValueError(f"convention is {convention!r}, expected one of {', '.join(CONVENTIONS)}")
    expect_whole(**given)
