"""Ways to fill what is missing, for standardised sequences x (T, B, D), whose mean is 0, with a mask `seen`.

What is not seen is never read: each fill gives the same for any value, NaN included, in its place.
"""

import numpy as np

from scripts.reference import missing


def forward(x: np.ndarray, seen: np.ndarray) -> np.ndarray:
    """The last value seen, the mean before the first."""
    return missing.last_seen(x, seen, np.zeros(x.shape[2]))


def interpolate(x: np.ndarray, seen: np.ndarray) -> np.ndarray:
    """Linear between the values seen on both sides; beyond the first and the last, that value; the mean if none is."""
    filled, steps = np.zeros(x.shape), np.arange(len(x))
    for b, d in np.ndindex(x.shape[1:]):
        at = seen[:, b, d]
        if at.any():
            filled[:, b, d] = np.interp(steps, steps[at], x[at, b, d])
    return filled


def told(x: np.ndarray, seen: np.ndarray) -> np.ndarray:
    """Forward fill with mask and gap beside it, (T, B, 3D); the gap in steps as ln(1 + δ)."""
    gap = missing.gaps(seen, np.arange(len(seen), dtype=float))
    return np.concatenate([forward(x, seen), seen, np.log1p(gap)], axis=2)
