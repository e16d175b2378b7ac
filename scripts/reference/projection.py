"""One step of the LSTM with a projection (LSTMP), forward and backward: a narrow h beside a wide c.

Behind the output gate a matrix R makes P numbers of H. They are the hidden state: what the gates and the candidate read
at the next step, and what the next layer gets. The cell state keeps its H numbers.
Over a sequence: `over_time.forward(projection.CELL, xs, projection.State(h0, c0), p)`.
"""

from typing import NamedTuple

import numpy as np

from scripts.reference.activations import sigmoid, sigmoid_slope, tanh, tanh_slope
from scripts.reference.over_time import Cell
from scripts.reference.shapes import expect


class Params(NamedTuple):
    """The weights: four blocks of H rows in the order i, f, g, o, as in `lstm.Params`, and the projection."""

    W: np.ndarray  # (4H, D)  on the input
    U: np.ndarray  # (4H, P)  on the previous hidden state, which is narrow
    b: np.ndarray  # (4H,)
    R: np.ndarray  # (P, H)   makes the hidden state; PyTorch's `weight_hr`


class State(NamedTuple):
    """What the cell hands on; h is the output too."""

    h: np.ndarray  # (B, P)
    c: np.ndarray  # (B, H)


class Cache(NamedTuple):
    """What one step keeps for its backward pass: x is (B, D), h_prev (B, P), everything else (B, H)."""

    x: np.ndarray
    h_prev: np.ndarray
    c_prev: np.ndarray
    i: np.ndarray
    f: np.ndarray
    g: np.ndarray
    o: np.ndarray
    tanh_c: np.ndarray
    m: np.ndarray  # what an LSTM without a projection would show


class StepGrads(NamedTuple):
    """Gradients of the loss through one step, each of the shape of what it is the gradient of."""

    dx: np.ndarray  # (B, D)
    dh_prev: np.ndarray  # (B, P)
    dc_prev: np.ndarray  # (B, H)
    dW: np.ndarray  # (4H, D)
    dU: np.ndarray  # (4H, P)
    db: np.ndarray  # (4H,)
    dR: np.ndarray  # (P, H)


def sizes(p: Params) -> tuple[int, int, int]:
    """Return (D, H, P) after checking that the four arrays fit together; raises ValueError if they do not."""
    expect("R", p.R, "P", "H")
    P, H = p.R.shape
    expect("U", p.U, 4 * H, P)
    expect("W", p.W, 4 * H, "D")
    expect("b", p.b, 4 * H)
    return p.W.shape[1], H, P


def step(x: np.ndarray, h_prev: np.ndarray, c_prev: np.ndarray, p: Params) -> tuple[np.ndarray, np.ndarray, Cache]:
    """One step forward: x (B, D), h_prev (B, P), c_prev (B, H) give h (B, P), c (B, H) and the cache for backward.

    Source: Sak et al. (2014), without their peepholes and without the second, non-recurrent projection; PyTorch's
    `nn.LSTM` with `proj_size`.

    Raises:
        ValueError: a shape does not fit; the message names the array.
    """
    D, H, P = sizes(p)
    expect("x", x, "B", D)
    expect("h_prev", h_prev, len(x), P)
    expect("c_prev", c_prev, len(x), H)

    z_i, z_f, z_g, z_o = np.split(x @ p.W.T + h_prev @ p.U.T + p.b, 4, axis=1)
    i = sigmoid(z_i)
    f = sigmoid(z_f)
    g = tanh(z_g)
    o = sigmoid(z_o)
    c = f * c_prev + i * g
    tanh_c = tanh(c)
    m = o * tanh_c
    h = m @ p.R.T
    return h, c, Cache(x, h_prev, c_prev, i, f, g, o, tanh_c, m)


def step_backward(dh: np.ndarray, dc: np.ndarray, cache: Cache, p: Params) -> StepGrads:
    """One step backward, through every path: `dh` (B, P) and `dc` (B, H), otherwise as in `lstm.step_backward`.

    Source: the chain rule on the lines of `step`, read from the last to the first.

    Raises:
        ValueError: a shape does not fit; the message names the array.
    """
    _, H, P = sizes(p)
    x, h_prev, c_prev, i, f, g, o, tanh_c, m = cache
    expect("dh", dh, len(x), P)
    expect("dc", dc, len(x), H)

    dR = dh.T @ m
    dm = dh @ p.R
    do = dm * tanh_c
    dc = dc + dm * o * tanh_slope(tanh_c)
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
    dh_prev = dz @ p.U
    return StepGrads(dx, dh_prev, dc_prev, dW, dU, db, dR)


CELL = Cell(step, step_backward)
