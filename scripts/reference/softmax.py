"""Scores to log-probabilities: what every cross-entropy over classes, symbols, tokens or actions begins with."""

import numpy as np


def log_softmax(z: np.ndarray) -> np.ndarray:
    """ln p_k = z_k - ln Σ_j e^z_j over the last axis of scores z (…, K), of the same shape.

    The largest score is taken off first, which changes no probability, so that nothing overflows.
    """
    shifted = z - z.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))
