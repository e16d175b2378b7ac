"""Causal self-attention with several heads over a sequence, forward, backward, and one token at a time with a cache.

Each token asks with its query all tokens up to itself; their keys are compared with it, their values averaged:

* the whole sequence at once, in training: `forward`, `backward`
* the newest token alone, against the keys and values that are kept of all before it, in decoding: `step`

The source of the equations is Vaswani et al. (2017), sections 3.2.1 to 3.2.3, without biases.
"""

from typing import NamedTuple

import numpy as np

from scripts.reference.shapes import expect, expect_whole


class Params(NamedTuple):
    """The weights: what makes queries, keys and values of x, and what mixes the heads."""

    Wq: np.ndarray  # (H, H)
    Wk: np.ndarray  # (H, H)
    Wv: np.ndarray  # (H, H)
    Wo: np.ndarray  # (H, H)


class Kept(NamedTuple):
    """The KV cache: keys and values of the t tokens so far."""

    keys: np.ndarray  # (t, B, heads, d)
    values: np.ndarray  # (t, B, heads, d)


class Cache(NamedTuple):
    """What the forward pass keeps for the backward one."""

    x: np.ndarray  # (T, B, H)
    q: np.ndarray  # (T, B, heads, d)
    k: np.ndarray  # (T, B, heads, d)
    v: np.ndarray  # (T, B, heads, d)
    weights: np.ndarray  # (T, T, B, heads): of query t, on key j
    read: np.ndarray  # (T, B, H): the heads' means side by side


class Grads(NamedTuple):
    """Gradients of the loss, each of the shape of what it is the gradient of."""

    dx: np.ndarray  # (T, B, H)
    dp: Params


def forward(x: np.ndarray, p: Params, heads: int) -> tuple[np.ndarray, Cache]:
    """What every token reads, (T, B, H), from x (T, B, H), and the cache for backward.

    Raises:
        ValueError: a shape does not fit, or H is no multiple of the number of heads.
    """
    _check(x, p, heads, "T", "B")
    q, k, v = (_split(x @ W.T, heads) for W in (p.Wq, p.Wk, p.Wv))
    weights = causal_softmax(np.einsum("tbsd,jbsd->tjbs", q, k) / np.sqrt(q.shape[-1]))
    read = np.einsum("tjbs,jbsd->tbsd", weights, v).reshape(x.shape)
    return read @ p.Wo.T, Cache(x, q, k, v, weights, read)


def backward(dy: np.ndarray, cache: Cache, p: Params) -> Grads:
    """The gradients from that of the outputs, dy (T, B, H).

    Source: the chain rule on the lines of `forward`, read from the last to the first.

    Raises:
        ValueError: dy is not of the shape of x.
    """
    x, q, k, v, weights, read = cache
    expect("dy", dy, *x.shape)
    dWo = np.einsum("tbo,tbi->oi", dy, read)
    dread = _split(dy @ p.Wo, q.shape[2])
    dv = np.einsum("tjbs,tbsd->jbsd", weights, dread)
    dweights = np.einsum("tbsd,jbsd->tjbs", dread, v)
    dscores = weights * (dweights - (weights * dweights).sum(axis=1, keepdims=True)) / np.sqrt(q.shape[-1])
    dq = np.einsum("tjbs,jbsd->tbsd", dscores, k)
    dk = np.einsum("tjbs,tbsd->jbsd", dscores, q)
    parts = [part.reshape(x.shape) for part in (dq, dk, dv)]
    dx = sum(part @ W for part, W in zip(parts, p[:3], strict=True))
    return Grads(dx, Params(*(np.einsum("tbo,tbi->oi", part, x) for part in parts), dWo))


def causal_softmax(scores: np.ndarray) -> np.ndarray:
    """Weights (T, T, …) from scores of query t (first axis) on key j (second): 0 for j > t, each row sums to 1.

    Source: Vaswani et al. (2017), section 3.2.3: what must not be seen is set to minus infinity.
    """
    T = len(scores)
    later = np.arange(T) > np.arange(T)[:, None]
    scores = np.where(later.reshape(T, T, *[1] * (scores.ndim - 2)), -np.inf, scores)
    e = np.exp(scores - scores.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def empty(B: int, H: int, heads: int) -> Kept:
    """The cache before the first token. Raises ValueError for a size below 1 or an H that is no multiple of heads."""
    expect_whole(B=B, H=H, heads=heads)
    _check_heads(H, heads)
    nothing = np.zeros((0, B, heads, H // heads))
    return Kept(nothing, nothing)


def step(x: np.ndarray, kept: Kept, p: Params) -> tuple[np.ndarray, Kept]:
    """What the newest token x (B, H) reads, (B, H), the last row of `forward`, and the cache with its key and value.

    Raises:
        ValueError: a shape does not fit.
    """
    heads = kept.keys.shape[2]
    _check(x, p, heads, "B")
    q, k, v = (_split(x @ W.T, heads) for W in (p.Wq, p.Wk, p.Wv))
    keys, values = np.concatenate([kept.keys, k[None]]), np.concatenate([kept.values, v[None]])
    scores = np.einsum("bsd,jbsd->jbs", q, keys) / np.sqrt(q.shape[-1])
    e = np.exp(scores - scores.max(axis=0))
    read = np.einsum("jbs,jbsd->bsd", e / e.sum(axis=0), values).reshape(x.shape)
    return read @ p.Wo.T, Kept(keys, values)


def _split(array: np.ndarray, heads: int) -> np.ndarray:
    return array.reshape(*array.shape[:-1], heads, -1)


def _check(x: np.ndarray, p: Params, heads: int, *axes: str) -> None:
    expect("x", x, *axes, "H")
    H = x.shape[-1]
    for name, W in p._asdict().items():
        expect(name, W, H, H)
    _check_heads(H, heads)


def _check_heads(H: int, heads: int) -> None:
    if H % heads:
        raise ValueError(f"H is {H}, expected a multiple of the {heads} heads")
