"""The simple recurrent network of Elman (1990): h_t = tanh(W x_t + U h_{t-1} + b), one step and a whole sequence.

Columns on paper, rows in code: the paper's W x is `x @ W.T` here. Sequences are time-major: (T, B, ·). The same loop
for any cell is `over_time`; here it is written out.
"""

from typing import NamedTuple

import numpy as np

from scripts.reference.activations import tanh, tanh_slope
from scripts.reference.shapes import expect, expect_same_length


class Params(NamedTuple):
    """The weights."""

    W: np.ndarray  # (H, D)  on the input
    U: np.ndarray  # (H, H)  on the previous hidden state
    b: np.ndarray  # (H,)    one bias: the sum of PyTorch's two


class Cache(NamedTuple):
    """What one step keeps for its backward pass."""

    x: np.ndarray  # (B, D)
    h_prev: np.ndarray  # (B, H)
    h: np.ndarray  # (B, H)


class StepGrads(NamedTuple):
    """Gradients of the loss through one step, each of the shape of what it is the gradient of."""

    dx: np.ndarray  # (B, D)
    dh_prev: np.ndarray  # (B, H)
    dW: np.ndarray  # (H, D)
    dU: np.ndarray  # (H, H)
    db: np.ndarray  # (H,)


class Grads(NamedTuple):
    """Gradients of the loss over a sequence; dW, dU and db are sums over all its steps."""

    dxs: np.ndarray  # (T, B, D)
    dh0: np.ndarray  # (B, H)
    dW: np.ndarray  # (H, D)
    dU: np.ndarray  # (H, H)
    db: np.ndarray  # (H,)


def sizes(p: Params) -> tuple[int, int]:
    """Return (D, H) after checking that W, U and b fit together; raises ValueError if they do not."""
    expect("U", p.U, "H", "H")
    H = p.U.shape[1]
    expect("U", p.U, H, H)
    expect("W", p.W, H, "D")
    expect("b", p.b, H)
    return p.W.shape[1], H


def step(x: np.ndarray, h_prev: np.ndarray, p: Params) -> tuple[np.ndarray, Cache]:
    """One step forward: x (B, D) and h_prev (B, H) give h (B, H) and the cache for backward.

    Raises:
        ValueError: a shape does not fit; the message names the array.
    """
    D, H = sizes(p)
    expect("x", x, "B", D)
    expect("h_prev", h_prev, len(x), H)

    z = x @ p.W.T + h_prev @ p.U.T + p.b
    h = tanh(z)
    return h, Cache(x, h_prev, h)


def step_backward(dh: np.ndarray, cache: Cache, p: Params) -> StepGrads:
    """One step backward; `dh` (B, H) is the whole gradient at h, the readout's share and that of step t+1.

    Raises:
        ValueError: a shape does not fit; the message names the array.
    """
    _, H = sizes(p)
    x, h_prev, h = cache
    expect("dh", dh, len(x), H)

    dz = dh * tanh_slope(h)
    dW = dz.T @ x
    dU = dz.T @ h_prev
    db = dz.sum(axis=0)
    dx = dz @ p.W
    dh_prev = dz @ p.U
    return StepGrads(dx, dh_prev, dW, dU, db)


def forward(xs: np.ndarray, h0: np.ndarray, p: Params) -> tuple[np.ndarray, list[Cache]]:
    """Run xs (T, B, D) from h0 (B, H): hs (T, B, H) and T caches.

    Raises:
        ValueError: a shape does not fit, or T is 0.
    """
    D, _ = sizes(p)
    expect("xs", xs, "T", "B", D)
    if len(xs) == 0:
        raise ValueError("xs has 0 steps, expected at least 1")
    h = h0
    hs, caches = [], []
    for x in xs:
        h, cache = step(x, h, p)
        hs.append(h)
        caches.append(cache)
    return np.stack(hs), caches


def backward(dhs: np.ndarray, caches: list[Cache], p: Params) -> Grads:
    """Backpropagation through time (Werbos 1990): from the last step to the first, adding up the weights' gradients.

    `dhs` (T, B, H) is what the loss sends to each h_t directly; what h_t receives from step t+1 is added here.

    Raises:
        ValueError: a shape does not fit, or dhs and caches differ in length.
    """
    _, H = sizes(p)
    if not caches:
        raise ValueError("caches has 0 steps, expected at least 1")
    expect("dhs", dhs, "T", len(caches[0].x), H)
    expect_same_length("dhs", len(dhs), "caches", len(caches))
    dh_next = np.zeros(dhs.shape[1:])  # from step t+1, through h_t
    dxs = []
    dW, dU, db = np.zeros(p.W.shape), np.zeros(p.U.shape), np.zeros(p.b.shape)
    for dh, cache in zip(reversed(dhs), reversed(caches), strict=True):
        grads = step_backward(dh + dh_next, cache, p)
        dh_next = grads.dh_prev
        dxs.append(grads.dx)
        dW += grads.dW
        dU += grads.dU
        db += grads.db
    return Grads(np.stack(dxs[::-1]), dh_next, dW, dU, db)
