"""Prequential error: every item of a stream is a test before it is a lesson, and old results fade.

The losses ℓ_1, ℓ_2, … are those of forecasts made before the model learned from the item.

Source: Gama, Sebastião & Rodrigues (2013), On Evaluating Stream Learning Algorithms.
"""

from typing import NamedTuple

import numpy as np

from scripts.reference.shapes import expect


class Faded(NamedTuple):
    """The faded sum of the losses and the faded number of items so far."""

    S: float = 0.0
    N: float = 0.0


def step(faded: Faded, loss: float, alpha: float) -> Faded:
    """One item more: S_t = ℓ_t + α S_{t-1}, N_t = 1 + α N_{t-1}. At α = 1 nothing fades.

    Raises:
        ValueError: α is not above 0 and at most 1.
    """
    if not 0 < alpha <= 1:
        raise ValueError(f"alpha is {alpha}, expected above 0 and at most 1")
    return Faded(loss + alpha * faded.S, 1 + alpha * faded.N)


def error(losses: np.ndarray, alpha: float) -> np.ndarray:
    """S_t / N_t after each of the losses (T,): a mean in which the item j steps ago has the weight α^j."""
    expect("losses", losses, "T")
    faded, means = Faded(), []
    for loss in losses:
        faded = step(faded, loss, alpha)
        means.append(faded.S / faded.N)
    return np.array(means)


def memory(alpha: float) -> float:
    """What N_t tends to, 1 / (1 - α): the number of items that the error speaks of, in the long run.

    Raises:
        ValueError: α is not strictly between 0 and 1.
    """
    if not 0 < alpha < 1:
        raise ValueError(f"alpha is {alpha}, expected strictly between 0 and 1")
    return 1 / (1 - alpha)
