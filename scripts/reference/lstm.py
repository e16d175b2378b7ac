"""One step of the LSTM, forward and backward.

The cell of Hochreiter & Schmidhuber (1997) with the forget gate of Gers, Schmidhuber & Cummins (2000), and tanh where
they had logistic curves stretched to (-2, 2) and (-1, 1); no peepholes. It is what libraries call LSTM.
Columns on paper, rows in code: the paper's W x is `x @ W.T` here.
"""

from typing import NamedTuple

import numpy as np

from scripts.reference.activations import sigmoid, sigmoid_slope, tanh, tanh_slope
from scripts.reference.shapes import expect


class Params(NamedTuple):
    """The weights: four blocks of H rows, one under the other, in the order i, f, g, o (as in PyTorch)."""

    W: np.ndarray  # (4H, D)  on the input
    U: np.ndarray  # (4H, H)  on the previous hidden state
    b: np.ndarray  # (4H,)    one bias: the sum of PyTorch's two


class Cache(NamedTuple):
    """What one step keeps for its backward pass: x is (B, D), everything else (B, H)."""

    x: np.ndarray
    h_prev: np.ndarray
    c_prev: np.ndarray
    i: np.ndarray
    f: np.ndarray
    g: np.ndarray
    o: np.ndarray
    c: np.ndarray
    tanh_c: np.ndarray


class StepGrads(NamedTuple):
    """Gradients of the loss through one step, each of the shape of what it is the gradient of."""

    dx: np.ndarray  # (B, D)
    dh_prev: np.ndarray  # (B, H)
    dc_prev: np.ndarray  # (B, H)
    dW: np.ndarray  # (4H, D)
    dU: np.ndarray  # (4H, H)
    db: np.ndarray  # (4H,)


def sizes(p: Params) -> tuple[int, int]:
    """Return (D, H) after checking that W, U and b fit together; raises ValueError if they do not."""
    expect("U", p.U, "4H", "H")
    H = p.U.shape[1]
    expect("U", p.U, 4 * H, H)
    expect("W", p.W, 4 * H, "D")
    expect("b", p.b, 4 * H)
    return p.W.shape[1], H


def step(x: np.ndarray, h_prev: np.ndarray, c_prev: np.ndarray, p: Params) -> tuple[np.ndarray, np.ndarray, Cache]:
    """One step forward: x (B, D), h_prev and c_prev (B, H) give h (B, H), c (B, H) and the cache for backward.

    Source: Greff et al. (2017), equations of the vanilla LSTM without its peepholes.

    Raises:
        ValueError: a shape does not fit; the message names the array.
    """
    D, H = sizes(p)
    expect("x", x, "B", D)
    expect("h_prev", h_prev, len(x), H)
    expect("c_prev", c_prev, len(x), H)

    z = x @ p.W.T + h_prev @ p.U.T + p.b  # (B, 4H): all four pre-activations in one product
    z_i, z_f, z_g, z_o = np.split(z, 4, axis=1)
    i = sigmoid(z_i)
    f = sigmoid(z_f)
    g = tanh(z_g)
    o = sigmoid(z_o)
    c = f * c_prev + i * g
    tanh_c = tanh(c)
    h = o * tanh_c
    return h, c, Cache(x, h_prev, c_prev, i, f, g, o, c, tanh_c)


def step_backward(dh: np.ndarray, dc: np.ndarray, cache: Cache, p: Params) -> StepGrads:
    """One step backward, through every path.

    `dh` (B, H) is the whole gradient at h: the readout's share and that of step t+1. `dc` (B, H) is what step t+1
    sends back along the cell path, its `dc_prev`; what reaches c through h is added here.

    Source: the chain rule on the lines of `step`, read from the last to the first; compare Greff et al. (2017).

    Raises:
        ValueError: a shape does not fit; the message names the array.
    """
    _, H = sizes(p)
    x, h_prev, c_prev, i, f, g, o, _, tanh_c = cache
    expect("dh", dh, len(x), H)
    expect("dc", dc, len(x), H)

    do = dh * tanh_c
    dc = dc + dh * o * tanh_slope(tanh_c)
    di = dc * g
    df = dc * c_prev
    dg = dc * i
    dc_prev = dc * f

    dz_i = di * sigmoid_slope(i)
    dz_f = df * sigmoid_slope(f)
    dz_g = dg * tanh_slope(g)
    dz_o = do * sigmoid_slope(o)
    dz = np.concatenate([dz_i, dz_f, dz_g, dz_o], axis=1)  # (B, 4H)

    dW = dz.T @ x
    dU = dz.T @ h_prev
    db = dz.sum(axis=0)
    dx = dz @ p.W
    dh_prev = dz @ p.U  # four blocks send a gradient back to h_prev
    return StepGrads(dx, dh_prev, dc_prev, dW, dU, db)
