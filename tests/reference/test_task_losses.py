"""Losses of several tasks against PyTorch, centred differences, and their limits: no label, NaN, the best variance."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from scripts.reference import task_losses
from scripts.reference.differences import centred, relative_error
from tests.reference.oracles import tensor
from tests.reference.samples import normal

T, B, K = 5, 3, 4
THERE = np.arange(T)[:, None] < np.array([5, 2, 0])  # the last sequence has no label
TASKS = np.array([True, False, True, True])
PARTS = normal(110, K) ** 2 + 0.1


def test_masked_mean_agrees_with_pytorchs_ignored_classes():
    logits, classes = normal(111, T * B, K), np.arange(T * B) % K
    marked = torch.tensor(np.where(THERE.ravel(), classes, -100))
    each = torch.nn.functional.cross_entropy(torch.tensor(logits), torch.tensor(classes), reduction="none").numpy()
    theirs = torch.nn.functional.cross_entropy(torch.tensor(logits), marked)  # leaves out -100 and counts the rest
    assert_allclose(task_losses.masked(each.reshape(T, B), THERE), theirs, rtol=0, atol=1e-14)


def test_masked_mean_is_numpys_mean_of_what_is_there():
    losses = normal(112, T, B)
    assert_allclose(task_losses.masked(losses, THERE), np.ma.masked_array(losses, ~THERE).mean(), rtol=0, atol=1e-15)


def test_gradient_of_the_masked_mean_agrees_with_centred_differences():
    losses = normal(112, T, B)
    numeric = centred(lambda: 1.7 * task_losses.masked(losses, THERE), losses)
    assert relative_error(task_losses.masked_backward(1.7, THERE), numeric) < 1e-6


def test_what_stands_where_no_label_is_does_not_count():
    losses = normal(112, T, B)
    filled = np.where(THERE, losses, np.nan)
    assert task_losses.masked(filled, THERE) == task_losses.masked(losses, THERE)
    assert_array_equal(task_losses.masked_backward(1.0, THERE)[~THERE], 0.0)


def test_no_label_at_all_costs_nothing():
    none = np.zeros((T, B), dtype=bool)
    assert task_losses.masked(np.full((T, B), np.nan), none) == 0.0
    assert_array_equal(task_losses.masked_backward(1.0, none), 0.0)


def torch_total(parts: torch.Tensor, s: torch.Tensor) -> torch.Tensor:
    """PyTorch's Gaussian likelihood: a part is a squared distance to 0, and its variance is e^s."""
    on = torch.tensor(TASKS)
    nothing = torch.zeros_like(parts)
    each = torch.nn.functional.gaussian_nll_loss(parts.sqrt(), nothing, s.exp(), reduction="none", eps=1e-12)
    return each[on].sum()


def test_uncertainty_agrees_with_pytorchs_gaussian_likelihood():
    s = normal(113, K)
    theirs = torch_total(torch.tensor(PARTS), torch.tensor(s))
    assert_allclose(task_losses.uncertainty(PARTS, s, TASKS), theirs, rtol=0, atol=1e-14)


def test_gradients_of_uncertainty_agree_with_autograd():
    parts, s = tensor(PARTS), tensor(normal(113, K))
    (1.3 * torch_total(parts, s)).backward()
    ours = task_losses.uncertainty_backward(1.3, PARTS, normal(113, K), TASKS)
    assert_allclose(ours.dparts, parts.grad, rtol=0, atol=1e-14)
    assert_allclose(ours.ds, s.grad, rtol=0, atol=1e-14)


@pytest.mark.parametrize("name", ["parts", "s"])
def test_gradient_of_uncertainty_agrees_with_centred_differences(name):
    given = {"parts": PARTS.copy(), "s": normal(113, K)}
    ours = task_losses.uncertainty_backward(1.3, given["parts"], given["s"], TASKS)
    numeric = centred(lambda: 1.3 * task_losses.uncertainty(given["parts"], given["s"], TASKS), given[name])
    assert relative_error(getattr(ours, f"d{name}"), numeric) < 1e-6


def test_the_best_variance_is_the_loss_and_its_total_may_be_negative():
    best = np.log(PARTS)
    assert_allclose(task_losses.uncertainty_backward(1.0, PARTS, best, TASKS).ds, 0.0, rtol=0, atol=1e-15)
    alone = task_losses.uncertainty(np.array([0.1]), np.log([0.1]), np.array([True]))
    assert_allclose(alone, (1.0 + np.log(0.1)) / 2.0, rtol=0, atol=1e-15)
    assert alone < 0.0


def test_equal_variances_of_one_weigh_every_task_by_a_half():
    assert_allclose(task_losses.uncertainty(PARTS, np.zeros(K), TASKS), PARTS[TASKS].sum() / 2.0, rtol=0, atol=1e-15)


@pytest.mark.parametrize(
    ("power", "expected"), [(1.0, [100 / 101, 1 / 101]), (0.0, [0.5, 0.5]), (0.5, [10 / 11, 1 / 11])]
)
def test_chances_go_with_a_power_of_the_sizes(power, expected):
    assert_allclose(task_losses.chances(np.array([100_000, 1_000]), power), expected, rtol=0, atol=1e-15)


def test_shapes_that_do_not_fit_are_errors():
    with pytest.raises(ValueError, match=r"there has shape \(4,\), expected \(5, 3\)"):
        task_losses.masked(np.zeros((T, B)), TASKS)
    with pytest.raises(ValueError, match=r"s has shape \(3,\), expected \(4,\)"):
        task_losses.uncertainty(PARTS, np.zeros(3), TASKS)
