"""The squashing functions of the recurrent cells, each beside its derivative.

A derivative takes the *value* of its function where it can: backward has s = σ(z) in its cache, and not z.
All functions work on arrays of any shape and return that shape.
"""

import numpy as np


def sigmoid(z: np.ndarray) -> np.ndarray:
    """σ(z) = 1 / (1 + e^-z), without overflow: the exponent is never positive."""
    e = np.exp(-np.abs(z))
    return np.where(np.asarray(z) >= 0, 1.0, e) / (1.0 + e)


def sigmoid_slope(s: np.ndarray) -> np.ndarray:
    """σ'(z) = s (1 - s), from the value s = σ(z); at most 1/4."""
    return s * (1.0 - s)


def tanh(z: np.ndarray) -> np.ndarray:
    """tanh(z) = 2 σ(2z) - 1."""
    return np.tanh(z)


def tanh_slope(t: np.ndarray) -> np.ndarray:
    """tanh'(z) = 1 - t², from the value t = tanh(z); at most 1."""
    return 1.0 - t * t


def relu(z: np.ndarray) -> np.ndarray:
    """max(0, z)."""
    return np.maximum(0.0, z)


def relu_slope(r: np.ndarray) -> np.ndarray:
    """1 where the value r = relu(z) is positive, else 0 (at z = 0 too, as in PyTorch)."""
    return np.where(np.asarray(r) > 0, 1.0, 0.0)


def hard_sigmoid(z: np.ndarray, slope: float = 1 / 6) -> np.ndarray:
    """Clip `slope` z + 1/2 to [0, 1]: three straight pieces.

    The slope is 1/6 in Keras 3 and PyTorch; it was 0.2 in Keras 2, and is 0.2 in ONNX unless set.
    """
    return np.clip(slope * np.asarray(z) + 0.5, 0.0, 1.0)


def hard_sigmoid_slope(s: np.ndarray, slope: float = 1 / 6) -> np.ndarray:
    """`slope` where the value s = hard_sigmoid(z) lies inside (0, 1), else 0."""
    return np.where((np.asarray(s) > 0) & (np.asarray(s) < 1), slope, 0.0)
