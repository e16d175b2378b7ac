"""Peaks over threshold: a threshold for an alarm rate that is rarer than the scores at hand can show.

What exceeds a high level u follows, nearly, a generalised Pareto law with shape γ and scale σ, whatever the scores'
own law (Pickands 1975). Fitted, it says how far beyond u a level lies that is exceeded with probability q.

Sources: Siffer, Fouque, Termier & Largouët, Anomaly Detection in Streams with Extreme Value Theory (KDD 2017);
Grimshaw (Technometrics 35, 1993), for the fit.
"""

from typing import NamedTuple

import numpy as np

GRID, REFINEMENTS = 200, 6


class Tail(NamedTuple):
    """A generalised Pareto law of the excesses over a level: P(Y > y) = (1 + γ y / σ)^(-1/γ), exp(-y / σ) at γ = 0."""

    gamma: float
    sigma: float


def log_likelihood(excesses: np.ndarray, tail: Tail) -> float:
    """-n log σ - (1 + 1/γ) Σ log(1 + γ y / σ); -∞ where the law forbids an excess."""
    gamma, sigma = tail
    if gamma == 0.0:
        return float(-len(excesses) * np.log(sigma) - excesses.sum() / sigma)
    inside = 1.0 + gamma * excesses / sigma
    if sigma <= 0 or (inside <= 0).any():
        return -np.inf
    return float(-len(excesses) * np.log(sigma) - (1.0 + 1.0 / gamma) * np.log(inside).sum())


def log_likelihood_backward(excesses: np.ndarray, tail: Tail) -> Tail:
    """Its gradient with respect to γ and σ, for γ other than 0."""
    gamma, sigma = tail
    y = excesses / sigma
    inside = 1.0 + gamma * y
    return Tail(
        float((np.log(inside) / gamma**2 - (1.0 + 1.0 / gamma) * y / inside).sum()),
        float((-1.0 / sigma + (1.0 + gamma) * y / (sigma * inside)).sum()),
    )


def fit(excesses: np.ndarray) -> Tail:
    """The likeliest law of excesses (n,), all above 0.

    Grimshaw: with θ = γ/σ the likeliest γ is the mean of log(1 + θ y), so that one number is left to search, here on
    grids that narrow. θ lies above -1/max(y). Raises ValueError for fewer than two excesses, or one not above 0.
    """
    if len(excesses) < 2 or not (excesses > 0).all():
        raise ValueError("expected at least two excesses, all above 0")
    scale = excesses.mean()
    low, high = -(1.0 - 1e-6) / excesses.max(), 10.0 / scale
    best = Tail(0.0, float(scale))
    for _ in range(REFINEMENTS):
        thetas = np.linspace(low, high, GRID)
        laws = [_law(theta, excesses) for theta in thetas]
        k = int(np.argmax([log_likelihood(excesses, law) if law.gamma > -0.5 else -np.inf for law in laws]))
        if log_likelihood(excesses, laws[k]) > log_likelihood(excesses, best):
            best = laws[k]
        low, high = thetas[max(k - 1, 0)], thetas[min(k + 1, GRID - 1)]
    return best


def threshold(level: float, tail: Tail, q: float, n: int, peaks: int) -> float:
    """z_q = u + (σ/γ) ((q n / N_u)^-γ - 1): the level that a score exceeds with probability q.

    `peaks`, N_u, of the n scores lie above u = `level`. At γ = 0 it is u - σ log(q n / N_u).

    Raises:
        ValueError: q is not above 0 and below N_u / n, so that z_q would not lie above u.
    """
    rarer = q * n / peaks
    if not 0 < rarer < 1:
        raise ValueError(f"q is {q}, expected above 0 and below {peaks}/{n}, the share of scores above the level")
    gamma, sigma = tail
    if gamma == 0.0:
        return level - sigma * float(np.log(rarer))
    return level + sigma / gamma * (rarer**-gamma - 1.0)


def over(scores: np.ndarray, share: float, q: float) -> float:
    """The whole recipe: u is the level that `share` of the scores (n,) exceeds; fit what exceeds it; z_q."""
    level = float(np.quantile(scores, 1.0 - share))
    excesses = scores[scores > level] - level
    return threshold(level, fit(excesses), q, len(scores), len(excesses))


def _law(theta: float, excesses: np.ndarray) -> Tail:
    gamma = float(np.log1p(theta * excesses).mean())
    if abs(theta) < 1e-12 or gamma == 0.0:
        return Tail(0.0, float(excesses.mean()))
    return Tail(gamma, gamma / theta)
