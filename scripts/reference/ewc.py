"""Elastic weight consolidation: a spring on every weight, as stiff as the weight was important for the old data.

Source: Kirkpatrick et al. (2017), Overcoming catastrophic forgetting in neural networks. F is the diagonal of the
Fisher information of the old model.
"""

import numpy as np

from scripts.reference.shapes import expect


def fisher(scores: np.ndarray) -> np.ndarray:
    """The diagonal F (P,) from N scores (N, P): the gradient of log p(y | x) for each example, y drawn from the model.

    Raises:
        ValueError: scores is not a matrix.
    """
    expect("scores", scores, "N", "P")
    return (scores**2).mean(axis=0)


def penalty(theta: np.ndarray, old: np.ndarray, F: np.ndarray, strength: float) -> float:
    """Σ_i λ/2 F_i (θ_i - θ*_i)², to be added to the loss on the new data; all arrays (P,), λ is `strength`.

    Raises:
        ValueError: a shape does not fit.
    """
    _check(theta, old, F)
    return float(strength / 2 * (F * (theta - old) ** 2).sum())


def penalty_backward(theta: np.ndarray, old: np.ndarray, F: np.ndarray, strength: float) -> np.ndarray:
    """The gradient of the penalty at the weights, λ F (θ - θ*), (P,); the old weights and F are constants.

    Raises:
        ValueError: a shape does not fit.
    """
    _check(theta, old, F)
    return strength * F * (theta - old)


def _check(theta: np.ndarray, old: np.ndarray, F: np.ndarray) -> None:
    expect("theta", theta, "P")
    expect("old", old, len(theta))
    expect("F", F, len(theta))
