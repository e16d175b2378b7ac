"""The penalty and its gradient against PyTorch, the gradient against centred differences, and the limits."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from scripts.reference import ewc
from scripts.reference.differences import centred, relative_error
from tests.reference.oracles import tensor
from tests.reference.samples import normal

P, N, STRENGTH = 7, 5, 0.3
THETA, OLD, F = normal(1, P), normal(2, P), normal(3, P) ** 2


def test_penalty_and_gradient_agree_with_pytorch():
    theta = tensor(THETA)
    spring = torch.nn.functional.mse_loss(theta, torch.tensor(OLD), reduction="none")
    theirs = STRENGTH / 2 * torch.dot(torch.tensor(F), spring)
    theirs.backward()
    assert ewc.penalty(THETA, OLD, F, STRENGTH) == pytest.approx(theirs.item())
    assert_allclose(ewc.penalty_backward(THETA, OLD, F, STRENGTH), theta.grad.numpy(), rtol=1e-12)


def test_gradient_agrees_with_centred_differences():
    theta = THETA.copy()
    numeric = centred(lambda: ewc.penalty(theta, OLD, F, STRENGTH), theta)
    assert relative_error(ewc.penalty_backward(THETA, OLD, F, STRENGTH), numeric) < 1e-6


def test_an_unimportant_weight_is_free_and_the_old_weights_cost_nothing():
    F_with_a_zero = F.copy()
    F_with_a_zero[2] = 0.0
    assert ewc.penalty_backward(THETA, OLD, F_with_a_zero, STRENGTH)[2] == 0.0
    assert ewc.penalty(OLD, OLD, F, STRENGTH) == 0.0


def test_fisher_of_a_logistic_unit_is_what_its_formula_says():
    probability, draws = 0.3, 200_000
    answers = np.random.default_rng(0).random(draws) < probability
    scores = (answers - probability)[:, None] * np.array([2.0, -1.0])  # d log p / dw = (y - p) x
    theirs = torch.distributions.Bernoulli(torch.tensor(probability, dtype=torch.float64)).variance.item()
    assert_allclose(ewc.fisher(scores), theirs * np.array([4.0, 1.0]), rtol=0.01)
