"""The gated recurrent unit (GRU), in both places of the reset gate and both readings of the update gate.

* `reset="before"` the matrix product, U (r * h): Cho et al. (2014), Keras `reset_after=False`, ONNX default.
* `reset="after"` it, r * (U h + b): PyTorch, cuDNN, Keras default, ONNX `linear_before_reset=1`.
* `update="keep"`, z weights the old state: Cho et al. (2014), PyTorch, Keras, ONNX.
* `update="replace"`, z weights the candidate: Chung et al. (2014).

Weights move between the two updates by z <-> 1 - z (change the sign of block z); between the two resets they do not.
Sequences are time-major: (T, B, ·).
"""

from typing import NamedTuple

import numpy as np

from scripts.reference.activations import sigmoid, sigmoid_slope, tanh, tanh_slope
from scripts.reference.shapes import expect, expect_same_length


class Params(NamedTuple):
    """The weights: three blocks of H rows, one under the other, in the order r, z, n (as in PyTorch)."""

    W: np.ndarray  # (3H, D)  on the input
    U: np.ndarray  # (3H, H)  on the previous hidden state
    b_W: np.ndarray  # (3H,)  beside W
    b_U: np.ndarray  # (3H,)  beside U: with the reset after the product, r scales the n block of it


class Cache(NamedTuple):
    """What one step keeps for its backward pass, with the conventions that it was run in."""

    x: np.ndarray  # (B, D)
    h_prev: np.ndarray  # (B, H), and so all below
    r: np.ndarray
    z: np.ndarray
    n: np.ndarray
    m: np.ndarray  # the recurrent share of the candidate: r scales it ("after") or is already in it ("before")
    reset: str
    update: str


class StepGrads(NamedTuple):
    """Gradients of the loss through one step, each of the shape of what it is the gradient of."""

    dx: np.ndarray  # (B, D)
    dh_prev: np.ndarray  # (B, H)
    dW: np.ndarray  # (3H, D)
    dU: np.ndarray  # (3H, H)
    db_W: np.ndarray  # (3H,)
    db_U: np.ndarray  # (3H,)


class Grads(NamedTuple):
    """Gradients of the loss over a sequence; those of the weights are sums over all its steps."""

    dxs: np.ndarray  # (T, B, D)
    dh0: np.ndarray  # (B, H)
    dW: np.ndarray  # (3H, D)
    dU: np.ndarray  # (3H, H)
    db_W: np.ndarray  # (3H,)
    db_U: np.ndarray  # (3H,)


def sizes(p: Params) -> tuple[int, int]:
    """Return (D, H) after checking that the four arrays fit together; raises ValueError if they do not."""
    expect("U", p.U, "3H", "H")
    H = p.U.shape[1]
    expect("U", p.U, 3 * H, H)
    expect("W", p.W, 3 * H, "D")
    expect("b_W", p.b_W, 3 * H)
    expect("b_U", p.b_U, 3 * H)
    return p.W.shape[1], H


def step(
    x: np.ndarray, h_prev: np.ndarray, p: Params, reset: str = "after", update: str = "keep"
) -> tuple[np.ndarray, Cache]:
    """One step forward: x (B, D) and h_prev (B, H) give h (B, H) and the cache for backward.

    Raises:
        ValueError: a shape does not fit (the message names the array), or reset or update is unknown.
    """
    D, H = sizes(p)
    expect("x", x, "B", D)
    expect("h_prev", h_prev, len(x), H)
    _known("reset", reset, "after", "before")
    _known("update", update, "keep", "replace")

    U_r, U_z, U_n = np.split(p.U, 3)
    b_r, b_z, b_n = np.split(p.b_U, 3)
    a_r, a_z, a_n = np.split(x @ p.W.T + p.b_W, 3, axis=1)  # the input's share of the pre-activations
    r = sigmoid(a_r + h_prev @ U_r.T + b_r)
    z = sigmoid(a_z + h_prev @ U_z.T + b_z)
    if reset == "after":
        m = h_prev @ U_n.T + b_n
        n = tanh(a_n + r * m)
    else:
        m = (r * h_prev) @ U_n.T + b_n
        n = tanh(a_n + m)
    h = z * h_prev + (1.0 - z) * n if update == "keep" else (1.0 - z) * h_prev + z * n
    return h, Cache(x, h_prev, r, z, n, m, reset, update)


def step_backward(dh: np.ndarray, cache: Cache, p: Params) -> StepGrads:
    """One step backward; `dh` (B, H) is the whole gradient at h, the readout's share and that of step t+1.

    Raises:
        ValueError: a shape does not fit; the message names the array.
    """
    _, H = sizes(p)
    x, h_prev, r, z, n, m, reset, update = cache
    expect("dh", dh, len(x), H)

    U_r, U_z, U_n = np.split(p.U, 3)
    keep = z if update == "keep" else 1.0 - z
    dkeep = dh * (h_prev - n)
    dz = dkeep if update == "keep" else -dkeep
    dn = dh * (1.0 - keep)
    da_n = dn * tanh_slope(n)
    if reset == "after":
        dm = da_n * r
        dr = da_n * m
        dh_prev = dm @ U_n
        dU_n = dm.T @ h_prev
    else:
        dm = da_n
        drh = dm @ U_n  # at r * h_prev
        dr = drh * h_prev
        dh_prev = drh * r
        dU_n = dm.T @ (r * h_prev)
    da_r = dr * sigmoid_slope(r)
    da_z = dz * sigmoid_slope(z)

    da = np.concatenate([da_r, da_z, da_n], axis=1)  # (B, 3H)
    dx = da @ p.W
    dh_prev = dh * keep + da_r @ U_r + da_z @ U_z + dh_prev  # the state's own path, and three through U
    dW = da.T @ x
    dU = np.concatenate([da_r.T @ h_prev, da_z.T @ h_prev, dU_n])
    db_W = da.sum(axis=0)
    db_U = np.concatenate([da_r, da_z, dm], axis=1).sum(axis=0)
    return StepGrads(dx, dh_prev, dW, dU, db_W, db_U)


def forward(
    xs: np.ndarray, h0: np.ndarray, p: Params, reset: str = "after", update: str = "keep"
) -> tuple[np.ndarray, list[Cache]]:
    """Run xs (T, B, D) from h0 (B, H): hs (T, B, H) and T caches. Errors as in `step`; T = 0 is a ValueError too."""
    D, _ = sizes(p)
    expect("xs", xs, "T", "B", D)
    if len(xs) == 0:
        raise ValueError("xs has 0 steps, expected at least 1")
    h = h0
    hs, caches = [], []
    for x in xs:
        h, cache = step(x, h, p, reset, update)
        hs.append(h)
        caches.append(cache)
    return np.stack(hs), caches


def backward(dhs: np.ndarray, caches: list[Cache], p: Params) -> Grads:
    """Backpropagation through time; `dhs` (T, B, H) is what the loss sends to each h_t directly.

    Raises:
        ValueError: a shape does not fit, or dhs and caches differ in length.
    """
    _, H = sizes(p)
    if not caches:
        raise ValueError("caches has 0 steps, expected at least 1")
    expect("dhs", dhs, "T", len(caches[0].x), H)
    expect_same_length("dhs", len(dhs), "caches", len(caches))
    dh_next = np.zeros(dhs.shape[1:])
    dxs = []
    totals = [np.zeros(array.shape) for array in p]
    for dh, cache in zip(reversed(dhs), reversed(caches), strict=True):
        dx, dh_next, *of_weights = step_backward(dh + dh_next, cache, p)
        dxs.append(dx)
        totals = [total + part for total, part in zip(totals, of_weights, strict=True)]
    return Grads(np.stack(dxs[::-1]), dh_next, *totals)


def _known(name: str, value: str, *allowed: str) -> None:
    if value not in allowed:
        raise ValueError(f"{name} is {value!r}, expected {' or '.join(map(repr, allowed))}")
