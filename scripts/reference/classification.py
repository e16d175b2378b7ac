"""What a classifier is trained on and judged by: cross-entropy with class weights, confusion matrix, F1, thresholds.

Logits are (B, K), classes whole numbers from 0 to K - 1.
"""

import numpy as np

from scripts.reference.shapes import expect
from scripts.reference.softmax import log_softmax


def cross_entropy(logits: np.ndarray, y: np.ndarray, weights: np.ndarray) -> float:
    """-Σ_b w_{y_b} ln p_b(y_b) / Σ_b w_{y_b}: the weighted mean, with one weight per class (K,).

    It is divided by the weights that occurred, as PyTorch does, not by B. With all weights 1 it is the plain mean.

    Raises:
        ValueError: a shape does not fit.
    """
    expect("y", y, len(logits))
    expect("weights", weights, logits.shape[1])
    w = weights[y]
    return float(-(w * log_softmax(logits)[np.arange(len(y)), y]).sum() / w.sum())


def cross_entropy_backward(logits: np.ndarray, y: np.ndarray, weights: np.ndarray) -> np.ndarray:
    """The gradient of the logits (B, K): each row's share of the weights, times p minus one-hot."""
    w = weights[y]
    return (w / w.sum())[:, None] * (np.exp(log_softmax(logits)) - np.eye(logits.shape[1])[y])


def confusion(y: np.ndarray, said: np.ndarray, K: int) -> np.ndarray:
    """How often class k (row) was called j (column): (K, K)."""
    counts = np.zeros((K, K), dtype=int)
    np.add.at(counts, (y, said), 1)
    return counts


def f1(counts: np.ndarray) -> np.ndarray:
    """F1 of each class (K,) from a confusion matrix: 2 TP / (2 TP + FP + FN), 0 for a class never met nor said."""
    hits = np.diag(counts)
    return 2 * hits / np.maximum(1, counts.sum(axis=0) + counts.sum(axis=1))


def macro_f1(counts: np.ndarray) -> float:
    """The plain mean of the classes' F1: a class of five examples counts as much as one of five thousand."""
    return float(f1(counts).mean())


def precision(sensitivity: float, specificity: float, share: float) -> float:
    """The share of alarms that are right where a `share` of all cases is positive: Bayes' rule."""
    hits, false_alarms = sensitivity * share, (1.0 - specificity) * (1.0 - share)
    return hits / (hits + false_alarms)


def threshold(cost_fp: float, cost_fn: float) -> float:
    """The probability above which "positive" costs less: where (1 - p) cost_fp = p cost_fn."""
    return cost_fp / (cost_fp + cost_fn)
