"""The quantile (pinball) loss: what makes a network's output the τ-quantile of what may come.

N forecasts, Q levels τ. The mean over a sample is least where a share τ of the sample lies below the forecast.

Source: Koenker & Bassett (1978), Regression Quantiles; named pinball loss later.
"""

from typing import NamedTuple

import numpy as np

from scripts.reference.shapes import expect


class Grads(NamedTuple):
    """Gradients of the loss, each of the shape of what it is the gradient of."""

    dy: np.ndarray  # (N,)
    dq: np.ndarray  # (N, Q)


def loss(y: np.ndarray, q: np.ndarray, levels: np.ndarray) -> float:
    """The mean over N and Q of max(τ (y - q), (τ - 1) (y - q)), for y (N,), forecasts q (N, Q) and levels (Q,).

    Raises ValueError if shapes do not fit, or if a level is not strictly between 0 and 1.
    """
    e = errors(y, q, levels)
    return float(np.maximum(levels * e, (levels - 1.0) * e).mean())


def loss_backward(y: np.ndarray, q: np.ndarray, levels: np.ndarray, dloss: float = 1.0) -> Grads:
    """Backward through `loss`: -τ / NQ at q below y, (1 - τ) / NQ above it, 0 at q = y, where it has a kink."""
    e = errors(y, q, levels)
    de = np.where(e > 0.0, levels, np.where(e < 0.0, levels - 1.0, 0.0)) * dloss / e.size
    return Grads(dy=de.sum(axis=1), dq=-de)


def coverage(y: np.ndarray, q: np.ndarray) -> np.ndarray:
    """The share of y (N,) at or below each forecast, (Q,): near τ if forecasts q (N, Q) are calibrated."""
    expect("y", y, "N")
    expect("q", q, len(y), "Q")
    return (y[:, None] <= q).mean(axis=0)


def errors(y: np.ndarray, q: np.ndarray, levels: np.ndarray) -> np.ndarray:
    """y - q, (N, Q), of arrays that `loss` takes."""
    expect("y", y, "N")
    expect("levels", levels, "Q")
    expect("q", q, len(y), len(levels))
    if not ((levels > 0.0) & (levels < 1.0)).all():
        raise ValueError(f"levels are {levels}, expected strictly between 0 and 1")
    return y[:, None] - q
