"""Several classifiers, one answer: votes, averaged probabilities, averaged logits, and what independence would give.

M members, B examples, K classes; the members come first. Nothing here is trained: members are combined as they are.
"""

from math import comb

import numpy as np


def hard(labels: np.ndarray, K: int) -> np.ndarray:
    """The class with most votes, (B,), from the members' labels (M, B), whole numbers below K; a tie goes to the least.

    Plurality voting, as in section 1 of Breiman, Bagging Predictors (1996). Raises ValueError for another shape.
    """
    if labels.ndim != 2 or not len(labels):
        raise ValueError(f"labels have shape {labels.shape}, expected (M, B) with M at least 1")
    votes = (labels[:, :, None] == np.arange(K)).sum(axis=0)
    return votes.argmax(axis=1)


def soft(p: np.ndarray, weights: np.ndarray | None = None) -> np.ndarray:
    """The mean of the members' probabilities, (B, K), from p (M, B, K); `weights` (M,) are scaled to sum to 1.

    Raises ValueError unless the weights are one per member, none negative, not all 0.
    """
    return np.einsum("m,mbk->bk", shares(weights, len(p)), p)


def geometric(logits: np.ndarray, weights: np.ndarray | None = None) -> np.ndarray:
    """The softmax of the members' mean logits, (B, K), from logits (M, B, K): the geometric mean, scaled to sum to 1.

    `weights` as in `soft`. A constant added to one member's logits of an example changes nothing.
    """
    mean = np.einsum("m,mbk->bk", shares(weights, len(logits)), logits)
    e = np.exp(mean - mean.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)


def shares(weights: np.ndarray | None, M: int) -> np.ndarray:
    """What each of M members counts, (M,), with the sum 1: equal shares where no weights are given."""
    weights = np.ones(M) if weights is None else weights
    if weights.shape != (M,) or (weights < 0).any() or not weights.sum() > 0:
        raise ValueError(f"weights are {weights}, expected {M}, none negative and not all 0")
    return weights / weights.sum()


def majority(M: int, p: float) -> float:
    """How often most of M independent voters are right, each with probability p, between two answers.

    Condorcet's sum of C(M, k) p^k (1 - p)^(M - k) over k > M / 2. Raises ValueError unless M is odd and 0 <= p <= 1.
    """
    if M < 1 or M % 2 == 0 or not 0.0 <= p <= 1.0:
        raise ValueError(f"M is {M} and p is {p}, expected an odd number of voters and a probability")
    return sum(comb(M, k) * p**k * (1.0 - p) ** (M - k) for k in range(M // 2 + 1, M + 1))


def variance(M: int, rho: float) -> float:
    """The variance of a mean of M errors, as a share of one error's: ρ + (1 - ρ) / M.

    All errors have the same variance, every two of them the correlation ρ. Raises ValueError if no M errors can have
    it: below -1 / (M - 1), or above 1.
    """
    if M < 1 or not -1.0 <= rho * max(M - 1, 1) <= max(M - 1, 1):
        raise ValueError(f"{M} errors cannot have the correlation {rho} with one another")
    return rho + (1.0 - rho) / M
