"""Scores of inputs against PyTorch's: gradients, a quadrature of them, and steps left out; and how they add up."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from scripts.reference import attribution
from scripts.reference.differences import centred, relative_error
from tests.reference.oracles import torch_lstm
from tests.reference.samples import B, D, H, T, lstm_params, normal

P, V = lstm_params(), normal(91, H)
XS, BASELINE = normal(92, T, B, D), normal(93, T, B, D)


def theirs(xs: torch.Tensor) -> torch.Tensor:
    """The scores (B,) by PyTorch's layer."""
    return torch_lstm(P)(xs)[0][-1] @ torch.tensor(V)


def slopes(xs: np.ndarray) -> np.ndarray:
    """The gradient (T, B, D) by autograd."""
    x = torch.tensor(xs, requires_grad=True)
    return torch.autograd.grad(theirs(x).sum(), x)[0].numpy()


def gap(points: int) -> np.ndarray:
    """By how much the scores (B,) fail to add up."""
    change = attribution.score(XS, V, P) - attribution.score(BASELINE, V, P)
    return attribution.integrated(XS, BASELINE, V, P, points).sum((0, 2)) - change


def test_the_score_is_that_of_pytorch():
    assert_allclose(attribution.score(XS, V, P), theirs(torch.tensor(XS)).detach(), rtol=0, atol=1e-13)


def test_the_gradient_is_that_of_pytorch_and_of_differences():
    found = attribution.gradient(XS, V, P)
    assert_allclose(found, slopes(XS), rtol=0, atol=1e-13)
    xs = XS.copy()

    def total() -> float:
        return float(attribution.score(xs, V, P).sum())

    assert relative_error(found, centred(total, xs)) < 1e-8


def test_integrated_gradients_agree_with_a_quadrature_of_pytorch_s_gradients():
    nodes, weights = np.polynomial.legendre.leggauss(24)
    mean = sum(w / 2 * slopes(BASELINE + (n + 1) / 2 * (XS - BASELINE)) for n, w in zip(nodes, weights, strict=True))
    assert_allclose(attribution.integrated(XS, BASELINE, V, P, 400), (XS - BASELINE) * mean, rtol=0, atol=1e-5)


def test_integrated_gradients_add_up_to_the_change_of_the_score():
    assert np.abs(gap(400)).max() < 1e-5


def test_twice_the_points_leave_a_quarter_of_the_gap():
    assert_allclose(gap(80) / gap(40), 0.25, rtol=0.05)


def test_gradient_times_input_does_not_add_up():
    found = (XS * attribution.gradient(XS, V, P)).sum((0, 2))
    assert np.abs(found - attribution.score(XS, V, P)).max() > 0.05


def test_at_the_baseline_all_scores_are_zero():
    assert_array_equal(attribution.integrated(XS, XS, V, P, 3), 0)
    assert_array_equal(attribution.occlusion(XS, XS, V, P), 0)


def test_occlusion_is_what_pytorch_loses_without_a_step():
    found = attribution.occlusion(XS, BASELINE, V, P)
    assert found.shape == (T, B)
    for t in range(T):
        erased = torch.tensor(XS)
        erased[t] = torch.tensor(BASELINE[t])
        lost = theirs(torch.tensor(XS)) - theirs(erased)
        assert_allclose(found[t], lost.detach(), rtol=0, atol=1e-13)


@pytest.mark.parametrize("points", [0, 1.5])
def test_points_are_a_whole_number_from_one_up(points):
    with pytest.raises(ValueError, match="points"):
        attribution.integrated(XS, BASELINE, V, P, points)


def test_shapes_are_checked():
    with pytest.raises(ValueError, match="baseline"):
        attribution.integrated(XS, BASELINE[1:], V, P)
    with pytest.raises(ValueError, match="baseline"):
        attribution.occlusion(XS, BASELINE[:, 1:], V, P)
    with pytest.raises(ValueError, match="v "):
        attribution.score(XS, V[1:], P)
