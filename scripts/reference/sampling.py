"""How the next token is drawn from a model's scores z (V,): temperature, top-k and top-p.

Temperature divides the scores before the softmax. Top-k and top-p then cut the tail off and divide by what is left.
Top-p, or nucleus sampling, is due to Holtzman et al. (2020).
"""

import numpy as np

from scripts.reference.shapes import expect, expect_whole


def softmax(z: np.ndarray, tau: float = 1.0) -> np.ndarray:
    """e^(z_i / τ) / Σ_j e^(z_j / τ): sharper for τ < 1, flatter for τ > 1.

    Raises:
        ValueError: τ is not positive.
    """
    expect("z", z, "V")
    if tau <= 0:
        raise ValueError(f"tau is {tau}, expected a positive number; the limit at 0 is the largest score")
    e = np.exp((z - z.max()) / tau)
    return e / e.sum()


def top_k(p: np.ndarray, k: int) -> np.ndarray:
    """The k likeliest tokens, the lower index first among equals, renormalised.

    Raises:
        ValueError: k is not a whole number from 1 up.
    """
    expect_whole(k=k)
    return _kept(p, np.argsort(-p, kind="stable")[:k])


def top_p(p: np.ndarray, mass: float) -> np.ndarray:
    """The smallest set of likeliest tokens whose probabilities add up to `mass` or more, renormalised.

    Raises:
        ValueError: the mass is not above 0 and at most 1.
    """
    if not 0 < mass <= 1:
        raise ValueError(f"mass is {mass}, expected above 0 and at most 1")
    order = np.argsort(-p, kind="stable")
    before = np.cumsum(p[order]) - p[order]
    return _kept(p, order[before < mass - 1e-12])


def _kept(p: np.ndarray, which: np.ndarray) -> np.ndarray:
    kept = np.zeros_like(p)
    kept[which] = p[which]
    return kept / kept.sum()
