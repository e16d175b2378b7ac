"""Loss, counts and scores against PyTorch and scikit-learn, centred differences, and rare positives counted."""

import numpy as np
import pytest
import sklearn.metrics
import torch
from numpy.testing import assert_allclose, assert_array_equal

from scripts.reference import classification
from scripts.reference.differences import centred, relative_error
from tests.reference.samples import normal

B, K = 11, 4
Y = np.array([0, 3, 1, 1, 2, 0, 3, 3, 1, 0, 0])
WEIGHTS = np.array([0.5, 2.0, 7.0, 1.0])


def logits() -> np.ndarray:
    return normal(410, B, K, scale=2.0)


@pytest.mark.parametrize("weights", [WEIGHTS, np.ones(K)])
def test_the_loss_agrees_with_pytorch(weights):
    theirs = torch.nn.functional.cross_entropy(torch.tensor(logits()), torch.tensor(Y), torch.tensor(weights))
    assert classification.cross_entropy(logits(), Y, weights) == pytest.approx(theirs.item(), abs=1e-14)


def test_the_gradient_of_the_loss_agrees_with_centred_differences():
    z = logits()
    numeric = centred(lambda: classification.cross_entropy(z, Y, WEIGHTS), z)
    assert relative_error(classification.cross_entropy_backward(z, Y, WEIGHTS), numeric) < 1e-6


def test_large_logits_do_not_overflow():
    z = logits() * 1e4
    assert np.isfinite(classification.cross_entropy(z, Y, WEIGHTS))
    assert np.isfinite(classification.cross_entropy_backward(z, Y, WEIGHTS)).all()


def test_equal_logits_cost_the_logarithm_of_the_classes():
    assert classification.cross_entropy(np.zeros((B, K)), Y, WEIGHTS) == pytest.approx(np.log(K), abs=1e-15)


def test_counts_and_scores_agree_with_scikit_learn():
    said = np.array([0, 3, 1, 0, 2, 0, 1, 3, 1, 3, 0])
    counts = classification.confusion(Y, said, K)
    assert_array_equal(counts, sklearn.metrics.confusion_matrix(Y, said))
    assert_allclose(classification.f1(counts), sklearn.metrics.f1_score(Y, said, average=None), rtol=0, atol=1e-15)
    assert classification.macro_f1(counts) == pytest.approx(sklearn.metrics.f1_score(Y, said, average="macro"))


def test_the_majority_vote_is_accurate_and_has_a_poor_macro_f1():
    y = np.repeat([0, 1], [95, 5])
    counts = classification.confusion(y, np.zeros(100, dtype=int), 2)
    assert np.trace(counts) / counts.sum() == 0.95
    assert classification.macro_f1(counts) == pytest.approx(0.487, abs=5e-4)


def test_precision_is_that_of_ten_thousand_cases_counted():
    y = np.repeat([0, 1], [9900, 100])
    said = np.concatenate([np.repeat([0, 1], [9405, 495]), np.repeat([0, 1], [5, 95])])
    ours = classification.precision(0.95, 0.95, 0.01)
    assert ours == pytest.approx(sklearn.metrics.precision_score(y, said), abs=1e-15) == pytest.approx(0.161, abs=5e-4)


@pytest.mark.parametrize(("cost_fp", "cost_fn"), [(1.0, 1.0), (1.0, 9.0), (5.0, 2.0)])
def test_no_other_threshold_costs_less(cost_fp, cost_fn):
    p = np.linspace(0.005, 0.995, 100)  # calibrated: of the cases given p, a share p is positive

    def cost(at: float) -> float:
        return np.where(p > at, (1 - p) * cost_fp, p * cost_fn).sum()

    best = cost(classification.threshold(cost_fp, cost_fn))
    assert all(best <= cost(other) + 1e-12 for other in np.linspace(0, 1, 201))
