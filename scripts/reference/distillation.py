"""What a student learns from a teacher's logits: the softened cross-entropy, times τ², and its gradient.

B examples, K classes; z are the student's logits and v the teacher's, both (B, K).
"""

import numpy as np

from scripts.reference.shapes import expect
from scripts.reference.softmax import log_softmax


def loss(z: np.ndarray, v: np.ndarray, tau: float) -> float:
    """τ² times the mean over the batch of KL(p ‖ q), where p = softmax(v / τ) and q = softmax(z / τ).

    Hinton, Vinyals & Dean (2015), section 2, who use the cross-entropy: it differs from KL by the teacher's entropy, on
    which z has no influence. Raises ValueError unless τ > 0 and the shapes agree.
    """
    log_p, log_q = softened(z, v, tau)
    return tau**2 * (np.exp(log_p) * (log_p - log_q)).sum(axis=1).mean()


def loss_backward(z: np.ndarray, v: np.ndarray, tau: float) -> np.ndarray:
    """The gradient of `loss` on z, (B, K): τ (q - p) / B.

    Without the factor τ² it would be (q - p) / (τ B), and q - p itself falls as 1 / τ where τ is large: Hinton, Vinyals
    & Dean (2015), section 2.1. Raises ValueError as in `loss`.
    """
    log_p, log_q = softened(z, v, tau)
    return tau * (np.exp(log_q) - np.exp(log_p)) / len(z)


def softened(z: np.ndarray, v: np.ndarray, tau: float) -> tuple[np.ndarray, np.ndarray]:
    """The log-probabilities (B, K) of teacher and student at temperature τ. Raises ValueError as in `loss`."""
    expect("z", z, "B", "K")
    expect("v", v, *z.shape)
    if not tau > 0.0:
        raise ValueError(f"the temperature is {tau}, expected a number above 0")
    return log_softmax(v / tau), log_softmax(z / tau)
