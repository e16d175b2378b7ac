"""Temperature, top-k and top-p: against PyTorch, by hand and in limit cases."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from scripts.reference import sampling
from tests.reference.samples import normal

Z = np.array([2.0, 1.0, 0.0])


@pytest.mark.parametrize("tau", [0.5, 1.0, 3.0])
def test_softmax_at_a_temperature_agrees_with_pytorch(tau):
    z = normal(90, 9, scale=3.0)
    assert_allclose(sampling.softmax(z, tau), torch.softmax(torch.tensor(z) / tau, 0), rtol=0, atol=1e-14)


@pytest.mark.parametrize("k", [1, 2, 5, 9])
def test_top_k_agrees_with_a_softmax_of_pytorch_s_top_k(k):
    z = torch.tensor(normal(91, 9, scale=3.0))
    best = z.topk(k)
    theirs = torch.zeros(9, dtype=torch.float64).scatter(0, best.indices, best.values.softmax(0))
    assert_allclose(sampling.top_k(sampling.softmax(z.numpy()), k), theirs, rtol=0, atol=1e-14)


def test_scores_two_one_nought_by_hand():
    assert_allclose(sampling.softmax(Z), [0.665, 0.245, 0.090], atol=5e-4)
    assert_allclose(sampling.softmax(Z, 0.5), [0.867, 0.117, 0.016], atol=5e-4)
    assert_allclose(sampling.top_k(sampling.softmax(Z), 2), [0.731, 0.269, 0.0], atol=5e-4)


@pytest.mark.parametrize(("mass", "kept"), [(0.4, 1), (0.5, 1), (0.6, 2), (0.8, 2), (0.81, 3), (1.0, 4)])
def test_top_p_keeps_the_smallest_set_with_the_mass(mass, kept):
    p = np.array([0.05, 0.5, 0.15, 0.3])
    found = sampling.top_p(p, mass)
    assert np.count_nonzero(found) == kept
    assert found.sum() == pytest.approx(1.0)
    likeliest = [1, 3, 2, 0][:kept]
    assert_allclose(found[likeliest], p[likeliest] / p[likeliest].sum())


def test_a_low_temperature_is_greedy_and_a_high_one_uniform():
    assert_allclose(sampling.softmax(Z, 0.01), [1, 0, 0], atol=1e-12)
    assert_allclose(sampling.softmax(Z, 1e6), 1 / 3, atol=1e-6)
    assert np.isfinite(sampling.softmax(1e4 * Z)).all()


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: sampling.softmax(Z, 0.0), "tau is 0.0, expected a positive number"),
        (lambda: sampling.top_k(Z, 0), "k is 0, expected a whole number from 1 up"),
        (lambda: sampling.top_p(Z, 1.5), "mass is 1.5, expected above 0 and at most 1"),
    ],
)
def test_what_makes_no_sense_is_refused(call, says):
    with pytest.raises(ValueError, match=says):
        call()
