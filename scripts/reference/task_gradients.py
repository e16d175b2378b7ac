"""Gradients of several tasks on the weights they share: whether they conflict, and two ways of changing them.

All take G (K, P): row k is the gradient of task k on P shared weights.
"""

from collections.abc import Sequence

import numpy as np

from scripts.reference.shapes import expect


def cosine(a: np.ndarray, b: np.ndarray) -> float:
    """a · b / (‖a‖ ‖b‖): below 0 the two conflict, for a small step along one raises the loss of the other."""
    expect("b", b, *a.shape)
    return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b)))


def without_conflict(g: np.ndarray, other: np.ndarray) -> np.ndarray:
    """g - (g · g_j / ‖g_j‖²) g_j where g · g_j < 0, else g as it is: (P,).

    Source: Yu et al. (2020), PCGrad: the projection onto the normal plane of the other gradient.
    """
    expect("other", other, *g.shape)
    along = g @ other
    if along >= 0.0:
        return g
    return g - along / (other @ other) * other


def pcgrad(G: np.ndarray, orders: Sequence[Sequence[int]]) -> np.ndarray:
    """The sum (P,) of all gradients, each first freed of conflict with the others, in the order that `orders` gives it.

    `orders[k]` names the other tasks, which the algorithm shuffles anew in every step. The projections of one gradient
    follow each other; those it is projected against stay as they were. Source: Yu et al. (2020), algorithm 1.
    """
    expect("G", G, len(orders), "P")
    total = np.zeros(G.shape[1])
    for k, order in enumerate(orders):
        g = G[k]
        for j in order:
            if j != k:
                g = without_conflict(g, G[j])
        total = total + g
    return total


def gradnorm_targets(norms: np.ndarray, losses: np.ndarray, first: np.ndarray, power: float) -> np.ndarray:
    """The norm (K,) that each task's weighted gradient should have: Ḡ r_k^α, r_k = (L_k / L_k(0)) / their mean.

    `norms` are those of w_k ∇L_k at the last shared layer, Ḡ their mean; a task that has come less far than the others
    has r_k > 1 and gets a larger one. Source: Chen et al. (2018), GradNorm.
    """
    expect("losses", losses, *norms.shape)
    expect("first", first, *norms.shape)
    left = losses / first
    return norms.mean() * (left / left.mean()) ** power
