"""Which inputs made a score: integrated gradients and occlusion, for a score that is read from an LSTM's last state.

The score of sequence b is F(x) = v · h_T, from a zero state; v (H,) is the row of the readout that belongs to it. Each
sequence of a batch is explained by itself.
"""

import numpy as np

from scripts.reference import bptt, lstm
from scripts.reference.shapes import expect, expect_whole


def score(xs: np.ndarray, v: np.ndarray, p: lstm.Params) -> np.ndarray:
    """F (B,) for xs (T, B, D).

    Raises:
        ValueError: a shape does not fit.
    """
    hs, _, _ = _run(xs, v, p)
    return hs[-1] @ v


def gradient(xs: np.ndarray, v: np.ndarray, p: lstm.Params) -> np.ndarray:
    """∂F/∂x, (T, B, D): the saliency of each input, with its sign; errors as in `score`.

    Source: Li, Chen, Hovy & Jurafsky (2016), who take its size.
    """
    hs, _, caches = _run(xs, v, p)
    dhs = np.zeros_like(hs)
    dhs[-1] = v
    return bptt.backward(dhs, caches, p).dxs


def integrated(xs: np.ndarray, baseline: np.ndarray, v: np.ndarray, p: lstm.Params, points: int = 50) -> np.ndarray:
    """Integrated gradients (T, B, D) along the line from `baseline` (T, B, D) to xs, at the middles of equal pieces.

    IG = (x - x') ⊙ ∫₀¹ ∂F/∂x (x' + α (x - x')) dα. Their sum over T and D tends to F(x) - F(x') with more points.

    Source: Sundararajan, Taly & Yan (2017).

    Raises:
        ValueError: a shape does not fit, or `points` is not a whole number from 1 up.
    """
    expect_whole(points=points)
    expect("baseline", baseline, *xs.shape)
    change = xs - baseline
    total = np.zeros_like(change)
    for k in range(points):
        alpha = (k + 0.5) / points
        total += gradient(baseline + alpha * change, v, p)
    return change * total / points


def occlusion(xs: np.ndarray, baseline: np.ndarray, v: np.ndarray, p: lstm.Params) -> np.ndarray:
    """What F loses when one step's input is replaced by that of `baseline` (T, B, D), for each step: (T, B).

    Source: Li, Monroe & Jurafsky (2016), who erase inputs.

    Raises:
        ValueError: a shape does not fit.
    """
    expect("baseline", baseline, *xs.shape)
    whole, lost = score(xs, v, p), []
    for t in range(len(xs)):
        erased = xs.copy()
        erased[t] = baseline[t]
        lost.append(whole - score(erased, v, p))
    return np.stack(lost)


def _run(xs: np.ndarray, v: np.ndarray, p: lstm.Params) -> tuple[np.ndarray, np.ndarray, list[lstm.Cache]]:
    _, H = lstm.sizes(p)
    expect("v", v, H)
    zeros = np.zeros((xs.shape[1], H))
    return bptt.forward(xs, zeros, zeros, p)
