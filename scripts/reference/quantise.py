"""Weights and activations as whole numbers of b bits: scale, zero point, round trip, and the product in integers.

A real number w is stored as q and read back as s (q - z). `symmetric` has z = 0 and one scale per row, as weights have
it; `affine` has one scale and a zero point for the whole array, as activations have it. `cell` is a cell state that is
stored in steps.
"""

from typing import NamedTuple

import numpy as np

from scripts.reference.shapes import expect


class Quantised(NamedTuple):
    """An array in whole numbers, and what reads it back."""

    q: np.ndarray  # int64, within the range of its bits
    scale: np.ndarray | float  # s, the width of a step; (rows, 1) or one for all
    zero: int = 0  # z, the whole number that stands for 0


def symmetric(w: np.ndarray, bits: int, per_row: bool = True) -> Quantised:
    """Weights w (M, N) in -(2^(bits-1) - 1) … 2^(bits-1) - 1, one scale per row, or one for all of them.

    s = max|w| / (2^(bits-1) - 1) and q = round(w / s), halves to the even number. The scheme of Jacob et al. (2018)
    with z = 0, in a range as wide below 0 as above; a row of zeros has the scale 1. Raises ValueError below 2 bits, or
    for another shape.
    """
    expect("w", w, "M", "N")
    if bits < 2:
        raise ValueError(f"{bits} bit leaves no number but 0 in a symmetric range, expected at least 2")
    top = 2 ** (bits - 1) - 1
    largest = np.abs(w).max(axis=1, keepdims=True) if per_row else np.abs(w).max()
    scale = np.where(largest > 0, largest, top) / top
    return Quantised(np.rint(w / scale).astype(np.int64), scale)


def affine(x: np.ndarray, bits: int) -> Quantised:
    """Numbers x of any shape in 0 … 2^bits - 1: their range, widened to hold 0, is spread over all of them.

    s = (max - min) / (2^bits - 1), z = round(-min / s), q = round(x / s) + z, cut to the range. Section 2 of Jacob et
    al. (2018); 0 is read back as exactly 0, which padding needs. Raises ValueError for fewer than 1 bit or no numbers.
    """
    if bits < 1 or not x.size:
        raise ValueError(f"{bits} bits and {x.size} numbers, expected at least one of each")
    low, high, top = min(x.min(), 0.0), max(x.max(), 0.0), 2**bits - 1
    scale = (high - low) / top if high > low else 1.0
    zero = int(np.rint(-low / scale))
    q = np.clip(np.rint(x / scale) + zero, 0, top)
    return Quantised(q.astype(np.int64), scale, zero)


def read(a: Quantised) -> np.ndarray:
    """The real numbers s (q - z) that are left, float64. They are at most s / 2 from those that were stored.

    With `affine` a number at the end of the range may be off by s, since z is rounded as well.
    """
    return a.scale * (a.q - a.zero)


def product(x: Quantised, w: Quantised) -> np.ndarray:
    """x w^T in whole numbers, scaled at the end: x (B, N) from `affine`, w (M, N) from `symmetric` give (B, M).

    s_x s_w (Σ q_x q_w - z_x Σ q_w), section 2 of Jacob et al. (2018) with the zero point of w at 0. The sums are whole
    numbers, 32 bits wide on a device; Σ q_w is worked out once. Raises ValueError if w has a zero point or N differs.
    """
    if w.zero:
        raise ValueError(f"the weights have the zero point {w.zero}, expected 0")
    expect("w.q", w.q, "M", x.q.shape[-1])
    sums = x.q @ w.q.T - x.zero * w.q.sum(axis=1)
    return x.scale * np.ravel(w.scale) * sums


def cell(f: float, written: np.ndarray, scale: float) -> np.ndarray:
    """The cell state after each step, (T,), if it is stored in steps of `scale`, from 0 on: s round((f c + i g) / s).

    `written` (T,) is i g of every step, f a constant forget gate. The range has no end here, only a grid. Raises
    ValueError unless the scale is above 0.
    """
    if not scale > 0.0:
        raise ValueError(f"the scale is {scale}, expected a number above 0")
    c, stored = 0.0, []
    for each in written:
        c = scale * np.rint((f * c + each) / scale)
        stored.append(c)
    return np.array(stored)
