"""Exponential gates kept finite: the stabiliser m that sLSTM and mLSTM carry beside their state.

The input gate is exp(z_i), the forget gate σ(z_f). Both are divided by e^m, where m is the largest logarithm that has
come up; what the cell stores is then e^-m times what it would store without m. The cell divides one stored thing by
another, so its output stays the same in exact arithmetic, and no exponent is ever positive.
Source: Beck et al. (2024), their stabiliser state; NX-AI/xlstm, the official code, has it in every form of both cells.
"""

from typing import NamedTuple

import numpy as np

from scripts.reference.activations import sigmoid


class Gates(NamedTuple):
    """The gates of one step after stabilising, and the new m; all of the shape of z_i."""

    i: np.ndarray
    f: np.ndarray
    m: np.ndarray


def log_sigmoid(z: np.ndarray) -> np.ndarray:
    """log σ(z) = -log(1 + e^-z), without overflow; its derivative is σ(-z)."""
    return -np.logaddexp(0.0, -np.asarray(z))


def gates(z_i: np.ndarray, z_f: np.ndarray, m_prev: np.ndarray) -> Gates:
    """Gates from pre-activations of one shape; m_prev = -inf before the first step."""
    kept = log_sigmoid(z_f) + m_prev
    m = np.maximum(kept, z_i)
    i = np.exp(z_i - m)
    f = np.exp(kept - m)
    return Gates(i, f, m)


def gates_backward(
    d: Gates, made: Gates, z_i: np.ndarray, z_f: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Gradients at z_i, z_f and m_prev from those at i, f and m (`d`); the larger of the two made m.

    Source: the chain rule on the lines of `gates`.
    """
    dm = d.m - d.i * made.i - d.f * made.f
    from_i = made.m == z_i
    dz_i = d.i * made.i + np.where(from_i, dm, 0.0)
    dkept = d.f * made.f + np.where(from_i, 0.0, dm)
    return dz_i, dkept * sigmoid(-z_f), dkept
