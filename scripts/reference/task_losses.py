"""Losses of several tasks: each over the labels that are there, and all added up with weights that are learned.

`masked(losses, there)` is the mean of one task over its labels; `uncertainty(parts, s, there)` adds K tasks up with
log variances s that are learned. `masked_backward` and `uncertainty_backward` are their gradients. A task without any
label adds nothing and learns nothing.
"""

from typing import NamedTuple

import numpy as np

from scripts.reference.shapes import expect


class Grads(NamedTuple):
    """Gradients of the total, each of the shape of what it is the gradient of."""

    dparts: np.ndarray  # (K,)
    ds: np.ndarray  # (K,)


def masked(losses: np.ndarray, there: np.ndarray) -> float:
    """Σ_n m_n ℓ_n / max(1, Σ_n m_n): the mean over the labels that are there, 0 where there is none.

    `losses` has any shape, and `there` the same in bool. What stands where no label is, NaN included, does not count.
    """
    expect("there", there, *losses.shape)
    return float(np.where(there, losses, 0.0).sum() / max(1, there.sum()))


def masked_backward(dmean: float, there: np.ndarray) -> np.ndarray:
    """The gradient of every single loss from that of their mean: its share, and 0 where no label is."""
    return dmean * there / max(1, there.sum())


def uncertainty(parts: np.ndarray, s: np.ndarray, there: np.ndarray) -> float:
    """Σ_k (e^(-s_k) L_k + s_k) / 2, with s_k = ln σ_k²: parts L (K,), s (K,), and which tasks have a label (K,).

    Source: Kendall, Gal & Cipolla (2018), for regression: L_k / (2 σ_k²) + ln σ_k, here with one form for every task.
    """
    expect("s", s, *parts.shape)
    expect("there", there, *parts.shape)
    return float((there * (np.exp(-s) * parts + s)).sum() / 2.0)


def uncertainty_backward(dtotal: float, parts: np.ndarray, s: np.ndarray, there: np.ndarray) -> Grads:
    """The gradients on parts and s; that on s_k is 0 where σ_k² = L_k."""
    weights = np.exp(-s)
    dparts = dtotal * there * weights / 2.0
    ds = dtotal * there * (1.0 - weights * parts) / 2.0
    return Grads(dparts, ds)


def chances(sizes: np.ndarray, power: float) -> np.ndarray:
    """p_k ∝ n_k^α, the chance of drawing each data set (K,): α = 1 in proportion to size, α = 0 all alike."""
    raised = np.asarray(sizes, dtype=np.float64) ** power
    return raised / raised.sum()
