"""How a gradient goes down a stack of LSTMs: the step from layer to layer, and the sum over all ways down and back.

A gradient that is k steps earlier and n layers lower has gone down once in each of the n layers above, and has waited
in their cells k steps in all. The simple model: going down multiplies its length by v, waiting a step by the forget
gate f, and the recurrent matrices do nothing.
"""

from math import comb, sqrt

import numpy as np

from scripts.reference import lstm
from scripts.reference.activations import sigmoid_slope, tanh_slope
from scripts.reference.shapes import expect


def vertical_jacobian(cache: lstm.Cache, p: lstm.Params, row: int = 0) -> np.ndarray:
    """∂h_t/∂x_t of an LSTM step, (H, D), with h_{t-1} and c_{t-1} held fixed; x_t is what the layer below hands up.

    No term is an identity: each is a slope, or two, times a block of W. `row` picks the sequence from the batch.

    Raises:
        IndexError: the batch has no such row.
        ValueError: a shape does not fit.
    """
    _, H = lstm.sizes(p)
    expect("cache.f", cache.f, len(cache.x), H)
    i, f, g, o, c_prev, tanh_c = (a[row] for a in (cache.i, cache.f, cache.g, cache.o, cache.c_prev, cache.tanh_c))
    W_i, W_f, W_g, W_o = np.split(p.W, 4)

    c_by_x = (
        (g * sigmoid_slope(i))[:, None] * W_i
        + (c_prev * sigmoid_slope(f))[:, None] * W_f
        + (i * tanh_slope(g))[:, None] * W_g
    )
    return (tanh_c * sigmoid_slope(o))[:, None] * W_o + (o * tanh_slope(tanh_c))[:, None] * c_by_x


def ways(n: int, k: int) -> int:
    """The ways to share k steps of waiting among n layers: C(k + n - 1, k); among none, 1 for k = 0 and 0 otherwise.

    Raises:
        ValueError: n or k is negative.
    """
    if n < 0 or k < 0:
        raise ValueError(f"n is {n} and k is {k}, expected no negative number of layers or steps")
    return comb(k + n - 1, k) if n else int(k == 0)


def plain(v: float, f: float, n: int, k: int) -> float:
    """The length left n layers down and k steps back: v^n f^k, once for each of the ways. Errors as in `ways`."""
    return ways(n, k) * v**n * f**k


def residual(v: float, f: float, n: int, k: int) -> float:
    """As `plain`, where each layer may also be skipped at once, at no loss.

    The C(n, j) choices of j layers that are not skipped have matrices of their own; if those are random, the lengths
    add as those of independent directions do, by their squares.
    """
    return sqrt(sum(comb(n, j) * plain(v, f, j, k) ** 2 for j in range(n + 1)))
