"""How a library draws its first weights, and where its dropout falls, told from the numbers."""

import numpy as np
from scipy import stats

# Wide enough to tell distributions apart, and none of their limits equal.
D, H = 64, 100
_CANDIDATES = {
    "U(−1/√H, 1/√H)": stats.uniform(-(H**-0.5), 2 * H**-0.5),
    "U(−1/√D, 1/√D)": stats.uniform(-(D**-0.5), 2 * D**-0.5),
    "U(−0.05, 0.05)": stats.uniform(-0.05, 0.1),
    "N(0, 1)": stats.norm(0, 1),
    "N(0, 1/H)": stats.norm(0, H**-0.5),
    "N(0, 1/D)": stats.norm(0, D**-0.5),
    # Cut off at two standard deviations, which are made larger so that the variance is still 1/D.
    "LeCun normal": stats.truncnorm(-2, 2, scale=D**-0.5 / stats.truncnorm.std(-2, 2)),
}
_CANDIDATES |= {
    f"Glorot uniform over {blocks} blocks": stats.uniform(-limit, 2 * limit)
    for blocks, limit in ((blocks, (6 / (D + blocks * H)) ** 0.5) for blocks in (1, 3, 4))
}


def drawn(draws: np.ndarray) -> str:
    """The distribution that `draws` came from, or what they look like when none of ours fits."""
    flat = np.asarray(draws, dtype=float).ravel()
    if not flat.any():
        return "0"
    fits = [name for name, law in _CANDIDATES.items() if _fits(flat, law)]
    return fits[0] if len(fits) == 1 else f"mean {flat.mean():.3g}, sd {flat.std():.3g}, up to {abs(flat).max():.3g}"


def _fits(draws: np.ndarray, law) -> bool:
    low, high = law.support()
    inside = low - 1e-6 <= draws.min() and draws.max() <= high + 1e-6
    return bool(inside and stats.kstest(draws, law.cdf).pvalue > 1e-3)


def orthogonal(rows: np.ndarray) -> bool:
    """Whether the rows of a matrix, (n, m) with n <= m, are orthonormal."""
    return np.allclose(rows @ rows.T, np.eye(len(rows)), atol=1e-4)


def masks(zeros: np.ndarray) -> str:
    """Whether the mask (T, K) of one sequence, True where dropped, is the same at every step."""
    if not zeros.any() or zeros.all():
        return "no mask"
    return "one mask for the whole sequence" if (zeros == zeros[0]).all() else "a new mask at each step"
