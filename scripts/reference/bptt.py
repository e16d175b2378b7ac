"""The LSTM over a whole sequence: forward, backpropagation through time, and its truncated form.

Arrays are time-major: (T, B, ·). Index 0 is step 1, so `hs[t]` is the paper's h_{t+1}. The same loop for any cell is
`over_time`; here it is written out, with a name for every gradient.
"""

from typing import NamedTuple

import numpy as np

from scripts.reference import lstm
from scripts.reference.activations import tanh_slope
from scripts.reference.shapes import expect, expect_same_length


class Grads(NamedTuple):
    """Gradients of the loss over a sequence; dW, dU and db are sums over all its steps."""

    dxs: np.ndarray  # (T, B, D)
    dh0: np.ndarray  # (B, H)
    dc0: np.ndarray  # (B, H)
    dW: np.ndarray  # (4H, D)
    dU: np.ndarray  # (4H, H)
    db: np.ndarray  # (4H,)


def forward(
    xs: np.ndarray, h0: np.ndarray, c0: np.ndarray, p: lstm.Params
) -> tuple[np.ndarray, np.ndarray, list[lstm.Cache]]:
    """Run xs (T, B, D) from h0 and c0 (B, H): hs (T, B, H), cs (T, B, H) and T caches.

    Raises:
        ValueError: a shape does not fit, or T is 0.
    """
    D, _ = lstm.sizes(p)
    expect("xs", xs, "T", "B", D)
    if len(xs) == 0:
        raise ValueError("xs has 0 steps, expected at least 1")
    h, c = h0, c0
    hs, cs, caches = [], [], []
    for x in xs:
        h, c, cache = lstm.step(x, h, c, p)
        hs.append(h)
        cs.append(c)
        caches.append(cache)
    return np.stack(hs), np.stack(cs), caches


def backward(dhs: np.ndarray, caches: list[lstm.Cache], p: lstm.Params, dc_T: np.ndarray | None = None) -> Grads:
    """Backpropagation through time (Werbos 1990): from the last step to the first, adding up the weights' gradients.

    `dhs` (T, B, H) is what the loss sends to each h_t directly, through the readout; what h_t receives from step t+1
    is added here. `dc_T` (B, H) is what the loss sends to the last cell state directly; none if left out.

    Raises:
        ValueError: a shape does not fit, or dhs and caches differ in length.
    """
    _check(dhs, caches, p, dc_T)
    dh_next = np.zeros(dhs.shape[1:])  # from step t+1, through h_t
    dc_next = np.zeros(dhs.shape[1:]) if dc_T is None else dc_T  # from step t+1, through c_t
    dxs = []
    dW, dU, db = np.zeros(p.W.shape), np.zeros(p.U.shape), np.zeros(p.b.shape)
    for dh, cache in zip(reversed(dhs), reversed(caches), strict=True):
        step = lstm.step_backward(dh + dh_next, dc_next, cache, p)
        dh_next, dc_next = step.dh_prev, step.dc_prev
        dxs.append(step.dx)
        dW += step.dW
        dU += step.dU
        db += step.db
    return Grads(np.stack(dxs[::-1]), dh_next, dc_next, dW, dU, db)


def truncated_backward(
    dhs: np.ndarray,
    caches: list[lstm.Cache],
    p: lstm.Params,
    k: int,
    every: int | None = None,
    dc_T: np.ndarray | None = None,
) -> Grads:
    """Truncated BPTT: each part of the loss goes back through at most `k` steps; the values stay those of the full run.

    After every `every` steps the loss of those steps alone is sent back through the last `k` steps, and the results
    are added up; steps left over at the end go back to the cut that a full piece would have. Left out, `every` is `k`:
    the sequence falls into pieces of k steps, and no gradient crosses a cut (in PyTorch: `detach` the state every k
    steps). With `every=1` each step's loss goes back through k steps, itself included. Either way, with k >= T the
    gradient is that of `backward`.

    Source: Williams & Peng (1990), BPTT(k; every).

    Raises:
        ValueError: a shape does not fit, or 1 <= every <= k does not hold.
    """
    _check(dhs, caches, p, dc_T)
    T, every = len(caches), k if every is None else every
    if not 1 <= every <= k:
        raise ValueError(f"every is {every} and k is {k}, expected 1 <= every <= k")

    dxs = np.zeros((T, *caches[0].x.shape))
    dh0, dc0 = np.zeros(dhs.shape[1:]), np.zeros(dhs.shape[1:])
    dW, dU, db = np.zeros(p.W.shape), np.zeros(p.U.shape), np.zeros(p.b.shape)
    for new in range(0, T, every):  # the losses of steps new … end-1 …
        end = min(new + every, T)
        start = max(0, new + every - k)  # … go back as far as step `start`
        window = np.concatenate([np.zeros_like(dhs[start:new]), dhs[new:end]])
        part = backward(window, caches[start:end], p, dc_T if end == T else None)
        dxs[start:end] += part.dxs
        dW += part.dW
        dU += part.dU
        db += part.db
        if start == 0:  # only a window that reaches the first step reaches the initial state
            dh0 += part.dh0
            dc0 += part.dc0
    return Grads(dxs, dh0, dc0, dW, dU, db)


def state_gradients(
    dhs: np.ndarray, caches: list[lstm.Cache], p: lstm.Params, dc_T: np.ndarray | None = None
) -> tuple[np.ndarray, np.ndarray]:
    """∂L/∂h_t and ∂L/∂c_t for t = 0 … T, each (T+1, B, H): what still arrives at step t.

    Both are total, as autograd's `retain_grad` has them: c_t acts through c_{t+1} and through h_t. Index 0 is the
    initial state. For `dhs`, `dc_T` and errors see `backward`.
    """
    _check(dhs, caches, p, dc_T)
    dh = np.zeros(dhs.shape[1:])
    dc = np.zeros(dhs.shape[1:]) if dc_T is None else dc_T
    to_h, to_c = [], []
    for dh_readout, cache in zip(reversed(dhs), reversed(caches), strict=True):
        dh = dh_readout + dh
        step = lstm.step_backward(dh, dc, cache, p)
        to_h.append(dh)
        to_c.append(dc + dh * cache.o * tanh_slope(cache.tanh_c))
        dh, dc = step.dh_prev, step.dc_prev
    return np.stack([*to_h, dh][::-1]), np.stack([*to_c, dc][::-1])


def _check(dhs: np.ndarray, caches: list[lstm.Cache], p: lstm.Params, dc_T: np.ndarray | None) -> None:
    _, H = lstm.sizes(p)
    if not caches:
        raise ValueError("caches has 0 steps, expected at least 1")
    B = len(caches[0].x)
    expect("dhs", dhs, "T", B, H)
    expect_same_length("dhs", len(dhs), "caches", len(caches))
    if dc_T is not None:
        expect("dc_T", dc_T, B, H)
