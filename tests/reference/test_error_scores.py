"""Scores of errors against scikit-learn and PyTorch, their gradients against PyTorch's and against differences."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose
from sklearn.covariance import EmpiricalCovariance
from torch.nn.functional import gaussian_nll_loss

from scripts.reference import error_scores
from scripts.reference.differences import centred, relative_error
from tests.reference.samples import normal

T, D = 7, 3
HELD_OUT = normal(1, 40, D) @ (np.eye(D) + 0.3 * normal(2, D, D)) + 0.5
NORMAL = error_scores.fit(HELD_OUT)
ERRORS = normal(3, T, D)
UPSTREAM = normal(4, T)
X, MEAN, VARIANCE = normal(5, T), normal(6, T), normal(7, T) ** 2 + 0.3


def test_mean_covariance_and_distance_are_those_of_scikit_learn():
    theirs = EmpiricalCovariance().fit(HELD_OUT)
    assert_allclose(NORMAL.mean, theirs.location_, rtol=1e-12)
    assert_allclose(NORMAL.covariance, theirs.covariance_, rtol=1e-10)
    assert_allclose(error_scores.mahalanobis(ERRORS, NORMAL), theirs.mahalanobis(ERRORS), rtol=1e-9)


def test_with_the_unit_matrix_it_is_the_squared_length():
    unit = error_scores.Normal(np.zeros(D), np.eye(D))
    assert_allclose(error_scores.mahalanobis(ERRORS, unit), (ERRORS**2).sum(axis=1))


def test_the_shares_add_up_to_the_distance():
    assert_allclose(error_scores.shares(ERRORS, NORMAL).sum(axis=1), error_scores.mahalanobis(ERRORS, NORMAL))
    assert error_scores.shares(ERRORS, NORMAL).shape == (T, D)


@pytest.mark.parametrize("name", ["errors", "mean", "covariance"])
def test_the_gradients_of_the_distance_are_the_differences_and_those_of_pytorch(name):
    given = {"errors": ERRORS.copy(), "mean": NORMAL.mean.copy(), "covariance": NORMAL.covariance.copy()}

    def loss() -> float:
        law = error_scores.Normal(given["mean"], given["covariance"])
        return float(UPSTREAM @ error_scores.mahalanobis(given["errors"], law))

    ours = getattr(error_scores.mahalanobis_backward(ERRORS, NORMAL, UPSTREAM), name)
    assert relative_error(ours, centred(loss, given[name])) < 1e-6
    theirs = {key: torch.tensor(value, requires_grad=True) for key, value in given.items()}
    d = theirs["errors"] - theirs["mean"]
    ((d @ theirs["covariance"].inverse() * d).sum(1) @ torch.tensor(UPSTREAM)).backward()
    assert_allclose(ours, theirs[name].grad.numpy(), rtol=1e-8)


def test_the_surprise_is_the_loss_of_pytorch():
    theirs = gaussian_nll_loss(*map(torch.tensor, (MEAN, X, VARIANCE)), reduction="none")
    assert_allclose(error_scores.surprise(X, MEAN, VARIANCE), theirs.numpy(), rtol=1e-12)


@pytest.mark.parametrize("name", ["x", "mean", "variance"])
def test_the_gradients_of_the_surprise_are_the_differences(name):
    given = {"x": X.copy(), "mean": MEAN.copy(), "variance": VARIANCE.copy()}
    ours = getattr(error_scores.surprise_backward(X, MEAN, VARIANCE, UPSTREAM), name)
    numeric = centred(lambda: float(UPSTREAM @ error_scores.surprise(**given)), given[name])
    assert relative_error(ours, numeric) < 1e-6


def test_the_same_error_is_a_greater_surprise_in_a_quiet_stretch():
    loud, quiet = error_scores.surprise(np.array([1.0]), np.zeros(1), np.array([[4.0, 0.04]]))[0]
    assert quiet > 5 * loud


def test_what_cannot_be_scored_is_refused():
    with pytest.raises(ValueError, match="variance"):
        error_scores.surprise(X, MEAN, 0.0 * VARIANCE)
    with pytest.raises(ValueError, match="errors"):
        error_scores.mahalanobis(ERRORS[:, :2], NORMAL)
