"""A matrix as the product of two thin ones: the best of a given rank, and the rank up to which that saves weights."""

import numpy as np


def factors(W: np.ndarray, r: int) -> tuple[np.ndarray, np.ndarray]:
    """A (m, r) and B (r, n), whose product is nearest to W (m, n) of all matrices of rank r, in squared error.

    The first r singular values and vectors (Eckart & Young 1936), each value's root on either side. Raises ValueError
    unless 1 <= r <= min(m, n).
    """
    if not 1 <= r <= min(W.shape):
        raise ValueError(f"r is {r}, expected 1 to {min(W.shape)} for a matrix of {W.shape}")
    left, values, right = np.linalg.svd(W, full_matrices=False)
    root = np.sqrt(values[:r])
    return left[:, :r] * root, root[:, None] * right[:r]


def largest_rank(m: int, n: int) -> int:
    """The largest r with r (m + n) < m n, at which two factors hold fewer numbers than the matrix; 0 if there is none.

    Raises ValueError for a size below 1.
    """
    if min(m, n) < 1:
        raise ValueError(f"a matrix of {m} by {n} is empty")
    return (m * n - 1) // (m + n)
