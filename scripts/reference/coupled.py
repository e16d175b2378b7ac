"""One step of the LSTM with coupled input and forget gate (CIFG), forward and backward: what is written displaces.

The input gate is computed and the forget gate is what it leaves, f = 1 - i: Greff et al. (2017), and ONNX with
`input_forget=1`. Other code computes f and sets i = 1 - f; `negate_gate` turns weights for that into weights for this.
Over a sequence: `over_time.forward(coupled.CELL, xs, coupled.State(h0, c0), p)`.
"""

from typing import NamedTuple

import numpy as np

from scripts.reference.activations import sigmoid, sigmoid_slope, tanh, tanh_slope
from scripts.reference.over_time import Cell
from scripts.reference.shapes import expect


class Params(NamedTuple):
    """The weights: three blocks of H rows, one under the other, in the order i, g, o."""

    W: np.ndarray  # (3H, D)  on the input
    U: np.ndarray  # (3H, H)  on the previous hidden state
    b: np.ndarray  # (3H,)


class State(NamedTuple):
    """What the cell hands on; h is the output too."""

    h: np.ndarray  # (B, H)
    c: np.ndarray  # (B, H)


class Cache(NamedTuple):
    """What one step keeps for its backward pass: x is (B, D), everything else (B, H)."""

    x: np.ndarray
    h_prev: np.ndarray
    c_prev: np.ndarray
    i: np.ndarray
    g: np.ndarray
    o: np.ndarray
    tanh_c: np.ndarray


class StepGrads(NamedTuple):
    """Gradients of the loss through one step, each of the shape of what it is the gradient of."""

    dx: np.ndarray  # (B, D)
    dh_prev: np.ndarray  # (B, H)
    dc_prev: np.ndarray  # (B, H)
    dW: np.ndarray  # (3H, D)
    dU: np.ndarray  # (3H, H)
    db: np.ndarray  # (3H,)


def sizes(p: Params) -> tuple[int, int]:
    """Return (D, H) after checking that W, U and b fit together; raises ValueError if they do not."""
    expect("U", p.U, "3H", "H")
    H = p.U.shape[1]
    expect("U", p.U, 3 * H, H)
    expect("W", p.W, 3 * H, "D")
    expect("b", p.b, 3 * H)
    return p.W.shape[1], H


def negate_gate(p: Params) -> Params:
    """The same weights with the gate's block negated, which exchanges i and 1 - i exactly: 1 - σ(a) = σ(-a).

    So a step with them has the first block as its forget gate, f, and i = 1 - f. It is its own inverse.
    """
    _, H = sizes(p)
    signs = np.repeat([-1.0, 1.0, 1.0], H)
    return Params(signs[:, None] * p.W, signs[:, None] * p.U, signs * p.b)


def step(x: np.ndarray, h_prev: np.ndarray, c_prev: np.ndarray, p: Params) -> tuple[np.ndarray, np.ndarray, Cache]:
    """One step forward: x (B, D), h_prev and c_prev (B, H) give h (B, H), c (B, H) and the cache for backward.

    Source: Greff et al. (2017), the variant CIFG, here without peepholes.

    Raises:
        ValueError: a shape does not fit; the message names the array.
    """
    D, H = sizes(p)
    expect("x", x, "B", D)
    expect("h_prev", h_prev, len(x), H)
    expect("c_prev", c_prev, len(x), H)

    z_i, z_g, z_o = np.split(x @ p.W.T + h_prev @ p.U.T + p.b, 3, axis=1)
    i = sigmoid(z_i)
    g = tanh(z_g)
    o = sigmoid(z_o)
    c = (1.0 - i) * c_prev + i * g
    tanh_c = tanh(c)
    h = o * tanh_c
    return h, c, Cache(x, h_prev, c_prev, i, g, o, tanh_c)


def step_backward(dh: np.ndarray, dc: np.ndarray, cache: Cache, p: Params) -> StepGrads:
    """One step backward, through every path; `dh` and `dc` (B, H) as in `lstm.step_backward`.

    Source: the chain rule on the lines of `step`, read from the last to the first.

    Raises:
        ValueError: a shape does not fit; the message names the array.
    """
    _, H = sizes(p)
    x, h_prev, c_prev, i, g, o, tanh_c = cache
    expect("dh", dh, len(x), H)
    expect("dc", dc, len(x), H)

    do = dh * tanh_c
    dc = dc + dh * o * tanh_slope(tanh_c)
    di = dc * (g - c_prev)  # one gate does both jobs: it writes g and drops c_prev
    dg = dc * i
    dc_prev = dc * (1.0 - i)
    dz_i = di * sigmoid_slope(i)
    dz_g = dg * tanh_slope(g)
    dz_o = do * sigmoid_slope(o)
    dz = np.concatenate([dz_i, dz_g, dz_o], axis=1)  # (B, 3H)

    dW = dz.T @ x
    dU = dz.T @ h_prev
    db = dz.sum(axis=0)
    dx = dz @ p.W
    dh_prev = dz @ p.U
    return StepGrads(dx, dh_prev, dc_prev, dW, dU, db)


CELL = Cell(step, step_backward)
