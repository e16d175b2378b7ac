"""The loss of an actor–critic over recurrent states: policy, value and entropy, forward and backward.

Two linear heads read every h_t: a softmax over A actions and one value. What comes back at the h_t is the `dhs` of
`over_time.backward`, which carries it through time: h_t depends on the weights through all steps before it.
Advantages and targets are constants here, as in every such method: no gradient passes into them.
Time is the first axis: (T, B, ·).
"""

from typing import NamedTuple

import numpy as np

from scripts.reference.shapes import expect
from scripts.reference.softmax import log_softmax


class Heads(NamedTuple):
    """The two heads."""

    W: np.ndarray  # (A, H)  of the policy
    b: np.ndarray  # (A,)
    w: np.ndarray  # (H,)    of the value
    c: np.ndarray  # ()


class Batch(NamedTuple):
    """What was done and what it was worth, each (T, B)."""

    actions: np.ndarray  # whole numbers from 0 to A - 1
    advantages: np.ndarray
    targets: np.ndarray  # what the value should be: the return, or its estimate
    on: np.ndarray  # 1 where a step was really taken, 0 where a row is padded


class Cache(NamedTuple):
    """What the backward pass needs."""

    hs: np.ndarray  # (T, B, H)
    log_p: np.ndarray  # (T, B, A)
    values: np.ndarray  # (T, B)


class Grads(NamedTuple):
    """Gradients of the loss: at the states, and of the heads."""

    dhs: np.ndarray  # (T, B, H)
    dheads: Heads


def forward(
    hs: np.ndarray, batch: Batch, heads: Heads, value_weight: float = 0.5, entropy_weight: float = 0.0
) -> tuple[float, Cache]:
    """The loss, a mean over the steps that were taken: -A log π(a) + value_weight (V - target)² - entropy_weight S.

    S is the entropy of the policy at a step.

    Source: Williams (1992), REINFORCE with a baseline; Mnih et al. (2016) for value and entropy in one loss.

    Raises:
        ValueError: a shape does not fit, or no step was taken.
    """
    _check(hs, batch, heads)
    log_p = log_softmax(hs @ heads.W.T + heads.b)
    values = hs @ heads.w + heads.c
    chosen = np.take_along_axis(log_p, batch.actions[..., None], axis=-1)[..., 0]
    entropy = -(np.exp(log_p) * log_p).sum(axis=-1)
    each = -batch.advantages * chosen + value_weight * (values - batch.targets) ** 2 - entropy_weight * entropy
    return float((each * batch.on).sum() / batch.on.sum()), Cache(hs, log_p, values)


def backward(cache: Cache, batch: Batch, heads: Heads, value_weight: float = 0.5, entropy_weight: float = 0.0) -> Grads:
    """The gradients of that loss: at a score of action k, A (π_k - 1[k = a]), as in a weighted cross-entropy.

    Source: the chain rule on the lines of `forward`, read from the last to the first.
    """
    hs, log_p, values = cache
    p = np.exp(log_p)
    weight = batch.on / batch.on.sum()
    one_hot = np.eye(p.shape[-1])[batch.actions]
    entropy = -(p * log_p).sum(axis=-1, keepdims=True)
    dscores = batch.advantages[..., None] * (p - one_hot) + entropy_weight * p * (log_p + entropy)
    dscores = dscores * weight[..., None]
    dvalues = 2 * value_weight * (values - batch.targets) * weight
    dhs = dscores @ heads.W + dvalues[..., None] * heads.w
    return Grads(
        dhs,
        Heads(
            np.einsum("tba,tbh->ah", dscores, hs),
            dscores.sum(axis=(0, 1)),
            np.einsum("tb,tbh->h", dvalues, hs),
            dvalues.sum(),
        ),
    )


def _check(hs: np.ndarray, batch: Batch, heads: Heads) -> None:
    expect("hs", hs, "T", "B", "H")
    T, B, H = hs.shape
    expect("W", heads.W, "A", H)
    expect("b", heads.b, len(heads.W))
    expect("w", heads.w, H)
    expect("c", heads.c)
    for name, array in batch._asdict().items():
        expect(name, array, T, B)
    if not np.any(batch.on):
        raise ValueError("on is 0 everywhere, expected at least one step that was taken")
