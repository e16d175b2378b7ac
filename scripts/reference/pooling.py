"""One vector per sequence out of an LSTM's outputs: the two ends of a bidirectional LSTM, and attention over the steps.

The last output of one direction, the mean and the largest value are in `padding`. Sequence b has `lengths[b]` real
steps, from step 1 on; what stands behind them is padding and may hold any finite value. Arrays are time-major,
(T, B, ·), and index 0 is step 1.
"""

from typing import NamedTuple

import numpy as np

from scripts.reference.activations import tanh, tanh_slope
from scripts.reference.attention import context, masked_softmax, masked_softmax_backward
from scripts.reference.bidirectional import real
from scripts.reference.padding import last, last_backward
from scripts.reference.shapes import expect


class Params(NamedTuple):
    """The weights of attention over the steps, of width A."""

    W: np.ndarray  # (A, H)
    b: np.ndarray  # (A,)
    v: np.ndarray  # (A,)    the query, which is learned and the same for every sequence


class Cache(NamedTuple):
    """What the forward pass keeps for the backward pass."""

    hs: np.ndarray  # (T, B, H)
    u: np.ndarray  # (T, B, A)
    weights: np.ndarray  # (T, B)   they sum to 1 over the steps, and are 0 in padding


class Grads(NamedTuple):
    """Gradients of the loss, each of the shape of what it is the gradient of."""

    dhs: np.ndarray  # (T, B, H)
    dp: Params


def ends(hs: np.ndarray, lengths: np.ndarray) -> np.ndarray:
    """The summary (B, 2H) of a bidirectional LSTM's outputs hs (T, B, 2H), forward half first.

    The forward half is read at each sequence's last real step, the backward half at step 1: each has then read all.
    """
    H = _half(hs)
    return np.concatenate([last(hs[:, :, :H], lengths), hs[0, :, H:]], axis=1)


def ends_backward(dends: np.ndarray, lengths: np.ndarray, T: int) -> np.ndarray:
    """What the loss sends to hs (T, B, 2H) from dends (B, 2H): to one step per half, nothing elsewhere."""
    H = dends.shape[1] // 2
    dhs = np.zeros((T, *dends.shape))
    dhs[:, :, :H] = last_backward(dends[:, :H], lengths, T)
    dhs[0, :, H:] = dends[:, H:]
    return dhs


def attend(hs: np.ndarray, lengths: np.ndarray, p: Params) -> tuple[np.ndarray, Cache]:
    """The weighted mean (B, H) of the outputs hs (T, B, H), its weights by a learned score of each output.

    Source: Yang et al. (2016), section 2.2, attention over the words of a sentence; the mask is that of every batched
    implementation.

    Raises:
        ValueError: a shape does not fit, or a sequence has no real step.
    """
    expect("v", p.v, "A")
    expect("b", p.b, len(p.v))
    expect("W", p.W, len(p.v), hs.shape[2])
    u = tanh(hs @ p.W.T + p.b)
    scores = u @ p.v
    weights = masked_softmax(scores, real(lengths, len(hs))[:, :, 0])
    return context(weights, hs), Cache(hs, u, weights)


def attend_backward(ds: np.ndarray, cache: Cache, p: Params) -> Grads:
    """The gradients from that of the pooled vectors, ds (B, H).

    The outputs get it on two ways: as what is averaged, and as what is scored.
    """
    hs, u, weights = cache
    expect("ds", ds, *hs.shape[1:])
    dscores = masked_softmax_backward((hs * ds).sum(axis=2), weights)
    dv = np.einsum("tb,tba->a", dscores, u)
    dz = dscores[:, :, None] * p.v * tanh_slope(u)  # (T, B, A)
    dp = Params(np.einsum("tba,tbh->ah", dz, hs), dz.sum(axis=(0, 1)), dv)
    return Grads(weights[:, :, None] * ds + dz @ p.W, dp)


def _half(hs: np.ndarray) -> int:
    """H of outputs (T, B, 2H). Raises ValueError for an odd width."""
    if hs.shape[2] % 2:
        raise ValueError(f"hs has the width {hs.shape[2]}, expected an even one: two directions of equal width")
    return hs.shape[2] // 2
