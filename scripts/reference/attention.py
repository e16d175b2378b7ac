"""One step of attention, forward and backward: a decoder's state reads the encoder's outputs, in three kinds of score.

The decoder's state s, the query, is compared with every output h_j of the encoder, j = 1 … T_x; a softmax over j turns
the scores into weights, and the context is the weighted mean. A score is a pair of functions:

* `ADDITIVE`  w · tanh(W s + U h_j)   Bahdanau, Cho & Bengio (2015)
* `DOT`       s · h_j                 Luong, Pham & Manning (2015); widths must be equal
* `GENERAL`   s · W h_j               Luong, Pham & Manning (2015)

`step(ADDITIVE, s, hs, real, p)` gives the context and a cache; `step_backward(ADDITIVE, dv, cache, p)` the gradients.
"""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np

from scripts.reference.activations import tanh, tanh_slope
from scripts.reference.shapes import expect


class Additive(NamedTuple):
    """The weights of the additive score, of width A."""

    W: np.ndarray  # (A, H)    on the decoder's state
    U: np.ndarray  # (A, E)    on the encoder's output, of width E
    w: np.ndarray  # (A,)


class General(NamedTuple):
    """The weights of the general score."""

    W: np.ndarray  # (H, E)


class Dot(NamedTuple):
    """The dot product has none."""


class Score(NamedTuple):
    """A score: s (B, H) and hs (T_x, B, E) to scores (T_x, B), and their gradient (T_x, B) to ds, dhs, dp."""

    forward: Callable
    backward: Callable


class Cache(NamedTuple):
    """What a step keeps for its backward pass."""

    s: np.ndarray  # (B, H)
    hs: np.ndarray  # (T_x, B, E)
    weights: np.ndarray  # (T_x, B)


class StepGrads(NamedTuple):
    """Gradients of the loss through one step, each of the shape of what it is the gradient of."""

    ds: np.ndarray  # (B, H)
    dhs: np.ndarray  # (T_x, B, E)
    dp: Additive | General | Dot


def additive(s: np.ndarray, hs: np.ndarray, p: Additive) -> np.ndarray:
    """w · tanh(W s + U h_j) for every j: (T_x, B). Source: Bahdanau, Cho & Bengio (2015), appendix A.1.2."""
    _check_additive(s, hs, p)
    return tanh(s @ p.W.T + hs @ p.U.T) @ p.w


def additive_backward(
    de: np.ndarray, s: np.ndarray, hs: np.ndarray, p: Additive
) -> tuple[np.ndarray, np.ndarray, Additive]:
    """The gradients ds, dhs and dp from that of the scores, de (T_x, B); tanh is computed anew."""
    _check_additive(s, hs, p)
    t = tanh(s @ p.W.T + hs @ p.U.T)
    da = de[..., None] * p.w * tanh_slope(t)  # (T_x, B, A)
    to_s = da.sum(axis=0)  # (B, A): the same W s stands in the score of every j
    dp = Additive(to_s.T @ s, np.einsum("jba,jbe->ae", da, hs), np.einsum("jb,jba->a", de, t))
    return to_s @ p.W, da @ p.U, dp


def dot(s: np.ndarray, hs: np.ndarray, p: Dot) -> np.ndarray:
    """s · h_j for every j: (T_x, B). Source: Luong, Pham & Manning (2015), section 3.1. Raises for unequal widths."""
    expect("hs", hs, "T_x", *s.shape)
    return (hs * s).sum(axis=-1)


def dot_backward(de: np.ndarray, s: np.ndarray, hs: np.ndarray, p: Dot) -> tuple[np.ndarray, np.ndarray, Dot]:
    """The gradients ds, dhs and dp from that of the scores, de (T_x, B)."""
    return (de[..., None] * hs).sum(axis=0), de[..., None] * s, Dot()


def general(s: np.ndarray, hs: np.ndarray, p: General) -> np.ndarray:
    """s · W h_j for every j: (T_x, B). Source: Luong, Pham & Manning (2015), section 3.1."""
    _check_general(s, hs, p)
    return dot(s, hs @ p.W.T, Dot())


def general_backward(
    de: np.ndarray, s: np.ndarray, hs: np.ndarray, p: General
) -> tuple[np.ndarray, np.ndarray, General]:
    """The gradients ds, dhs and dp from that of the scores, de (T_x, B)."""
    _check_general(s, hs, p)
    ds, dkeys, _ = dot_backward(de, s, hs @ p.W.T, Dot())
    return ds, dkeys @ p.W, General(np.einsum("jbh,jbe->he", dkeys, hs))


ADDITIVE, DOT, GENERAL = Score(additive, additive_backward), Score(dot, dot_backward), Score(general, general_backward)


def masked_softmax(scores: np.ndarray, real: np.ndarray) -> np.ndarray:
    """Weights (T_x, B) that sum to 1 over the source and are 0 at padding, where `real` (T_x, B) is False.

    Source: Bahdanau, Cho & Bengio (2015), equation 6; the mask is that of every batched implementation.

    Raises:
        ValueError: a sequence has no real position, so that there is nothing to attend to.
    """
    expect("real", real, *scores.shape)
    if empty := np.flatnonzero(~real.any(axis=0)).tolist():
        raise ValueError(f"sequence {empty[0]} has no real position, expected at least one to attend to")
    scores = np.where(real, scores, -np.inf)
    e = np.exp(scores - scores.max(axis=0))  # the largest becomes 0: no overflow, and the same weights
    return e / e.sum(axis=0)


def masked_softmax_backward(dweights: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The gradient of the scores (T_x, B): α_j (dα_j - Σ_k α_k dα_k), which is 0 at padding."""
    return weights * (dweights - (weights * dweights).sum(axis=0))


def context(weights: np.ndarray, hs: np.ndarray) -> np.ndarray:
    """Σ_j α_j h_j: (B, E). Source: Bahdanau, Cho & Bengio (2015), equation 5."""
    return np.einsum("jb,jbe->be", weights, hs)


def step(
    score: Score, s: np.ndarray, hs: np.ndarray, real: np.ndarray, p: Additive | General | Dot
) -> tuple[np.ndarray, Cache]:
    """One step forward: s (B, H) and hs (T_x, B, E) give the context (B, E) and the cache for backward.

    Raises:
        ValueError: a shape does not fit, or a sequence has no real position.
    """
    expect("s", s, "B", "H")
    expect("hs", hs, "T_x", len(s), "E")
    scores = score.forward(s, hs, p)
    weights = masked_softmax(scores, real)
    return context(weights, hs), Cache(s, hs, weights)


def step_backward(score: Score, dv: np.ndarray, cache: Cache, p: Additive | General | Dot) -> StepGrads:
    """One step backward from the gradient at the context, dv (B, E).

    The encoder's outputs get it on two ways: as what is averaged, and as what is compared. Over several steps of the
    decoder, dhs and dp are added up.
    """
    s, hs, weights = cache
    expect("dv", dv, len(s), hs.shape[-1])
    dhs_averaged = weights[..., None] * dv
    dweights = (hs * dv).sum(axis=-1)
    ds, dhs_compared, dp = score.backward(masked_softmax_backward(dweights, weights), s, hs, p)
    return StepGrads(ds, dhs_averaged + dhs_compared, dp)


def _check_additive(s: np.ndarray, hs: np.ndarray, p: Additive) -> None:
    expect("w", p.w, "A")
    expect("W", p.W, len(p.w), s.shape[-1])
    expect("U", p.U, len(p.w), hs.shape[-1])


def _check_general(s: np.ndarray, hs: np.ndarray, p: General) -> None:
    expect("W", p.W, s.shape[-1], hs.shape[-1])
