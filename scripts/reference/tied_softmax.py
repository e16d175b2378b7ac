"""The two ends of a language model on one matrix: E embeds the tokens that are read and scores the next one.

Row w of E (V, H) is the vector of token w. The LSTM between the two ends must hand out as many numbers as it takes in,
H, or a projection has to bring them there. Tying is due to Press & Wolf (2017) and Inan et al. (2017).
Time is the first axis: (T, B, ·); the targets are the inputs one step later.
"""

from typing import NamedTuple

import numpy as np

from scripts.reference.shapes import expect
from scripts.reference.softmax import log_softmax


class Cache(NamedTuple):
    """What the backward pass needs."""

    hs: np.ndarray  # (T, B, H)
    E: np.ndarray  # (V, H)
    ps: np.ndarray  # (T, B, V) the softmax
    targets: np.ndarray  # (T, B)


class Grads(NamedTuple):
    """The gradients of the loss with respect to what `forward` was given."""

    dhs: np.ndarray  # (T, B, H)
    dE: np.ndarray  # (V, H) from the output alone; `embed_backward` has the other part
    db: np.ndarray  # (V,)


def shift(tokens: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Inputs and targets (T - 1, B) of tokens (T, B): the target of a step is the token that comes next."""
    expect("tokens", tokens, "T", "B")
    return tokens[:-1], tokens[1:]


def embed(E: np.ndarray, tokens: np.ndarray) -> np.ndarray:
    """x_t = E[w_t]: (T, B, H)."""
    return E[tokens]


def embed_backward(dxs: np.ndarray, tokens: np.ndarray, V: int) -> np.ndarray:
    """The gradient (V, H): each row is the sum over all places where its token was read."""
    dE = np.zeros((V, dxs.shape[-1]))
    np.add.at(dE, tokens, dxs)
    return dE


def forward(hs: np.ndarray, targets: np.ndarray, E: np.ndarray, b: np.ndarray) -> tuple[float, Cache]:
    """The mean over all T · B targets of -ln P(target), in nats, from P = softmax(E h_t + b).

    Raises:
        ValueError: a shape does not fit, or hs are not as wide as E.
    """
    V, H = E.shape
    expect("b", b, V)
    expect("hs", hs, "T", "B", H)
    expect("targets", targets, *hs.shape[:2])
    log_ps = log_softmax(hs @ E.T + b)
    loss = -np.take_along_axis(log_ps, targets[..., None], axis=-1).mean()
    return float(loss), Cache(hs, E, np.exp(log_ps), targets)


def backward(cache: Cache) -> Grads:
    """dz = (P - onehot(target)) / (T · B), and through the affine map."""
    V, H = cache.E.shape
    dz = cache.ps.copy()
    np.put_along_axis(dz, cache.targets[..., None], np.take_along_axis(dz, cache.targets[..., None], -1) - 1.0, -1)
    dz = dz / cache.targets.size
    rows = dz.reshape(-1, V)
    return Grads(dz @ cache.E, rows.T @ cache.hs.reshape(-1, H), rows.sum(axis=0))
