"""One step of a recurrent highway network of depth L: between two time steps lie L highway layers, with coupled carry.

The state s goes up through L layers, and what leaves the highest is the output and the state for the next step. Only
the first layer reads the input x; each layer has recurrent weights of its own. From the second layer on a layer is
`highway.layer`. With L = 1 the step is a GRU whose reset gate is open and whose update gate is 1 - t.

Source: Zilly et al. (2017), Recurrent Highway Networks, equations 6 to 9, and c = 1 - t as in their experiments.
Over a sequence: `over_time.forward(recurrent_highway.CELL, xs, recurrent_highway.State(s0), p)`.
"""

from typing import NamedTuple

import numpy as np

from scripts.reference.activations import sigmoid, sigmoid_slope, tanh, tanh_slope
from scripts.reference.over_time import Cell
from scripts.reference.shapes import expect


class Params(NamedTuple):
    """The weights, in two blocks of H rows: the transform h, then its gate t."""

    W: np.ndarray  # (2H, D)  on the input, in the first layer alone
    R: np.ndarray  # (L, 2H, H)  on the state that comes from the layer below
    b: np.ndarray  # (L, 2H)  the gate's half starts negative


class State(NamedTuple):
    """What the step hands on; it is the output too."""

    s: np.ndarray  # (B, H)


class Cache(NamedTuple):
    """What a step keeps for its backward pass."""

    x: np.ndarray  # (B, D)
    s: np.ndarray  # (L, B, H)  what each layer has read, from the lowest
    h: np.ndarray  # (L, B, H)
    t: np.ndarray  # (L, B, H)


class StepGrads(NamedTuple):
    """Gradients of the loss through one step, each of the shape of what it is the gradient of."""

    dx: np.ndarray  # (B, D)
    ds_prev: np.ndarray  # (B, H)
    dW: np.ndarray  # (2H, D)
    dR: np.ndarray  # (L, 2H, H)
    db: np.ndarray  # (L, 2H)


def sizes(p: Params) -> tuple[int, int, int]:
    """Return (D, H, L) after checking that the arrays fit together; raises ValueError if they do not."""
    expect("R", p.R, "L", "2H", "H")
    L, _, H = p.R.shape
    expect("R", p.R, L, 2 * H, H)
    expect("W", p.W, 2 * H, "D")
    expect("b", p.b, L, 2 * H)
    if L == 0:
        raise ValueError("R has 0 layers, expected at least 1")
    return p.W.shape[1], H, L


def step(x: np.ndarray, s_prev: np.ndarray, p: Params) -> tuple[np.ndarray, Cache]:
    """One step forward: x (B, D) and s_prev (B, H) give s (B, H) and the cache for backward.

    Raises:
        ValueError: a shape does not fit; the message names the array.
    """
    D, H, L = sizes(p)
    expect("x", x, "B", D)
    expect("s_prev", s_prev, len(x), H)
    s, kept = s_prev, []
    for l in range(L):
        a = s @ p.R[l].T + p.b[l]
        if l == 0:
            a = a + x @ p.W.T
        h = tanh(a[:, :H])
        t = sigmoid(a[:, H:])
        kept.append((s, h, t))
        s = t * h + (1.0 - t) * s
    return s, Cache(x, *map(np.stack, zip(*kept, strict=True)))


def step_backward(ds: np.ndarray, cache: Cache, p: Params) -> StepGrads:
    """One step backward; `ds` (B, H) is the whole gradient at s, the readout's share and that of the next step.

    Raises:
        ValueError: a shape does not fit; the message names the array.
    """
    _, H, L = sizes(p)
    expect("ds", ds, len(cache.x), H)
    dR, db = np.zeros(p.R.shape), np.zeros(p.b.shape)
    for l in reversed(range(L)):
        s, h, t = cache.s[l], cache.h[l], cache.t[l]
        da_h = ds * t * tanh_slope(h)
        da_t = ds * (h - s) * sigmoid_slope(t)
        da = np.concatenate([da_h, da_t], axis=1)  # (B, 2H)
        dR[l] = da.T @ s
        db[l] = da.sum(axis=0)
        ds = ds * (1.0 - t) + da @ p.R[l]  # carried, and through the recurrent weights
    dW = da.T @ cache.x  # da is that of the first layer
    dx = da @ p.W
    return StepGrads(dx, ds, dW, dR, db)


CELL = Cell(step, step_backward)
