"""One step of the gated recurrent unit (GRU), forward and backward, in both places of the reset gate.

* `step_reset_after` the matrix product, r * (U h + b): PyTorch, cuDNN, Keras default, ONNX `linear_before_reset=1`.
* `step_reset_before` it, U (r * h) + b: Cho et al. (2014), Keras `reset_after=False`, ONNX default.

No weights make one the other. In both, z weights the old state, as in Cho et al. (2014) and all four libraries; Chung
et al. (2014) let it weight the candidate, and `negate_z` turns weights for that into weights for this.
Over a sequence: `over_time.forward(gru.RESET_AFTER, xs, gru.State(h0), p)`.
"""

from typing import NamedTuple

import numpy as np

from scripts.reference.activations import sigmoid, sigmoid_slope, tanh, tanh_slope
from scripts.reference.over_time import Cell
from scripts.reference.shapes import expect


class Params(NamedTuple):
    """The weights: three blocks of H rows, one under the other, in the order r, z, n (as in PyTorch)."""

    W: np.ndarray  # (3H, D)  on the input
    U: np.ndarray  # (3H, H)  on the previous hidden state
    b_W: np.ndarray  # (3H,)  beside W
    b_U: np.ndarray  # (3H,)  beside U: with the reset after the product, r scales the n block of it


class State(NamedTuple):
    """What the cell hands on; it is the output too."""

    h: np.ndarray  # (B, H)


class CacheAfter(NamedTuple):
    """What a step that resets after the product keeps for its backward pass: x is (B, D), everything else (B, H)."""

    x: np.ndarray
    h_prev: np.ndarray
    r: np.ndarray
    z: np.ndarray
    n: np.ndarray
    u_n: np.ndarray  # the state's share of the candidate, before the reset


class CacheBefore(NamedTuple):
    """What a step that resets before the product keeps for its backward pass: x is (B, D), everything else (B, H)."""

    x: np.ndarray
    h_prev: np.ndarray
    r: np.ndarray
    z: np.ndarray
    n: np.ndarray


class StepGrads(NamedTuple):
    """Gradients of the loss through one step, each of the shape of what it is the gradient of."""

    dx: np.ndarray  # (B, D)
    dh_prev: np.ndarray  # (B, H)
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


def negate_z(p: Params) -> Params:
    """The same weights with block z negated, which exchanges z and 1 - z exactly: 1 - σ(a) = σ(-a).

    So a step with them is h = (1 - z) * h_prev + z * n with the weights as given. It is its own inverse, and turns
    the gradients of the negated weights into those of the given ones.
    """
    _, H = sizes(p)
    signs = np.repeat([1.0, -1.0, 1.0], H)
    return Params(signs[:, None] * p.W, signs[:, None] * p.U, signs * p.b_W, signs * p.b_U)


def step_reset_after(x: np.ndarray, h_prev: np.ndarray, p: Params) -> tuple[np.ndarray, CacheAfter]:
    """One step forward: x (B, D) and h_prev (B, H) give h (B, H) and the cache for backward.

    Source: the documentation of PyTorch's `nn.GRU`.

    Raises:
        ValueError: a shape does not fit; the message names the array.
    """
    _check_step(x, h_prev, p)
    a_r, a_z, a_n = np.split(x @ p.W.T + p.b_W, 3, axis=1)  # the input's share of the pre-activations
    u_r, u_z, u_n = np.split(h_prev @ p.U.T + p.b_U, 3, axis=1)  # the old state's share
    r = sigmoid(a_r + u_r)
    z = sigmoid(a_z + u_z)
    n = tanh(a_n + r * u_n)
    h = z * h_prev + (1.0 - z) * n
    return h, CacheAfter(x, h_prev, r, z, n, u_n)


def step_reset_after_backward(dh: np.ndarray, cache: CacheAfter, p: Params) -> StepGrads:
    """One step backward; `dh` (B, H) is the whole gradient at h, the readout's share and that of step t+1.

    Source: the chain rule on the lines of `step_reset_after`, read from the last to the first.

    Raises:
        ValueError: a shape does not fit; the message names the array.
    """
    x, h_prev, r, z, n, u_n = cache
    _check_dh(dh, cache, p)

    dz = dh * (h_prev - n)
    dn = dh * (1.0 - z)
    da_n = dn * tanh_slope(n)
    dr = da_n * u_n
    du_n = da_n * r
    da_z = dz * sigmoid_slope(z)
    da_r = dr * sigmoid_slope(r)
    da = np.concatenate([da_r, da_z, da_n], axis=1)  # (B, 3H), at the input's share
    du = np.concatenate([da_r, da_z, du_n], axis=1)  # (B, 3H), at the old state's share

    dW = da.T @ x
    dU = du.T @ h_prev
    db_W = da.sum(axis=0)
    db_U = du.sum(axis=0)
    dx = da @ p.W
    dh_prev = dh * z + du @ p.U  # the state's own path, and three through U
    return StepGrads(dx, dh_prev, dW, dU, db_W, db_U)


def step_reset_before(x: np.ndarray, h_prev: np.ndarray, p: Params) -> tuple[np.ndarray, CacheBefore]:
    """One step forward: x (B, D) and h_prev (B, H) give h (B, H) and the cache for backward.

    Source: Cho et al. (2014), equations 5 to 8, which have no biases.

    Raises:
        ValueError: a shape does not fit; the message names the array.
    """
    _check_step(x, h_prev, p)
    U_r, U_z, U_n = np.split(p.U, 3)
    b_r, b_z, b_n = np.split(p.b_U, 3)
    a_r, a_z, a_n = np.split(x @ p.W.T + p.b_W, 3, axis=1)  # the input's share of the pre-activations
    r = sigmoid(a_r + h_prev @ U_r.T + b_r)
    z = sigmoid(a_z + h_prev @ U_z.T + b_z)
    n = tanh(a_n + (r * h_prev) @ U_n.T + b_n)
    h = z * h_prev + (1.0 - z) * n
    return h, CacheBefore(x, h_prev, r, z, n)


def step_reset_before_backward(dh: np.ndarray, cache: CacheBefore, p: Params) -> StepGrads:
    """One step backward; `dh` (B, H) is the whole gradient at h, the readout's share and that of step t+1.

    Source: the chain rule on the lines of `step_reset_before`, read from the last to the first.

    Raises:
        ValueError: a shape does not fit; the message names the array.
    """
    x, h_prev, r, z, n = cache
    _check_dh(dh, cache, p)

    U_r, U_z, U_n = np.split(p.U, 3)
    dz = dh * (h_prev - n)
    dn = dh * (1.0 - z)
    da_n = dn * tanh_slope(n)
    drh = da_n @ U_n  # at r * h_prev
    dr = drh * h_prev
    da_z = dz * sigmoid_slope(z)
    da_r = dr * sigmoid_slope(r)
    da = np.concatenate([da_r, da_z, da_n], axis=1)  # (B, 3H)

    dW = da.T @ x
    dU = np.concatenate([da_r.T @ h_prev, da_z.T @ h_prev, da_n.T @ (r * h_prev)])
    db_W = da.sum(axis=0)
    db_U = da.sum(axis=0)
    dx = da @ p.W
    dh_prev = dh * z + da_r @ U_r + da_z @ U_z + drh * r  # the state's own path, and three through U
    return StepGrads(dx, dh_prev, dW, dU, db_W, db_U)


RESET_AFTER = Cell(step_reset_after, step_reset_after_backward)
RESET_BEFORE = Cell(step_reset_before, step_reset_before_backward)


def _check_step(x: np.ndarray, h_prev: np.ndarray, p: Params) -> None:
    D, H = sizes(p)
    expect("x", x, "B", D)
    expect("h_prev", h_prev, len(x), H)


def _check_dh(dh: np.ndarray, cache: CacheAfter | CacheBefore, p: Params) -> None:
    _, H = sizes(p)
    expect("dh", dh, len(cache.x), H)
