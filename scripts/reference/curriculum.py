"""A curriculum: which distribution the training examples are drawn from, at each time of the training.

After Bengio, Louradour, Collobert & Weston (ICML 2009). Examples have the indices 0 … N - 1 and scores of difficulty;
levels of difficulty have the indices 0 … L - 1, the last of them the target. Nothing here touches the model.
"""

import numpy as np


def competence(t: float, until: float, start: float, power: int) -> float:
    """c(t), the fraction of the data that is open: start at t = 0, 1 from t = `until` on.

    c(t) = min(1, (t (1 - c_0^p) / until + c_0^p)^(1/p)), linear for p = 1, the root for p = 2. Platanios et al. (NAACL
    2019). Raises ValueError unless 0 < start <= 1, until > 0 and power >= 1.
    """
    if not (0.0 < start <= 1.0 and until > 0.0 and power >= 1):
        raise ValueError(f"start {start}, until {until}, power {power}: expected a fraction above 0, a time, a power")
    begun = start**power
    return min(1.0, (t * (1.0 - begun) / until + begun) ** (1.0 / power))


def easiest(scores: np.ndarray, c: float) -> np.ndarray:
    """W (N,) with 1 for the easiest fraction c of the examples, at least one of them, and 0 for the others.

    Low scores (N,) are easy; of equal scores the first comes first. Raises ValueError unless 0 < c <= 1.
    """
    if not 0.0 < c <= 1.0:
        raise ValueError(f"c is {c}, expected a fraction above 0")
    W = np.zeros(len(scores))
    W[np.argsort(scores, kind="stable")[: max(1, int(c * len(scores)))]] = 1.0
    return W


def reweighted(P: np.ndarray, W: np.ndarray) -> np.ndarray:
    """Q = W P / sum(W P), (N,): the target distribution P with a weight in [0, 1] for each example.

    Raises ValueError if a weight is outside of [0, 1] or nothing is left.
    """
    if not ((W >= 0.0) & (W <= 1.0)).all():
        raise ValueError("a weight is outside of [0, 1]")
    if not (W * P).sum() > 0.0:
        raise ValueError("all weights of possible examples are 0: there is nothing to draw")
    return W * P / (W * P).sum()


def entropy(Q: np.ndarray) -> float:
    """H(Q) in nats; examples of probability 0 add nothing."""
    drawn = Q[Q > 0.0]
    return float(-(drawn * np.log(drawn)).sum())


def levels(regime: str, now: int, L: int, share: float = 0.2) -> np.ndarray:
    """With which probability each level 0 … L - 1 is drawn while the current one is `now`, (L,).

    none: always the target. naive: only the current level. mixed: all alike. combined: mixed with the probability
    `share`, else naive. Zaremba & Sutskever (2014); a fifth is what their code has. Raises ValueError for others.
    """
    target, current, uniform = np.eye(L)[L - 1], np.eye(L)[now], np.full(L, 1.0 / L)
    made = {"none": target, "naive": current, "mixed": uniform, "combined": share * uniform + (1.0 - share) * current}
    if regime not in made:
        raise ValueError(f"regime {regime!r}, expected one of {', '.join(made)}")
    return made[regime]


def self_paced(losses: np.ndarray, threshold: float) -> np.ndarray:
    """v (N,), 1 for each example whose loss is below the threshold: what minimises sum(v losses) - threshold sum(v).

    Each v_i in [0, 1] has the slope losses_i - threshold of its own. Kumar, Packer & Koller (NIPS 2010).
    """
    return (losses < threshold).astype(float)
