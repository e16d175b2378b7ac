"""From an error to a score: how surprising a forecast error is, given the errors that normal data make.

D values per step. Each score has its gradient beside it, for a network can be trained on both. Sources: Malhotra, Vig,
Shroff & Agarwal (2015) model the errors of normal data as a Gaussian; Nix & Weigend (1994) let a network say the
variance of its own errors.
"""

from typing import NamedTuple

import numpy as np

from scripts.reference.shapes import expect


class Normal(NamedTuple):
    """What the errors of normal data look like."""

    mean: np.ndarray  # (D,)
    covariance: np.ndarray  # (D, D)


class MahalanobisGradients(NamedTuple):
    """∂/∂ of the sum of all squared distances, each weighted with `upstream`."""

    errors: np.ndarray  # (T, D)
    mean: np.ndarray  # (D,)
    covariance: np.ndarray  # (D, D)  its entries taken as free


class LikelihoodGradients(NamedTuple):
    """∂/∂ of the sum of all scores, each weighted with `upstream`."""

    x: np.ndarray  # (T,)
    mean: np.ndarray  # (T,)
    variance: np.ndarray  # (T,)


def fit(errors: np.ndarray) -> Normal:
    """Mean and covariance, divided by T, of the errors (T, D) on held-out normal data."""
    expect("errors", errors, "T", "D")
    mean = errors.mean(axis=0)
    centred = errors - mean
    return Normal(mean, centred.T @ centred / len(errors))


def mahalanobis(errors: np.ndarray, normal: Normal) -> np.ndarray:
    """D_M² = (e - μ)ᵀ Σ⁻¹ (e - μ) of every step, (T,): the square of the distance.

    Raises:
        ValueError: another shape.
        numpy.linalg.LinAlgError: Σ has no inverse.
    """
    expect("errors", errors, "T", len(normal.mean))
    d = errors - normal.mean
    return (d * np.linalg.solve(normal.covariance, d.T).T).sum(axis=1)


def mahalanobis_backward(errors: np.ndarray, normal: Normal, upstream: np.ndarray) -> MahalanobisGradients:
    """With a = Σ⁻¹(e - μ): ∂D²/∂e = 2a, ∂D²/∂μ = -2a, ∂D²/∂Σ = -a aᵀ; `upstream` (T,)."""
    a = np.linalg.solve(normal.covariance, (errors - normal.mean).T).T
    de = 2.0 * upstream[:, None] * a
    return MahalanobisGradients(de, -de.sum(axis=0), -(a * upstream[:, None]).T @ a)


def shares(errors: np.ndarray, normal: Normal) -> np.ndarray:
    """What each of the D values adds to its step's D_M², (T, D): the terms of d ⊙ Σ⁻¹d, which may be negative."""
    d = errors - normal.mean
    return d * np.linalg.solve(normal.covariance, d.T).T


def surprise(x: np.ndarray, mean: np.ndarray, variance: np.ndarray) -> np.ndarray:
    """-log p(x) under a forecast Gaussian, less its constant: ½ log σ² + (x - μ)² / 2σ², all (T,).

    Raises ValueError unless every variance is above 0.
    """
    if not (variance > 0).all():
        raise ValueError("a variance is not above 0")
    return 0.5 * np.log(variance) + (x - mean) ** 2 / (2.0 * variance)


def surprise_backward(
    x: np.ndarray, mean: np.ndarray, variance: np.ndarray, upstream: np.ndarray
) -> LikelihoodGradients:
    """∂/∂x = (x - μ)/σ² = -∂/∂μ, ∂/∂σ² = 1/(2σ²) - (x - μ)²/(2σ⁴), times `upstream` (T,)."""
    d = x - mean
    dx = upstream * d / variance
    return LikelihoodGradients(dx, -dx, upstream * (0.5 / variance - d**2 / (2.0 * variance**2)))
