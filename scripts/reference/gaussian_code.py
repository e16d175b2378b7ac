"""A code that is drawn instead of computed: a diagonal Gaussian, how far it is from the standard one, and a draw.

What a variational autoencoder (Kingma & Welling 2014) puts between encoder and decoder. The encoder gives a mean and a
log variance per number of the code. `kl` is the price of telling them; `draw` lets the gradient pass.
"""

from typing import NamedTuple

import numpy as np

from scripts.reference.shapes import expect


class Grads(NamedTuple):
    """Gradients at the mean and at the log variance, both (B, K)."""

    dmean: np.ndarray
    dlog_var: np.ndarray


def kl(mean: np.ndarray, log_var: np.ndarray) -> np.ndarray:
    """KL(N(μ, σ²) ‖ N(0, I)) in nats, per sequence (B,): ½ Σ_j (μ_j² + σ_j² - 1 - ln σ_j²), from two arrays (B, K).

    Source: Kingma & Welling (2014), appendix B. Raises ValueError where the shapes differ.
    """
    expect("log_var", log_var, *mean.shape)
    return 0.5 * (mean**2 + np.exp(log_var) - 1.0 - log_var).sum(axis=1)


def kl_backward(dkl: np.ndarray, mean: np.ndarray, log_var: np.ndarray) -> Grads:
    """From the gradient at each sequence's divergence (B,): both vanish at μ = 0, σ = 1 alone."""
    return Grads(dkl[:, None] * mean, dkl[:, None] * 0.5 * (np.exp(log_var) - 1.0))


def draw(mean: np.ndarray, log_var: np.ndarray, noise: np.ndarray) -> np.ndarray:
    """z = μ + σ ⊙ ε (B, K): the noise ε, drawn from N(0, I), is an input, so that z has a gradient in μ and σ."""
    return mean + np.exp(log_var / 2.0) * noise


def draw_backward(dz: np.ndarray, log_var: np.ndarray, noise: np.ndarray) -> Grads:
    """From the gradient at the drawn code (B, K)."""
    return Grads(dz, dz * noise * np.exp(log_var / 2.0) / 2.0)


def weight(update: int, warm_up: int) -> float:
    """The weight of the divergence at an update, counted from 0: from 0 to 1 in `warm_up` updates, then 1.

    Source: Bowman et al. (2016) anneal it so, by a sigmoid; here linearly, as most code does.
    """
    return min(1.0, update / warm_up)
