"""PCGrad against SciPy's nearest point, cosines against PyTorch, GradNorm's targets, and their limits."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal
from scipy.optimize import nnls

from scripts.reference import task_gradients
from tests.reference.samples import normal

K, P = 3, 5
G = normal(120, K, P)
BOARD = np.array([[1.0, 0.0], [-3.0, 1.0]])


def nearest(g: np.ndarray, other: np.ndarray) -> np.ndarray:
    """The nearest point to g that does not conflict: g + λ other with the least λ ≥ 0, by SciPy."""
    return g + nnls(other[:, None], -g)[0][0] * other


@pytest.mark.parametrize("seed", range(121, 129))
def test_projection_is_the_nearest_gradient_without_conflict(seed):
    g, other = normal(seed, 2, P)
    assert_allclose(task_gradients.without_conflict(g, other), nearest(g, other), rtol=0, atol=1e-13)


def test_projections_follow_each_other_in_the_order_given():
    a, b, c = G
    orders = [[2, 1], [0, 2], [1, 0]]
    theirs = nearest(nearest(a, c), b) + nearest(nearest(b, a), c) + nearest(nearest(c, b), a)
    assert_allclose(task_gradients.pcgrad(G, orders), theirs, rtol=0, atol=1e-13)


def test_sum_raises_a_loss_that_pcgrad_lowers():
    total, kept = BOARD.sum(axis=0), task_gradients.pcgrad(BOARD, [[1], [0]])
    assert_allclose(kept, [0.1, 1.3], rtol=0, atol=1e-15)
    assert (BOARD @ total).tolist() == [-2.0, 7.0]
    assert (BOARD @ kept > 0).all()


def test_without_conflict_the_sum_stays():
    agreeing = np.abs(G)
    assert_array_equal(task_gradients.pcgrad(agreeing, [[1, 2], [0, 2], [0, 1]]), agreeing.sum(axis=0))


def test_cosine_agrees_with_pytorch_and_its_ends():
    theirs = torch.nn.functional.cosine_similarity(*torch.tensor(G[:2]), dim=0)
    assert_allclose(task_gradients.cosine(*G[:2]), theirs, rtol=0, atol=1e-15)
    assert task_gradients.cosine(G[0], 3.0 * G[0]) == pytest.approx(1.0)
    assert task_gradients.cosine(G[0], -G[0]) == pytest.approx(-1.0)


def test_targets_are_the_mean_norm_where_all_have_come_equally_far():
    norms, first = np.array([1.0, 2.0, 6.0]), np.array([4.0, 0.5, 9.0])
    assert_allclose(task_gradients.gradnorm_targets(norms, first / 2, first, 1.5), 3.0, rtol=0, atol=1e-15)


def test_a_task_that_lags_gets_the_larger_target():
    first = np.ones(2)
    targets = task_gradients.gradnorm_targets(np.array([1.0, 3.0]), np.array([0.9, 0.3]), first, 1.5)
    assert_allclose(targets, [2.0 * 1.5**1.5, 2.0 * 0.5**1.5], rtol=0, atol=1e-15)
    assert_allclose(task_gradients.gradnorm_targets(np.array([1.0, 3.0]), np.array([0.9, 0.3]), first, 0.0), 2.0)


def test_shapes_that_do_not_fit_are_errors():
    with pytest.raises(ValueError, match=r"G has shape \(3, 5\), expected \(2, P\)"):
        task_gradients.pcgrad(G, [[1], [0]])
    with pytest.raises(ValueError, match=r"other has shape \(4,\), expected \(5,\)"):
        task_gradients.without_conflict(G[0], np.zeros(4))
