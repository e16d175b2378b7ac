"""The mLSTM of one head: a matrix memory of values by keys, step by step and, for all steps at once, in parallel.

Queries, keys, values and gates read the input alone, so nothing of h goes back into the recurrence. `step` carries the
memory C (B, H, K); `parallel` never forms it, but weighs the values of all earlier steps, as attention does, with
T × T numbers. Both give the same h. It carries the stabiliser of `exponential`; a head has one gate of each kind.
Over a sequence: `over_time.forward(mlstm.CELL, xs, mlstm.start(B, H, K), p)`.
"""

from typing import NamedTuple

import numpy as np

from scripts.reference import exponential
from scripts.reference.activations import sigmoid, sigmoid_slope
from scripts.reference.over_time import Cell
from scripts.reference.shapes import expect


class Params(NamedTuple):
    """The weights of queries, keys, values, output gate, and the two gates i and f; all on the input."""

    W_q: np.ndarray  # (K, D)
    W_k: np.ndarray  # (K, D)
    W_v: np.ndarray  # (H, D)
    W_o: np.ndarray  # (H, D)
    W_g: np.ndarray  # (2, D)  rows i, f
    b_q: np.ndarray  # (K,)
    b_k: np.ndarray  # (K,)
    b_v: np.ndarray  # (H,)
    b_o: np.ndarray  # (H,)
    b_g: np.ndarray  # (2,)


class State(NamedTuple):
    """What the cell hands on; h is the output."""

    h: np.ndarray  # (B, H)
    C: np.ndarray  # (B, H, K)
    n: np.ndarray  # (B, K)   normaliser
    m: np.ndarray  # (B,)     stabiliser


class Projected(NamedTuple):
    """What is read from inputs (…, D) before anything is stored."""

    q: np.ndarray  # (…, K)
    k: np.ndarray  # (…, K)  divided by √K
    v: np.ndarray  # (…, H)
    o: np.ndarray  # (…, H)
    z: np.ndarray  # (…, 2)  pre-activations of i and f


class Cache(NamedTuple):
    """What backward needs."""

    x: np.ndarray
    prev: State
    read: Projected
    gates: exponential.Gates
    C: np.ndarray
    n: np.ndarray
    y: np.ndarray  # (B, H)  C q
    s: np.ndarray  # (B,)    n · q
    r: np.ndarray  # (B,)    what y is divided by


class StepGrads(NamedTuple):
    """Gradients of the loss through one step, each of the shape of what it is the gradient of."""

    dx: np.ndarray
    dh_prev: np.ndarray
    dC_prev: np.ndarray
    dn_prev: np.ndarray
    dm_prev: np.ndarray
    dW_q: np.ndarray
    dW_k: np.ndarray
    dW_v: np.ndarray
    dW_o: np.ndarray
    dW_g: np.ndarray
    db_q: np.ndarray
    db_k: np.ndarray
    db_v: np.ndarray
    db_o: np.ndarray
    db_g: np.ndarray


def start(B: int, H: int, K: int) -> State:
    """The state before the first step: nothing is stored, and m is the logarithm of nothing."""
    return State(np.zeros((B, H)), np.zeros((B, H, K)), np.zeros((B, K)), np.full(B, -np.inf))


def project(x: np.ndarray, p: Params) -> Projected:
    """Queries, keys, values, output gates and pre-activations of inputs (…, D); ValueError where a shape fails."""
    D, K, H = *p.W_q.T.shape, len(p.W_v)
    for name, rows in {"q": K, "k": K, "v": H, "o": H, "g": 2}.items():
        expect(f"W_{name}", getattr(p, f"W_{name}"), rows, D)
        expect(f"b_{name}", getattr(p, f"b_{name}"), rows)
    expect("x", x, *"TB"[-x.ndim + 1 :], D)
    q = x @ p.W_q.T + p.b_q
    k = (x @ p.W_k.T + p.b_k) / np.sqrt(K)
    v = x @ p.W_v.T + p.b_v
    o = sigmoid(x @ p.W_o.T + p.b_o)
    return Projected(q, k, v, o, x @ p.W_g.T + p.b_g)


def step(
    x: np.ndarray, h_prev: np.ndarray, C_prev: np.ndarray, n_prev: np.ndarray, m_prev: np.ndarray, p: Params
) -> tuple[np.ndarray, np.ndarray, np.ndarray, np.ndarray, Cache]:
    """One step forward: x (B, D) and the state give h, C, n, m and the cache for backward; h_prev is not read.

    Source: Beck et al. (2024), with f = σ; the official code (NX-AI/xlstm, mlstm/backends.py) also scales the whole key
    and lets the bound 1 become e^-m.

    Raises:
        ValueError: a shape does not fit; the message names the array.
    """
    read = project(x, p)
    q, k, v, o, z = read
    for name, array, shape in (("C_prev", C_prev, (v.shape[1], q.shape[1])), ("n_prev", n_prev, q.shape[1:])):
        expect(name, array, len(x), *shape)
    gates = exponential.gates(z[:, 0], z[:, 1], m_prev)
    i, f, m = gates
    C = f[:, None, None] * C_prev + i[:, None, None] * (v[:, :, None] * k[:, None, :])
    n = f[:, None] * n_prev + i[:, None] * k
    y = (C @ q[:, :, None])[:, :, 0]
    s = (n * q).sum(axis=1)
    r = np.maximum(np.abs(s), np.exp(-m))
    h = o * y / r[:, None]
    return h, C, n, m, Cache(x, State(h_prev, C_prev, n_prev, m_prev), read, gates, C, n, y, s, r)


def step_backward(dh: np.ndarray, dC: np.ndarray, dn: np.ndarray, dm: np.ndarray, cache: Cache, p: Params) -> StepGrads:
    """One step backward; the four are the whole gradients at h, C, n and m.

    Source: the chain rule on the lines of `step`, read from the last to the first.
    """
    x, prev, (q, k, v, o, z), gates, C, n, y, s, r = cache
    i, f, m = gates
    do = dh * y / r[:, None]
    dy = dh * o / r[:, None]
    dr = -(dh * o * y).sum(axis=1) / r**2
    by_s = np.abs(s) >= np.exp(-m)  # which of the two r is
    ds = np.where(by_s, np.sign(s) * dr, 0.0)
    dm = dm - np.where(by_s, 0.0, np.exp(-m) * dr)
    dC = dC + dy[:, :, None] * q[:, None, :]
    dn = dn + ds[:, None] * q
    dq = np.einsum("bhk,bh->bk", C, dy) + ds[:, None] * n
    di = np.einsum("bhk,bh,bk->b", dC, v, k) + (dn * k).sum(axis=1)
    df = (dC * prev.C).sum(axis=(1, 2)) + (dn * prev.n).sum(axis=1)
    dv = i[:, None] * np.einsum("bhk,bk->bh", dC, k)
    dk = i[:, None] * (np.einsum("bhk,bh->bk", dC, v) + dn) / np.sqrt(k.shape[1])  # before the division
    *dz, dm_prev = exponential.gates_backward(exponential.Gates(di, df, dm), gates, *z.T)
    parts = [dq, dk, dv, do * sigmoid_slope(o), np.stack(dz, axis=1)]
    dx = sum(part @ W for part, W in zip(parts, p[:5], strict=True))
    return StepGrads(
        *(dx, np.zeros_like(prev.h), f[:, None, None] * dC, f[:, None] * dn, dm_prev),
        *(part.T @ x for part in parts),
        *(part.sum(axis=0) for part in parts),
    )


CELL = Cell(step, step_backward)


def parallel(xs: np.ndarray, p: Params) -> np.ndarray:
    """Every h (T, B, H) from xs (T, B, D) at once, from an empty memory: T² products in place of T steps.

    G holds what is left at step t of what step s wrote. Source: Beck et al. (2024); mlstm/backends.py as above.
    """
    q, k, v, o, z = (np.swapaxes(part, 0, 1) for part in project(xs, p))  # (B, T, ·)
    decay = np.cumsum(exponential.log_sigmoid(z[:, :, 1]), axis=1)
    log_G = decay[:, :, None] - decay[:, None, :] + z[:, None, :, 0]  # (B, t, s)
    log_G = np.where(np.tri(len(xs), dtype=bool), log_G, -np.inf)
    m = log_G.max(axis=2)
    S = (q @ np.swapaxes(k, 1, 2)) * np.exp(log_G - m[:, :, None])
    r = np.maximum(np.abs(S.sum(axis=2)), np.exp(-m))
    return np.swapaxes(o * (S @ v) / r[:, :, None], 0, 1)
