"""One highway layer, forward and backward, between the plain and the residual layer, and a stack of layers.

The papers write y = H(x) T(x) + x (1 - T(x)): H is the transform, T its gate, and 1 - T carries. Here h is the value of
the transform, t that of the gate, and N the width, which all layers of a stack share.

* `layer` mixes transform and input. At t = 1 it is `plain`, at t = 0 it hands its input on.
* `plain` is the transform alone, y = h.
* `residual` adds it, y = x + h. No gate gives that: transform and carry would both have to be 1.

Source: Srivastava, Greff & Schmidhuber (2015), Highway Networks, equations 2 to 4; He et al. (2016) for the residual.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

import numpy as np

from scripts.reference.activations import sigmoid, sigmoid_slope, tanh, tanh_slope
from scripts.reference.shapes import expect


class Params(NamedTuple):
    """The weights of one layer; the plain and the residual layer have no use for the gate's, W_t and b_t."""

    W_h: np.ndarray  # (N, N)  transform
    W_t: np.ndarray  # (N, N)  its gate
    b_h: np.ndarray  # (N,)
    b_t: np.ndarray  # (N,)  starts negative: the layer carries


class Cache(NamedTuple):
    """What a layer keeps for its backward pass, each (B, N); t is None in a layer without a gate."""

    x: np.ndarray
    h: np.ndarray
    t: np.ndarray | None


class Grads(NamedTuple):
    """Gradients of the loss through one layer, each of the shape of what it is the gradient of."""

    dx: np.ndarray  # (B, N)
    dW_h: np.ndarray  # (N, N)
    dW_t: np.ndarray  # (N, N)
    db_h: np.ndarray  # (N,)
    db_t: np.ndarray  # (N,)


class Layer(NamedTuple):
    """A kind of layer: its forward pass, and that pass's backward one."""

    forward: Callable[[np.ndarray, Params], tuple[np.ndarray, Cache]]
    backward: Callable[[np.ndarray, Cache, Params], Grads]


def width(p: Params) -> int:
    """Return N after checking that the four arrays fit together; raises ValueError if they do not."""
    expect("W_h", p.W_h, "N", "N")
    N = len(p.W_h)
    expect("W_h", p.W_h, N, N)
    expect("W_t", p.W_t, N, N)
    expect("b_h", p.b_h, N)
    expect("b_t", p.b_t, N)
    return N


def layer(x: np.ndarray, p: Params) -> tuple[np.ndarray, Cache]:
    """A highway layer forward: x (B, N) gives y (B, N) and the cache for backward.

    Raises:
        ValueError: a shape does not fit; the message names the array.
    """
    expect("x", x, "B", width(p))
    h = tanh(x @ p.W_h.T + p.b_h)
    t = sigmoid(x @ p.W_t.T + p.b_t)
    y = t * h + (1.0 - t) * x
    return y, Cache(x, h, t)


def layer_backward(dy: np.ndarray, cache: Cache, p: Params) -> Grads:
    """A highway layer backward; `dy` (B, N) is the gradient at y.

    Raises:
        ValueError: a shape does not fit; the message names the array.
    """
    x, h, t = cache
    expect("dy", dy, len(x), width(p))
    dh = dy * t
    dt = dy * (h - x)
    da_h = dh * tanh_slope(h)
    da_t = dt * sigmoid_slope(t)
    dx = dy * (1.0 - t) + da_h @ p.W_h + da_t @ p.W_t  # carried, and through the two matrices
    return Grads(dx, da_h.T @ x, da_t.T @ x, da_h.sum(axis=0), da_t.sum(axis=0))


def plain(x: np.ndarray, p: Params) -> tuple[np.ndarray, Cache]:
    """A plain layer forward, y = h: shapes and errors as in `layer`."""
    expect("x", x, "B", width(p))
    h = tanh(x @ p.W_h.T + p.b_h)
    return h, Cache(x, h, None)


def plain_backward(dy: np.ndarray, cache: Cache, p: Params) -> Grads:
    """A plain layer backward: shapes and errors as in `layer_backward`; the gate's gradients are 0."""
    x, h, _ = cache
    expect("dy", dy, len(x), width(p))
    da_h = dy * tanh_slope(h)
    return Grads(da_h @ p.W_h, da_h.T @ x, np.zeros(p.W_t.shape), da_h.sum(axis=0), np.zeros(p.b_t.shape))


def residual(x: np.ndarray, p: Params) -> tuple[np.ndarray, Cache]:
    """A residual layer forward, y = x + h: shapes and errors as in `layer`."""
    h, cache = plain(x, p)
    return x + h, cache


def residual_backward(dy: np.ndarray, cache: Cache, p: Params) -> Grads:
    """A residual layer backward: as `plain_backward`, and the whole of dy comes down beside it."""
    grads = plain_backward(dy, cache, p)
    return grads._replace(dx=dy + grads.dx)


HIGHWAY = Layer(layer, layer_backward)
PLAIN = Layer(plain, plain_backward)
RESIDUAL = Layer(residual, residual_backward)


def jacobian(cache: Cache, p: Params, row: int = 0) -> np.ndarray:
    """∂y/∂x of a highway layer, (N, N): the carry gate on the diagonal, and a term for each matrix.

    `row` picks the example from the batch.

    Raises:
        IndexError: the batch has no such row.
        ValueError: a shape does not fit.
    """
    expect("cache.t", cache.t, len(cache.x), width(p))
    x, h, t = (array[row] for array in cache)
    through_transform = (t * tanh_slope(h))[:, None] * p.W_h
    through_gate = ((h - x) * sigmoid_slope(t))[:, None] * p.W_t
    return np.diag(1.0 - t) + through_transform + through_gate


def stack(kind: Layer, x: np.ndarray, ps: Sequence[Params]) -> tuple[np.ndarray, list[Cache]]:
    """Layers of one kind, one on the other: x (B, N) gives y (B, N) and L caches, from the lowest.

    Raises:
        ValueError: there is no layer, or a shape does not fit.
    """
    if not ps:
        raise ValueError("ps has 0 layers, expected at least 1")
    y, caches = x, []
    for p in ps:
        y, cache = kind.forward(y, p)
        caches.append(cache)
    return y, caches


def stack_backward(kind: Layer, dy: np.ndarray, caches: Sequence[Cache], ps: Sequence[Params]) -> list[Grads]:
    """From the highest layer to the lowest; the L gradients are returned from the lowest.

    Raises:
        ValueError: caches and ps differ in length, or a shape does not fit.
    """
    grads: list[Grads] = []
    for cache, p in zip(reversed(caches), reversed(ps), strict=True):
        grads.append(kind.backward(dy, cache, p))
        dy = grads[-1].dx
    return grads[::-1]
