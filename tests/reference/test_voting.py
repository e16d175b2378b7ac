"""Votes and averages against scikit-learn and PyTorch, the two formulas against SciPy and sums over all outcomes."""

from itertools import combinations, product

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal
from scipy.stats import binom
from sklearn.ensemble import VotingClassifier
from sklearn.preprocessing import LabelEncoder

from scripts.reference import voting

M, B, K = 5, 7, 3
RANDOM = np.random.default_rng(0)
LOGITS = 2.0 * RANDOM.standard_normal((M, B, K))
P = torch.tensor(LOGITS).softmax(-1).numpy()
WEIGHTS = np.array([0.5, 2.0, 0.0, 1.0, 3.0])
X = np.zeros((B, 1))


class Member:
    """What scikit-learn's VotingClassifier asks of a trained member."""

    def __init__(self, p: np.ndarray) -> None:
        self.p = p

    def predict(self, X: np.ndarray) -> np.ndarray:
        return self.p.argmax(axis=1)

    def predict_proba(self, X: np.ndarray) -> np.ndarray:
        return self.p


def theirs(kind: str, weights: np.ndarray | None = None, p: np.ndarray = P) -> VotingClassifier:
    """A VotingClassifier over members that are trained already."""
    made = VotingClassifier([(str(m), None) for m in range(len(p))], voting=kind, weights=weights)
    made.estimators_ = [Member(member) for member in p]
    made.le_ = LabelEncoder().fit(np.arange(K))
    made.classes_ = made.le_.classes_
    return made


def test_hard_is_the_vote_of_scikit_learn():
    labels = P.argmax(axis=2)
    assert_array_equal(voting.hard(labels, K), theirs("hard").predict(X))
    assert len({tuple(sorted(column)) for column in labels.T}) > 3  # the members do differ


def test_a_tie_goes_to_the_least_class_as_in_scikit_learn():
    tied = np.eye(K)[[2, 1, 0]][:, None].repeat(B, axis=1)
    assert_array_equal(voting.hard(tied.argmax(axis=2), K), np.zeros(B))
    assert_array_equal(theirs("hard", p=tied).predict(X), np.zeros(B))


@pytest.mark.parametrize("weights", [None, WEIGHTS])
def test_soft_is_the_mean_of_scikit_learn(weights):
    assert_allclose(voting.soft(P, weights), theirs("soft", weights).predict_proba(X), rtol=1e-12)
    assert_allclose(voting.soft(P, weights).sum(axis=1), 1.0)


@pytest.mark.parametrize("weights", [None, WEIGHTS])
def test_geometric_is_the_softmax_of_the_mean_log_probability(weights):
    w = torch.tensor(np.ones(M) if weights is None else weights)
    logs = torch.tensor(LOGITS).log_softmax(-1)
    mean = (logs * w[:, None, None]).sum(0) / w.sum()
    assert_allclose(voting.geometric(LOGITS, weights), mean.softmax(-1), rtol=1e-12)


def test_a_constant_on_one_member_changes_nothing_and_large_logits_do_not_overflow():
    moved = LOGITS + 1000.0 * np.arange(M)[:, None, None]
    assert_allclose(voting.geometric(moved), voting.geometric(LOGITS), rtol=1e-9)


def test_one_member_is_itself():
    assert_allclose(voting.soft(P[:1]), P[0])
    assert_allclose(voting.geometric(LOGITS[:1]), P[0])
    assert_array_equal(voting.hard(P[:1].argmax(2), K), P[0].argmax(1))
    assert voting.majority(1, 0.3) == pytest.approx(0.3)
    assert voting.variance(1, 0.3) == 1.0


def test_log_loss_of_the_mean_is_at_most_the_mean_log_loss():
    y = RANDOM.integers(0, K, B)
    losses = -np.log(P[:, np.arange(B), y])
    assert (-np.log(voting.soft(P)[np.arange(B), y]) <= losses.mean(axis=0)).all()


def test_the_examples_of_the_page():
    def column(*a: float) -> np.ndarray:
        return np.array([[[q, 1 - q]] for q in a])

    p = column(0.51, 0.51, 0.05)
    assert voting.hard(p.argmax(2), 2)[0] == 0
    assert voting.soft(p)[0, 0] == pytest.approx(0.357, abs=5e-4)
    p = column(0.8, 0.8, 0.01)
    assert voting.soft(p)[0, 0] == pytest.approx(0.537, abs=5e-4)
    assert voting.geometric(np.log(p))[0, 0] == pytest.approx(0.353, abs=5e-4)


@pytest.mark.parametrize("M", [1, 3, 5, 11])
@pytest.mark.parametrize("p", [0.0, 0.4, 0.5, 0.8, 1.0])
def test_majority_is_a_tail_of_the_binomial(M, p):
    assert voting.majority(M, p) == pytest.approx(binom.sf(M // 2, M, p), abs=1e-12)


def test_majority_counts_every_outcome():
    chance = {True: 0.7, False: 0.3}
    outcomes = product([True, False], repeat=3)
    assert voting.majority(3, 0.7) == pytest.approx(
        sum(np.prod([chance[r] for r in o]) for o in outcomes if sum(o) > 1)
    )


@pytest.mark.parametrize(("M", "rho"), [(2, 0.5), (5, 0.5), (10, 0.5), (4, 0.0), (3, 1.0), (3, -0.5), (7, 0.2)])
def test_variance_is_that_of_a_mean_with_that_covariance(M, rho):
    covariance = np.eye(M)
    for a, b in combinations(range(M), 2):
        covariance[a, b] = covariance[b, a] = rho
    mean = np.full(M, 1 / M)
    assert voting.variance(M, rho) == pytest.approx(mean @ covariance @ mean, abs=1e-12)
    assert np.linalg.eigvalsh(covariance).min() > -1e-12


@pytest.mark.parametrize(
    "wrong",
    [
        lambda: voting.hard(np.zeros(3), 2),
        lambda: voting.soft(P, WEIGHTS[:-1]),
        lambda: voting.soft(P, -WEIGHTS),
        lambda: voting.geometric(LOGITS, np.zeros(M)),
        lambda: voting.majority(4, 0.8),
        lambda: voting.majority(3, 1.2),
        lambda: voting.variance(3, -0.6),
        lambda: voting.variance(2, 1.1),
        lambda: voting.variance(0, 0.5),
    ],
)
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match=r"expected|cannot"):
        wrong()
