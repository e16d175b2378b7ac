"""One step of the sLSTM, forward and backward: an LSTM with an exponential input gate and a normaliser.

Every gate still reads h of the step before, so the steps cannot run at once. The normaliser n adds up the weights with
which the candidates entered c: c / n is their weighted mean, within ±1. `step` carries the stabiliser m;
`step_without_stabiliser` is the same cell without it. One head: with more, U is block-diagonal (Beck et al. 2024).
Over a sequence: `over_time.forward(slstm.CELL, xs, slstm.start(B, H), p)`.
"""

from typing import NamedTuple

import numpy as np

from scripts.reference import exponential
from scripts.reference.activations import sigmoid, sigmoid_slope, tanh, tanh_slope
from scripts.reference.over_time import Cell
from scripts.reference.shapes import expect


class Params(NamedTuple):
    """The weights: four blocks of H rows, one under the other, in the order i, f, g, o."""

    W: np.ndarray  # (4H, D)  on the input
    U: np.ndarray  # (4H, H)  on the previous hidden state
    b: np.ndarray  # (4H,)


class State(NamedTuple):
    """What the cell hands on; h is the output. All (B, H)."""

    h: np.ndarray
    c: np.ndarray
    n: np.ndarray  # normaliser
    m: np.ndarray  # stabiliser: c and n are e^-m times what they would be without it


class Cache(NamedTuple):
    """What backward needs: x is (B, D), everything else (B, H)."""

    x: np.ndarray
    prev: State
    z_i: np.ndarray
    z_f: np.ndarray
    gates: exponential.Gates
    g: np.ndarray
    o: np.ndarray
    c: np.ndarray
    n: np.ndarray


class StepGrads(NamedTuple):
    """Gradients of the loss through one step, each of the shape of what it is the gradient of."""

    dx: np.ndarray
    dh_prev: np.ndarray
    dc_prev: np.ndarray
    dn_prev: np.ndarray
    dm_prev: np.ndarray
    dW: np.ndarray
    dU: np.ndarray
    db: np.ndarray


def start(B: int, H: int) -> State:
    """The state before the first step: nothing is stored, and m is the logarithm of nothing."""
    return State(*(np.zeros((B, H)) for _ in range(3)), np.full((B, H), -np.inf))


def step(
    x: np.ndarray, h_prev: np.ndarray, c_prev: np.ndarray, n_prev: np.ndarray, m_prev: np.ndarray, p: Params
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, Cache]:
    """One step forward: x (B, D) and the state, each (B, H), give h, c, n, m and the cache for backward.

    Source: Beck et al. (2024), with f = σ, as in the official code (NX-AI/xlstm, slstm/src/vanilla/slstm.py).

    Raises:
        ValueError: a shape does not fit; the message names the array.
    """
    prev = State(h_prev, c_prev, n_prev, m_prev)
    z_i, z_f, z_g, z_o = _blocks(x, prev, p)
    gates = exponential.gates(z_i, z_f, m_prev)
    i, f, m = gates
    g = tanh(z_g)
    o = sigmoid(z_o)
    c = f * c_prev + i * g
    n = f * n_prev + i
    h = o * c / n
    return h, c, n, m, Cache(x, prev, z_i, z_f, gates, g, o, c, n)


def step_backward(dh: np.ndarray, dc: np.ndarray, dn: np.ndarray, dm: np.ndarray, cache: Cache, p: Params) -> StepGrads:
    """One step backward; the four are the whole gradients at h, c, n and m, each (B, H).

    Source: the chain rule on the lines of `step`, read from the last to the first.
    """
    x, prev, z_i, z_f, gates, g, o, c, n = cache
    i, f, _ = gates
    do = dh * c / n
    dc = dc + dh * o / n
    dn = dn - dh * o * c / n**2
    di = dc * g + dn
    df = dc * prev.c + dn * prev.n
    dg = dc * i
    dz_i, dz_f, dm_prev = exponential.gates_backward(exponential.Gates(di, df, dm), gates, z_i, z_f)
    dz = np.concatenate([dz_i, dz_f, dg * tanh_slope(g), do * sigmoid_slope(o)], axis=1)  # (B, 4H)
    return StepGrads(dz @ p.W, dz @ p.U, dc * f, dn * f, dm_prev, dz.T @ x, dz.T @ prev.h, dz.sum(axis=0))


CELL = Cell(step, step_backward)


def step_without_stabiliser(
    x: np.ndarray, h_prev: np.ndarray, c_prev: np.ndarray, n_prev: np.ndarray, p: Params
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """The same step with i = exp(z_i) as it stands: h, c and n. It overflows where z_i or a sum of them is large."""
    z_i, z_f, z_g, z_o = _blocks(x, State(h_prev, c_prev, n_prev, np.zeros_like(n_prev)), p)
    i = np.exp(z_i)
    f = sigmoid(z_f)
    c = f * c_prev + i * tanh(z_g)
    n = f * n_prev + i
    h = sigmoid(z_o) * c / n
    return h, c, n


def _blocks(x: np.ndarray, prev: State, p: Params) -> list[np.ndarray]:
    expect("U", p.U, "4H", "H")
    H = p.U.shape[1]
    expect("U", p.U, 4 * H, H)
    expect("W", p.W, 4 * H, "D")
    expect("b", p.b, 4 * H)
    expect("x", x, "B", p.W.shape[1])
    for name, array in prev._asdict().items():
        expect(f"{name}_prev", array, len(x), H)
    return np.split(x @ p.W.T + prev.h @ p.U.T + p.b, 4, axis=1)
