"""Gradients by centred differences: slow, and independent of any derivation."""

from collections.abc import Callable

import numpy as np


def centred(loss: Callable[[], float], array: np.ndarray, width: float = 1e-5) -> np.ndarray:
    """The gradient of `loss` with respect to `array`, in its shape: (loss(a + ε) - loss(a - ε)) / 2ε, entry by entry.

    `loss` takes no argument: it reads `array`, whose entries are moved in place by ε = `width` and set back. The error
    is of the order ε² in the mathematics and 1e-16 / ε in float64; 1e-5 balances the two.
    """
    gradient = np.zeros_like(array)
    for at in np.ndindex(array.shape):
        kept = array[at]
        array[at] = kept + width
        above = loss()
        array[at] = kept - width
        below = loss()
        array[at] = kept
        gradient[at] = (above - below) / (2.0 * width)
    return gradient


def relative_error(a: np.ndarray, b: np.ndarray) -> float:
    """‖a - b‖ / (‖a‖ + ‖b‖), Frobenius norms: 0 for equal arrays, 1 for opposite ones; 0 when both are zero."""
    size = np.linalg.norm(a) + np.linalg.norm(b)
    return float(np.linalg.norm(np.subtract(a, b)) / size) if size else 0.0
