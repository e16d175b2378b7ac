"""Discord: the stretch of a series that is least like any other, each brought to mean 0 and deviation 1 before.

Here a stretch is compared with those of normal data alone, so that it can run on a stream. Source: Keogh, Lin & Fu,
HOT SAX: Efficiently Finding the Most Unusual Time Series Subsequence (2005).
"""

import numpy as np

from scripts.reference.shapes import expect

FLAT = 1e-8  # a standard deviation below which a stretch counts as constant


def stretches(x: np.ndarray, m: int) -> np.ndarray:
    """Every stretch of m steps of x (T,), z-normalised, (T - m + 1, m); a constant one becomes 0.

    Raises ValueError unless 2 <= m <= T.
    """
    expect("x", x, "T")
    if not 2 <= m <= len(x):
        raise ValueError(f"m is {m}, expected at least 2 and at most {len(x)} steps")
    cut = np.lib.stride_tricks.sliding_window_view(x, m)
    deviation = cut.std(axis=1, keepdims=True)
    return np.where(deviation > FLAT, (cut - cut.mean(axis=1, keepdims=True)) / np.maximum(deviation, FLAT), 0.0)


def nearest(x: np.ndarray, normal: np.ndarray, m: int) -> np.ndarray:
    """The Euclidean distance of every stretch of x to the nearest of `normal`, (T - m + 1,).

    Between two z-normalised stretches with correlation ρ it is √(2m(1 - ρ)); between a constant and any other, √m.
    """
    a, b = stretches(x, m), stretches(normal, m)
    squares = (a**2).sum(axis=1)[:, None] + (b**2).sum(axis=1) - 2.0 * a @ b.T
    return np.sqrt(np.maximum(squares.min(axis=1), 0.0))


def per_step(scores: np.ndarray, m: int) -> np.ndarray:
    """From the scores of all windows of m steps, (T - m + 1,), those of the T steps: each the mean of its windows."""
    steps = len(scores) + m - 1
    summed, counted = np.zeros(steps), np.zeros(steps)
    for k in range(m):
        summed[k : k + len(scores)] += scores
        counted[k : k + len(scores)] += 1.0
    return summed / counted
