"""The minLSTM, as a step with its backward pass, and as a parallel scan over all steps.

Gates and candidate read the input alone, so a step is linear in what it keeps: h = a * h_prev + b, with a and b known
for all steps before the first is taken. Two such steps make one of the same form, and in whichever order pairs of
steps are joined, the result is the same: `scan` joins them in ⌈log2 T⌉ rounds.
Over a sequence: `over_time.forward(minlstm.CELL, xs, minlstm.State(h0), p)`, or `forward_by_scan`.
"""

from typing import NamedTuple

import numpy as np

from scripts.reference.activations import sigmoid, sigmoid_slope
from scripts.reference.over_time import Cell
from scripts.reference.shapes import expect, expect_whole


class Params(NamedTuple):
    """The weights: three blocks of H rows, one under the other, in the order i, f, g; there is no U."""

    W: np.ndarray  # (3H, D)
    b: np.ndarray  # (3H,)


class State(NamedTuple):
    """What the cell hands on; it is the output too."""

    h: np.ndarray  # (B, H)


class Cache(NamedTuple):
    """What backward needs: x is (B, D), everything else (B, H)."""

    x: np.ndarray
    h_prev: np.ndarray
    i: np.ndarray
    f: np.ndarray
    g: np.ndarray


class StepGrads(NamedTuple):
    """Gradients of the loss through one step, each of the shape of what it is the gradient of."""

    dx: np.ndarray
    dh_prev: np.ndarray
    dW: np.ndarray
    db: np.ndarray


class Linear(NamedTuple):
    """Steps h = a * h_prev + b, of any one shape."""

    a: np.ndarray
    b: np.ndarray


def linear_steps(x: np.ndarray, p: Params) -> tuple[Linear, Cache]:
    """The steps a, b (…, H) of inputs (…, D), and a cache without h_prev.

    Source: Feng et al. (2024), their minLSTM with f and i divided by their sum.
    """
    i, f, g = np.split(x @ p.W.T + p.b, 3, axis=-1)
    i = sigmoid(i)
    f = sigmoid(f)
    a = f / (f + i)
    b = i / (f + i) * g
    return Linear(a, b), Cache(x, np.zeros_like(a), i, f, g)


def step(x: np.ndarray, h_prev: np.ndarray, p: Params) -> tuple[np.ndarray, Cache]:
    """One step forward: x (B, D) and h_prev (B, H) give h (B, H) and the cache for backward.

    Raises:
        ValueError: a shape does not fit; the message names the array.
    """
    H = _check(p)
    expect("x", x, "B", p.W.shape[1])
    expect("h_prev", h_prev, len(x), H)
    (a, b), cache = linear_steps(x, p)
    h = a * h_prev + b
    return h, cache._replace(h_prev=h_prev)


def step_backward(dh: np.ndarray, cache: Cache, p: Params) -> StepGrads:
    """One step backward; `dh` (B, H) is the whole gradient at h.

    Source: the chain rule on the lines of `step`, read from the last to the first.
    """
    x, h_prev, i, f, g = cache
    total = f + i
    apart = dh * (h_prev - g) / total**2  # of the share f / (f + i)
    df = apart * i
    di = -apart * f
    dg = dh * i / total
    dz = np.concatenate([di * sigmoid_slope(i), df * sigmoid_slope(f), dg], axis=1)
    return StepGrads(dz @ p.W, dh * f / total, dz.T @ x, dz.sum(axis=0))


CELL = Cell(step, step_backward)


def join(first: Linear, then: Linear) -> Linear:
    """Two steps, one after the other, as one: h = then.a (first.a h_prev + first.b) + then.b.

    Source: Blelloch (1990), who scans with this operator for first-order recurrences; Martin & Cundy (2018).
    """
    return Linear(then.a * first.a, then.a * first.b + then.b)


def one_round(steps: Linear, reach: int) -> Linear:
    """Every step (T, …) joined with the one `reach` before it; the first `reach` have none and stay."""
    joined = join(Linear(*(array[:-reach] for array in steps)), Linear(*(array[reach:] for array in steps)))
    return Linear(*(np.concatenate([old[:reach], new]) for old, new in zip(steps, joined, strict=True)))


def scan(steps: Linear) -> Linear:
    """For every t the steps 1 to t as one, for arrays (T, …): each round doubles how many steps are joined.

    Source: Hillis & Steele (1986); about T log T joins, but only `rounds(T)` of them one after the other.
    """
    reach = 1
    while reach < len(steps.a):
        steps = one_round(steps, reach)
        reach *= 2
    return steps


def rounds(T: int) -> int:
    """How many rounds `scan` takes for T steps: ⌈log2 T⌉. ValueError for a T below 1."""
    expect_whole(T=T)
    return (T - 1).bit_length()


def forward_by_scan(xs: np.ndarray, h0: np.ndarray, p: Params) -> np.ndarray:
    """Every h (T, B, H) from xs (T, B, D) and h0 (B, H), without a loop over the steps."""
    H = _check(p)
    expect("xs", xs, "T", "B", p.W.shape[1])
    expect("h0", h0, xs.shape[1], H)
    whole = scan(linear_steps(xs, p)[0])
    return whole.a * h0 + whole.b


def _check(p: Params) -> int:
    H = len(p.W) // 3
    expect("W", p.W, 3 * H, "D")
    expect("b", p.b, 3 * H)
    return H
