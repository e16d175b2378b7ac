"""What a decoder reads in training: the target shifted by one step, or partly its own tokens, and what that leads to.

Teacher forcing (Williams & Zipser 1989) feeds the true token before; scheduled sampling (S. Bengio, Vinyals, Jaitly &
Shazeer, NIPS 2015) tosses a coin for each token. Tokens are whole numbers, time first.
"""

import numpy as np


def shifted(target: np.ndarray, start: int) -> np.ndarray:
    """What is read under teacher forcing, (T, B): x_1 = start, x_t = y_{t-1}, for targets y (T, B).

    The last target is never read. Raises ValueError unless the target has two axes and at least one step.
    """
    if target.ndim != 2 or not len(target):
        raise ValueError(f"target has shape {target.shape}, expected (T, B) with T at least 1")
    x = np.full_like(target, start)
    x[1:] = target[:-1]
    return x


def fed(target: np.ndarray, said: np.ndarray, coins: np.ndarray, start: int) -> np.ndarray:
    """What is read when each token has a coin, (T, B): x_1 = start, x_t = y_{t-1} on heads, ŷ_{t-1} on tails.

    `said` (T, B) are the tokens ŷ that the model itself has put out; `coins` (T - 1, B), true for heads, belong to the
    inputs of steps 2 … T. Section 2.4 of the paper. Raises ValueError if shapes do not fit.
    """
    if said.shape != target.shape or coins.shape != (len(target) - 1, *target.shape[1:]):
        raise ValueError(f"target, said and coins have shapes {target.shape}, {said.shape}, {coins.shape}")
    x = shifted(target, start)
    x[1:] = np.where(coins, target[:-1], said[:-1])
    return x


def linear(i: float, k: float, c: float, least: float) -> float:
    """ε_i = max(ε, k - c i), the probability of the true token at update i; ε is `least`.

    Section 2.4 of the paper. Raises ValueError unless 0 <= least < 1.
    """
    if not 0.0 <= least < 1.0:
        raise ValueError(f"least is {least}, expected a probability below 1")
    return max(least, k - c * i)


def exponential(i: float, k: float) -> float:
    """ε_i = k^i. Section 2.4 of the paper. Raises ValueError unless 0 < k < 1."""
    if not 0.0 < k < 1.0:
        raise ValueError(f"k is {k}, expected a number inside (0, 1)")
    return k**i


def inverse_sigmoid(i: float, k: float) -> float:
    """ε_i = k / (k + exp(i / k)): k / (k + 1) at first, one half at i = k ln k. Raises ValueError unless k >= 1.

    Section 2.4 of the paper; computed as 1 / (1 + exp(i / k - ln k)), cut off where it would overflow.
    """
    if not k >= 1.0:
        raise ValueError(f"k is {k}, expected at least 1")
    return 1.0 / (1.0 + np.exp(min(i / k - np.log(k), 700.0)))


def optimum(joint: np.ndarray, epsilon: float) -> np.ndarray:
    """The second token's distribution that scheduled sampling prefers, (V, V), a row for each token that was read.

    Sequences are pairs (a, b) with probability `joint` (V, V), every a possible. The target of step 2 is always b. What
    is read is a with probability ε, else a token that the model draws, whatever b is. No gradient passes the draw, so
    the first step learns p(a), and the second

        q(b | x) = ε p(b | x) + (1 - ε) p(b)

    which is p(b | x), the data's own, only at ε = 1; at ε = 0 the input tells nothing. After Huszár (2015).
    Raises ValueError unless joint is a distribution and ε a probability.
    """
    if not (np.isclose(joint.sum(), 1.0) and (joint.sum(axis=1) > 0.0).all() and (joint >= 0.0).all()):
        raise ValueError("joint is not a distribution in which every first token occurs")
    if not 0.0 <= epsilon <= 1.0:
        raise ValueError(f"epsilon is {epsilon}, expected a probability")
    first, second = joint.sum(axis=1, keepdims=True), joint.sum(axis=0, keepdims=True)
    return epsilon * joint / first + (1.0 - epsilon) * second
