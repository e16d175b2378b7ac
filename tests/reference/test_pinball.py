"""The quantile loss against scikit-learn, its gradients against PyTorch and centred differences, and its minimum."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose
from sklearn.metrics import mean_pinball_loss

from scripts.reference import pinball
from scripts.reference.differences import centred, relative_error
from tests.reference.oracles import tensor
from tests.reference.samples import normal

N, LEVELS = 7, np.array([0.1, 0.5, 0.9])
Q = len(LEVELS)


def inputs() -> dict[str, np.ndarray]:
    return {"y": normal(1, N), "q": normal(2, N, Q)}


def test_the_loss_is_that_of_scikit_learn():
    a = inputs()
    theirs = [mean_pinball_loss(a["y"], a["q"][:, k], alpha=level) for k, level in enumerate(LEVELS)]
    assert pinball.loss(**a, levels=LEVELS) == pytest.approx(np.mean(theirs), rel=1e-12)


def test_gradients_agree_with_pytorch():
    a = {name: tensor(array) for name, array in inputs().items()}
    e, levels = a["y"][:, None] - a["q"], torch.tensor(LEVELS)
    (2.5 * torch.maximum(levels * e, (levels - 1) * e).mean()).backward()
    grads = pinball.loss_backward(**inputs(), levels=LEVELS, dloss=2.5)
    assert_allclose(grads.dy, a["y"].grad.numpy(), rtol=1e-12)
    assert_allclose(grads.dq, a["q"].grad.numpy(), rtol=1e-12)


@pytest.mark.parametrize("name", ["y", "q"])
def test_gradient_agrees_with_centred_differences(name):
    a = inputs()
    numeric = centred(lambda: 1.5 * pinball.loss(**a, levels=LEVELS), a[name])
    assert relative_error(getattr(pinball.loss_backward(**a, levels=LEVELS, dloss=1.5), "d" + name), numeric) < 1e-6


def test_by_hand_too_low_costs_nine_times_too_high_at_level_0_9():
    y, level = np.array([10.0]), np.array([0.9])
    assert pinball.loss(y, np.array([[8.0]]), level) == pytest.approx(1.8)
    assert pinball.loss(y, np.array([[12.0]]), level) == pytest.approx(0.2)


def test_the_best_constant_is_the_quantile():
    y, grid = normal(3, 401), np.linspace(-2.0, 2.0, 801)
    for level in LEVELS:
        best = min(grid, key=lambda q: pinball.loss(y, np.full((401, 1), q), np.array([level])))
        assert best == pytest.approx(np.quantile(y, level), abs=0.03)
        assert pinball.coverage(y, np.full((401, 1), best))[0] == pytest.approx(level, abs=0.01)


def test_at_the_median_it_is_half_the_absolute_error_and_flat_where_it_is_right():
    a = inputs()
    half = pinball.loss(a["y"], a["q"][:, :1], np.array([0.5]))
    assert half == pytest.approx(np.abs(a["y"][:, None] - a["q"][:, :1]).mean() / 2)
    assert pinball.loss_backward(a["y"], a["y"][:, None], np.array([0.3])).dq.tolist() == [[0.0]] * N


@pytest.mark.parametrize("level", [0.0, 1.0])
def test_a_level_at_an_end_is_refused(level):
    with pytest.raises(ValueError, match="levels are"):
        pinball.loss(np.zeros(1), np.zeros((1, 1)), np.array([level]))
