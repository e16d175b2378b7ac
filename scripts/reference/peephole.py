"""One step of the LSTM with peepholes, forward and backward: its gates see the cell state too.

Each peephole is one weight per unit, so a gate sees the cell of its own unit alone: 3H numbers, no matrix. Input and
forget gate see the old cell state c_prev, the output gate the new one, c. The candidate has no peephole.
Over a sequence: `over_time.forward(peephole.CELL, xs, peephole.State(h0, c0), p)`.
"""

from typing import NamedTuple

import numpy as np

from scripts.reference import lstm
from scripts.reference.activations import sigmoid, sigmoid_slope, tanh, tanh_slope
from scripts.reference.over_time import Cell
from scripts.reference.shapes import expect


class Params(NamedTuple):
    """The weights: W, U and b of `lstm.Params`, in the order i, f, g, o, and a vector for each gate's peephole."""

    W: np.ndarray  # (4H, D)  on the input
    U: np.ndarray  # (4H, H)  on the previous hidden state
    b: np.ndarray  # (4H,)
    p_i: np.ndarray  # (H,)  on c_prev
    p_f: np.ndarray  # (H,)  on c_prev
    p_o: np.ndarray  # (H,)  on c


class State(NamedTuple):
    """What the cell hands on; h is the output too."""

    h: np.ndarray  # (B, H)
    c: np.ndarray  # (B, H)


class StepGrads(NamedTuple):
    """Gradients of the loss through one step, each of the shape of what it is the gradient of."""

    dx: np.ndarray  # (B, D)
    dh_prev: np.ndarray  # (B, H)
    dc_prev: np.ndarray  # (B, H)
    dW: np.ndarray  # (4H, D)
    dU: np.ndarray  # (4H, H)
    db: np.ndarray  # (4H,)
    dp_i: np.ndarray  # (H,)
    dp_f: np.ndarray  # (H,)
    dp_o: np.ndarray  # (H,)


def sizes(p: Params) -> tuple[int, int]:
    """Return (D, H) after checking that all six arrays fit together; raises ValueError if they do not."""
    D, H = lstm.sizes(lstm.Params(p.W, p.U, p.b))
    for name in ("p_i", "p_f", "p_o"):
        expect(name, getattr(p, name), H)
    return D, H


def step(x: np.ndarray, h_prev: np.ndarray, c_prev: np.ndarray, p: Params) -> tuple[np.ndarray, np.ndarray, lstm.Cache]:
    """One step forward: x (B, D), h_prev and c_prev (B, H) give h (B, H), c (B, H) and the cache for backward.

    Source: Gers & Schmidhuber (2000); Greff et al. (2017), equations of the vanilla LSTM.

    Raises:
        ValueError: a shape does not fit; the message names the array.
    """
    D, H = sizes(p)
    expect("x", x, "B", D)
    expect("h_prev", h_prev, len(x), H)
    expect("c_prev", c_prev, len(x), H)

    z_i, z_f, z_g, z_o = np.split(x @ p.W.T + h_prev @ p.U.T + p.b, 4, axis=1)
    i = sigmoid(z_i + p.p_i * c_prev)
    f = sigmoid(z_f + p.p_f * c_prev)
    g = tanh(z_g)
    c = f * c_prev + i * g
    o = sigmoid(z_o + p.p_o * c)  # has to wait for c
    tanh_c = tanh(c)
    h = o * tanh_c
    return h, c, lstm.Cache(x, h_prev, c_prev, i, f, g, o, c, tanh_c)


def step_backward(dh: np.ndarray, dc: np.ndarray, cache: lstm.Cache, p: Params) -> StepGrads:
    """One step backward, through every path; `dh` and `dc` (B, H) as in `lstm.step_backward`.

    Source: the chain rule on the lines of `step`, read from the last to the first; compare Greff et al. (2017). Gers
    et al. (2002) sent no error from the gates through the peepholes to the cell; here all of it flows.

    Raises:
        ValueError: a shape does not fit; the message names the array.
    """
    _, H = sizes(p)
    x, h_prev, c_prev, i, f, g, o, c, tanh_c = cache
    expect("dh", dh, len(x), H)
    expect("dc", dc, len(x), H)

    do = dh * tanh_c
    dz_o = do * sigmoid_slope(o)
    dc = dc + dh * o * tanh_slope(tanh_c) + dz_o * p.p_o  # the output gate reads c as well
    di = dc * g
    df = dc * c_prev
    dg = dc * i
    dz_i = di * sigmoid_slope(i)
    dz_f = df * sigmoid_slope(f)
    dz_g = dg * tanh_slope(g)
    dc_prev = dc * f + dz_i * p.p_i + dz_f * p.p_f  # and so do the two others read c_prev
    dz = np.concatenate([dz_i, dz_f, dz_g, dz_o], axis=1)  # (B, 4H)

    dW = dz.T @ x
    dU = dz.T @ h_prev
    db = dz.sum(axis=0)
    dp_i = (dz_i * c_prev).sum(axis=0)
    dp_f = (dz_f * c_prev).sum(axis=0)
    dp_o = (dz_o * c).sum(axis=0)
    dx = dz @ p.W
    dh_prev = dz @ p.U
    return StepGrads(dx, dh_prev, dc_prev, dW, dU, db, dp_i, dp_f, dp_o)


CELL = Cell(step, step_backward)
