"""Real-time recurrent learning for the LSTM: the gradient of a running network, with nothing kept of the past.

Beside its state s = (h, c), the network carries J_t = ds_t/dθ, how the state depends on every weight through all steps
so far. It is exact while the weights stand still. Truncated backpropagation needs k steps of the past and misses what
lies before them; this needs none and misses nothing, at the price of 2H numbers for every weight.

One sequence at a time. θ is the LSTM's P = 4H(D + H + 1) weights in one vector: W, U and b, each row by row.

Source: Williams & Zipser (1989), A Learning Algorithm for Continually Running Fully Recurrent Neural Networks, whose
equations are for a simple recurrent network; the same recursion holds for any state.
"""

import numpy as np

from scripts.reference import jacobian, lstm
from scripts.reference.activations import sigmoid_slope, tanh_slope
from scripts.reference.params import lstm as count
from scripts.reference.shapes import expect, expect_whole


def start(p: lstm.Params) -> np.ndarray:
    """J_0 (2H, P): the first state does not depend on the weights."""
    D, H = lstm.sizes(p)
    return np.zeros((2 * H, count(D, H)))


def direct(cache: lstm.Cache, p: lstm.Params) -> np.ndarray:
    """B_t (2H, P), how the state depends on the weights by this step alone, the state before it held fixed.

    z = W x + U h_{t-1} + b is linear in the weights, so each of its 4H entries depends on one row of each.

    Raises:
        ValueError: the step was made with more than one sequence, or a shape does not fit.
    """
    D, H = lstm.sizes(p)
    expect("cache.x", cache.x, 1, D)
    i, f, g, o, c_prev, tanh_c = (a[0] for a in (cache.i, cache.f, cache.g, cache.o, cache.c_prev, cache.tanh_c))
    c_by_z = np.hstack(
        [
            np.diag(g * sigmoid_slope(i)),
            np.diag(c_prev * sigmoid_slope(f)),
            np.diag(i * tanh_slope(g)),
            np.zeros((H, H)),
        ]
    )
    h_by_z = (o * tanh_slope(tanh_c))[:, None] * c_by_z
    h_by_z[:, 3 * H :] += np.diag(tanh_c * sigmoid_slope(o))
    s_by_z = np.vstack([h_by_z, c_by_z])  # (2H, 4H)
    return np.hstack([np.kron(s_by_z, cache.x), np.kron(s_by_z, cache.h_prev), s_by_z])


def step(J: np.ndarray, cache: lstm.Cache, p: lstm.Params) -> np.ndarray:
    """J_t = A_t J_{t-1} + B_t (2H, P), with A_t = ds_t/ds_{t-1} of `jacobian.step_jacobian`.

    `cache` is what `lstm.step` kept of step t, of one sequence.

    Raises:
        ValueError: a shape does not fit.
    """
    D, H = lstm.sizes(p)
    expect("J", J, 2 * H, count(D, H))
    A = jacobian.step_jacobian(cache, p)
    B = direct(cache, p)
    return A @ J + B


def gradient(dh: np.ndarray, J: np.ndarray, p: lstm.Params) -> lstm.Params:
    """The gradient (dW, dU, db) of a loss that sends dh (1, H) to h_t: (dL/ds_t) J_t.

    Raises:
        ValueError: a shape does not fit.
    """
    D, H = lstm.sizes(p)
    expect("dh", dh, 1, H)
    expect("J", J, 2 * H, count(D, H))
    flat = dh[0] @ J[:H]
    dW, dU, db = np.split(flat, np.cumsum([p.W.size, p.U.size]))
    return lstm.Params(dW.reshape(p.W.shape), dU.reshape(p.U.shape), db)


def numbers(D: int, H: int) -> int:
    """What J holds, 2H numbers for each weight. ValueError for a size below 1."""
    expect_whole(D=D, H=H)
    return 2 * H * count(D, H)


def multiply_adds(D: int, H: int) -> int:
    """What the product A_t J_{t-1} costs at each step, (2H)² for each weight. ValueError for a size below 1."""
    return 2 * H * numbers(D, H)
