"""A packed batch: the real steps alone, and an LSTM that computes at each step only the sequences still running.

Sequences stand longest first, so those that are still running at step t are the first rows of the state; the others
keep theirs. `data` holds the real steps one time step after another, in the layout of PyTorch's `PackedSequence`.
Padded arrays are time-major, (T, B, ·), and index 0 is step 1.
"""

from typing import NamedTuple

import numpy as np

from scripts.reference import lstm
from scripts.reference.shapes import expect


class Packed(NamedTuple):
    """The N real steps of a batch: step 1 of all B sequences, then step 2 of those that have one, and so on."""

    data: np.ndarray  # (N, ·)          N is the sum of the lengths
    batch_sizes: np.ndarray  # (longest length,)  how many sequences have a step t
    order: np.ndarray  # (B,)           which sequence stands in which row: the longest first


class Run(NamedTuple):
    """What came out, in the layout of what went in, and what the backward pass needs."""

    outputs: Packed  # data (N, H)
    h_n: np.ndarray  # (B, H)  after each sequence's own last step, in the batch's order
    c_n: np.ndarray  # (B, H)
    caches: list[lstm.Cache]
    p: lstm.Params


class Grads(NamedTuple):
    """Gradients of the loss, each of the shape of what it is the gradient of."""

    ddata: np.ndarray  # (N, D)
    dh_0: np.ndarray  # (B, H)
    dc_0: np.ndarray  # (B, H)
    dp: lstm.Params


def pack(xs: np.ndarray, lengths: np.ndarray) -> Packed:
    """The real steps of xs (T, B, ·), whose sequences have the given lengths (B,), 1 … T.

    Raises:
        ValueError: a shape does not fit, or a length is not 1 … T.
    """
    expect("xs", xs, "T", "B", "D")
    T, B, _ = xs.shape
    expect("lengths", lengths, B)
    if lengths.min() < 1 or lengths.max() > T:
        raise ValueError(f"lengths go from {lengths.min()} to {lengths.max()}, expected 1 to T = {T}")
    order = np.argsort(-lengths, kind="stable")
    batch_sizes = np.array([(lengths > t).sum() for t in range(lengths.max())])
    data = np.concatenate([xs[t, order[:n]] for t, n in enumerate(batch_sizes)])
    return Packed(data, batch_sizes, order)


def unpack(packed: Packed, T: int) -> np.ndarray:
    """The padded array (T, B, ·), zeros behind each sequence's end, in the batch's order: `pack` undone.

    Raises:
        ValueError: T is smaller than the longest length.
    """
    if len(packed.batch_sizes) > T:
        raise ValueError(f"T is {T}, expected at least {len(packed.batch_sizes)}, the longest length")
    xs = np.zeros((T, len(packed.order), packed.data.shape[1]))
    for t, rows in enumerate(_split(packed.data, packed.batch_sizes)):
        xs[t, packed.order[: len(rows)]] = rows
    return xs


def forward(packed: Packed, h_0: np.ndarray, c_0: np.ndarray, p: lstm.Params) -> Run:
    """Run the LSTM over the real steps alone, from h_0 and c_0 (B, H): N rows of work instead of T times B.

    Raises:
        ValueError: a shape does not fit.
    """
    B, H = len(packed.order), p.U.shape[1]
    expect("h_0", h_0, B, H)
    expect("c_0", c_0, B, H)
    h, c = h_0[packed.order], c_0[packed.order]  # longest first
    outputs, caches = [], []
    for x in _split(packed.data, packed.batch_sizes):
        n = len(x)  # rows from n on have ended: their h and c stay
        h_t, c_t, cache = lstm.step(x, h[:n], c[:n], p)
        h, c = np.concatenate([h_t, h[n:]]), np.concatenate([c_t, c[n:]])
        outputs.append(h_t)
        caches.append(cache)
    back = np.argsort(packed.order)
    return Run(packed._replace(data=np.concatenate(outputs)), h[back], c[back], caches, p)


def backward(run: Run, ddata: np.ndarray, dh_n: np.ndarray, dc_n: np.ndarray) -> Grads:
    """Backpropagation through time over the real steps; a sequence joins in at its own last step.

    `ddata` (N, H) is what the loss sends to the packed outputs, `dh_n` and `dc_n` (B, H) what it sends to the last
    states directly.

    Raises:
        ValueError: a shape does not fit.
    """
    _, batch_sizes, order = run.outputs
    expect("ddata", ddata, *run.outputs.data.shape)
    expect("dh_n", dh_n, *run.h_n.shape)
    expect("dc_n", dc_n, *run.c_n.shape)
    dh, dc = dh_n[order], dc_n[order]
    dxs, dp = [], lstm.Params(*map(np.zeros_like, run.p))
    for dout, cache in zip(reversed(_split(ddata, batch_sizes)), reversed(run.caches), strict=True):
        n = len(dout)
        grads = lstm.step_backward(dh[:n] + dout, dc[:n], cache, run.p)
        dh[:n], dc[:n] = grads.dh_prev, grads.dc_prev
        dxs.append(grads.dx)
        dp = lstm.Params(dp.W + grads.dW, dp.U + grads.dU, dp.b + grads.db)
    back = np.argsort(order)
    return Grads(np.concatenate(dxs[::-1]), dh[back], dc[back], dp)


def _split(data: np.ndarray, batch_sizes: np.ndarray) -> list[np.ndarray]:
    """The rows of each time step."""
    return np.split(data, np.cumsum(batch_sizes)[:-1])
