"""How the state at one step depends on the state before it: the direct path of the LSTM, and the full Jacobians.

A Jacobian is of one sequence: `row` picks it from the batch. J[a, b] = ∂ output a / ∂ input b, so along a run the
later step stands on the left: J_T … J_2 J_1.
"""

import numpy as np

from scripts.reference import lstm, rnn
from scripts.reference.activations import sigmoid_slope, tanh_slope
from scripts.reference.shapes import expect


def direct_path(caches: list[lstm.Cache]) -> np.ndarray:
    """∂c_T/∂c_0 along the cell alone, every h held fixed: the product of the forget gates, (B, H), inside (0, 1)."""
    return np.prod([cache.f for cache in caches], axis=0)


def step_jacobian(cache: lstm.Cache, p: lstm.Params, row: int = 0) -> np.ndarray:
    """∂(h_t, c_t)/∂(h_{t-1}, c_{t-1}) of an LSTM step, (2H, 2H): h in the first H rows and columns, c in the last.

    Here h_{t-1} and c_{t-1} are separate inputs. Only the lower right block is the direct path, diag(f_t).

    Raises:
        IndexError: the batch has no such row.
        ValueError: a shape does not fit.
    """
    _, H = lstm.sizes(p)
    expect("cache.f", cache.f, len(cache.x), H)
    i, f, g, o, c_prev, tanh_c = (a[row] for a in (cache.i, cache.f, cache.g, cache.o, cache.c_prev, cache.tanh_c))
    U_i, U_f, U_g, U_o = np.split(p.U, 4)

    c_by_c = np.diag(f)
    c_by_h = (
        _scaled(g * sigmoid_slope(i), U_i)
        + _scaled(c_prev * sigmoid_slope(f), U_f)
        + _scaled(i * tanh_slope(g), U_g)
    )  # fmt: skip
    out = o * tanh_slope(tanh_c)  # ∂h_t/∂c_t
    h_by_c = _scaled(out, c_by_c)
    h_by_h = _scaled(tanh_c * sigmoid_slope(o), U_o) + _scaled(out, c_by_h)
    return np.block([[h_by_h, h_by_c], [c_by_h, c_by_c]])


def cell_jacobian(cache: lstm.Cache, before: lstm.Cache, p: lstm.Params, row: int = 0) -> np.ndarray:
    """dc_t/dc_{t-1} in full, (H, H): diag(f_t) and the path through h_{t-1}, which c_{t-1} shapes as well.

    `cache` is of step t, `before` of step t-1. Errors as in `step_jacobian`.
    """
    H = p.U.shape[1]
    J = step_jacobian(cache, p, row)
    c_by_h, c_by_c = J[H:, :H], J[H:, H:]
    h_prev_by_c_prev = np.diag(before.o[row] * tanh_slope(before.tanh_c[row]))
    return c_by_c + c_by_h @ h_prev_by_c_prev


def rnn_step_jacobian(cache: rnn.Cache, p: rnn.Params, row: int = 0) -> np.ndarray:
    """∂h_t/∂h_{t-1} of a simple RNN, (H, H): diag(1 - h_t²) U (Pascanu et al. 2013). Errors as in `step_jacobian`."""
    _, H = rnn.sizes(p)
    expect("cache.h", cache.h, len(cache.x), H)
    return _scaled(tanh_slope(cache.h[row]), p.U)


def products(jacobians: list[np.ndarray]) -> np.ndarray:
    """The Jacobians of one run in time order, T of (n, n), multiplied from the end: (T, n, n), [k-1] = J_T … J_{T-k+1}.

    So [k-1] says how the last state depends on the state k steps before it, and [-1] is the whole run.

    Raises:
        ValueError: there is none.
    """
    if not len(jacobians):
        raise ValueError("jacobians is empty, expected at least one")
    product = np.eye(len(jacobians[0]))
    by_lag = []
    for J in reversed(jacobians):
        product = product @ J
        by_lag.append(product)
    return np.stack(by_lag)


def _scaled(rows: np.ndarray, matrix: np.ndarray) -> np.ndarray:
    """diag(rows) @ matrix, without building the diagonal matrix."""
    return rows[:, None] * matrix
