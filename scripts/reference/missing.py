"""Missing inputs: how long ago a value was seen, the last one seen, and GRU-D's decay with the gap since then.

Time comes first. `seen` (T, B, D) is the mask m, true where a value was observed; x may hold NaN elsewhere. A decay is
γ = exp(-max(0, z)), where z grows with the gap δ: 1 at z ≤ 0, towards 0 for large z.

Source: Che, Purushotham, Cho, Sontag & Liu (2018), Recurrent Neural Networks for Multivariate Time Series with Missing
Values. GRU-D is a GRU; nothing here depends on the cell.
"""

from typing import NamedTuple

import numpy as np

from scripts.reference.shapes import expect


class Params(NamedTuple):
    """The decay of the inputs: one rate and one offset for each feature."""

    w: np.ndarray  # (D,)
    b: np.ndarray  # (D,)


class Cache(NamedTuple):
    """What `decay` keeps for its backward pass; all but mean and w are (T, B, D)."""

    seen: np.ndarray
    last: np.ndarray
    mean: np.ndarray  # (D,)
    gap: np.ndarray
    z: np.ndarray
    gamma: np.ndarray
    w: np.ndarray  # (D,)


class Grads(NamedTuple):
    """Gradients of the loss through `decay`, each of the shape of what it is the gradient of."""

    dx: np.ndarray  # (T, B, D)
    dlast: np.ndarray  # (T, B, D)
    dmean: np.ndarray  # (D,)
    dgap: np.ndarray  # (T, B, D)
    dw: np.ndarray  # (D,)
    db: np.ndarray  # (D,)


class StateGrads(NamedTuple):
    """Gradients of the loss through `state`."""

    dh: np.ndarray  # (B, H)
    dgap: np.ndarray  # (B, D)
    dW: np.ndarray  # (H, D)
    db: np.ndarray  # (H,)


def gaps(seen: np.ndarray, times: np.ndarray) -> np.ndarray:
    """δ (T, B, D), the time since the value was last seen before this step, for steps at `times` s (T,).

    δ_1 = 0; then δ_t = s_t - s_{t-1}, plus δ_{t-1} if the value was missing at t - 1. Raises ValueError if shapes
    do not fit.
    """
    expect("seen", seen, "T", "B", "D")
    expect("times", times, len(seen))
    delta = np.zeros(seen.shape)
    for t in range(1, len(seen)):
        delta[t] = times[t] - times[t - 1] + np.where(seen[t - 1], 0.0, delta[t - 1])
    return delta


def last_seen(x: np.ndarray, seen: np.ndarray, mean: np.ndarray) -> np.ndarray:
    """Forward fill, (T, B, D): x where seen, else the last value seen before; before the first, the mean (D,).

    Raises ValueError if shapes do not fit.
    """
    expect("seen", seen, "T", "B", "D")
    expect("x", x, *seen.shape)
    expect("mean", mean, seen.shape[2])
    last = np.empty(seen.shape)
    held = np.broadcast_to(mean, seen.shape[1:])
    for t in range(len(seen)):
        last[t] = held = np.where(seen[t], x[t], held)
    return last


def decay(
    x: np.ndarray, seen: np.ndarray, last: np.ndarray, mean: np.ndarray, gap: np.ndarray, p: Params
) -> tuple[np.ndarray, Cache]:
    """x̂ = m x + (1 - m) (γ last + (1 - γ) mean), γ = exp(-max(0, w δ + b)): (T, B, D), and the cache.

    w = b = 0 is forward fill; a large w is the mean. Raises ValueError if shapes do not fit.
    """
    expect("seen", seen, "T", "B", "D")
    for name, array in (("x", x), ("last", last), ("gap", gap)):
        expect(name, array, *seen.shape)
    for name, array in (("mean", mean), ("w", p.w), ("b", p.b)):
        expect(name, array, seen.shape[2])
    z = p.w * gap + p.b
    gamma = np.exp(-np.maximum(0.0, z))
    filled = np.where(seen, x, gamma * last + (1.0 - gamma) * mean)
    return filled, Cache(seen, last, mean, gap, z, gamma, p.w)


def decay_backward(dfilled: np.ndarray, cache: Cache) -> Grads:
    """Backward through `decay`; `dfilled` (T, B, D) is the gradient at x̂. Where z ≤ 0, w and b get nothing."""
    seen, last, mean, gap, z, gamma, w = cache
    expect("dfilled", dfilled, *seen.shape)
    dmissing = np.where(seen, 0.0, dfilled)
    dz = np.where(z > 0.0, -gamma * dmissing * (last - mean), 0.0)
    return Grads(
        dx=np.where(seen, dfilled, 0.0),
        dlast=dmissing * gamma,
        dmean=(dmissing * (1.0 - gamma)).sum(axis=(0, 1)),
        dgap=dz * w,
        dw=(dz * gap).sum(axis=(0, 1)),
        db=dz.sum(axis=(0, 1)),
    )


def state(h: np.ndarray, gap: np.ndarray, W: np.ndarray, b: np.ndarray) -> np.ndarray:
    """γ ⊙ h (B, H), before the cell's update, γ = exp(-max(0, W δ + b)), for gaps δ (B, D), W (H, D) and b (H,).

    Raises ValueError if shapes do not fit.
    """
    expect("h", h, "B", "H")
    expect("W", W, h.shape[1], "D")
    expect("gap", gap, len(h), W.shape[1])
    expect("b", b, h.shape[1])
    return np.exp(-np.maximum(0.0, gap @ W.T + b)) * h


def state_backward(dkept: np.ndarray, h: np.ndarray, gap: np.ndarray, W: np.ndarray, b: np.ndarray) -> StateGrads:
    """Backward through `state`; `dkept` (B, H) is the gradient at the decayed state."""
    expect("dkept", dkept, *h.shape)
    z = gap @ W.T + b
    gamma = np.exp(-np.maximum(0.0, z))
    dz = np.where(z > 0.0, -gamma * h * dkept, 0.0)
    return StateGrads(dkept * gamma, dz @ W, dz.T @ gap, dz.sum(axis=0))
