"""The Gaussian code against PyTorch's distributions, against centred differences, and where its price is nothing."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose
from torch.distributions import Independent, Normal, kl_divergence

from scripts.reference import gaussian_code
from scripts.reference.differences import centred, relative_error
from tests.reference.oracles import tensor
from tests.reference.samples import B, normal

K = 4


def inputs() -> dict[str, np.ndarray]:
    return {"mean": normal(41, B, K), "log_var": normal(42, B, K), "noise": normal(43, B, K)}


def test_the_divergence_agrees_with_pytorch():
    mean, log_var = (tensor(inputs()[name]) for name in ("mean", "log_var"))
    q = Independent(Normal(mean, (log_var / 2).exp()), 1)
    theirs = kl_divergence(q, Independent(Normal(torch.zeros(B, K).double(), 1.0), 1))
    ours = gaussian_code.kl(inputs()["mean"], inputs()["log_var"])
    assert_allclose(ours, theirs.detach(), rtol=1e-13)

    dkl = normal(44, B)
    theirs.backward(torch.tensor(dkl))
    grads = gaussian_code.kl_backward(dkl, inputs()["mean"], inputs()["log_var"])
    assert_allclose(grads.dmean, mean.grad, rtol=0, atol=1e-14)
    assert_allclose(grads.dlog_var, log_var.grad, rtol=0, atol=1e-14)


def test_the_draw_agrees_with_pytorch():
    mean, log_var = (tensor(inputs()[name]) for name in ("mean", "log_var"))
    theirs = torch.addcmul(mean, (log_var / 2).exp(), torch.tensor(inputs()["noise"]))
    assert_allclose(gaussian_code.draw(*inputs().values()), theirs.detach(), rtol=0, atol=1e-14)
    dz = normal(45, B, K)
    theirs.backward(torch.tensor(dz))
    grads = gaussian_code.draw_backward(dz, inputs()["log_var"], inputs()["noise"])
    assert_allclose(grads.dmean, mean.grad, rtol=0, atol=1e-14)
    assert_allclose(grads.dlog_var, log_var.grad, rtol=0, atol=1e-14)


@pytest.mark.parametrize("name", ["mean", "log_var"])
def test_gradient_of_the_divergence_agrees_with_centred_differences(name):
    given, dkl = inputs(), normal(46, B)
    numeric = centred(lambda: (gaussian_code.kl(given["mean"], given["log_var"]) * dkl).sum(), given[name])
    grads = gaussian_code.kl_backward(dkl, given["mean"], given["log_var"])
    assert relative_error(getattr(grads, f"d{name}"), numeric) < 1e-6


@pytest.mark.parametrize("name", ["mean", "log_var"])
def test_gradient_of_the_draw_agrees_with_centred_differences(name):
    given, dz = inputs(), normal(47, B, K)
    numeric = centred(lambda: (gaussian_code.draw(**given) * dz).sum(), given[name])
    grads = gaussian_code.draw_backward(dz, given["log_var"], given["noise"])
    assert relative_error(getattr(grads, f"d{name}"), numeric) < 1e-6


def test_the_standard_gaussian_costs_nothing_and_pulls_nowhere():
    zero = np.zeros((B, K))
    assert not gaussian_code.kl(zero, zero).any()
    assert not np.any(gaussian_code.kl_backward(np.ones(B), zero, zero))


def test_by_hand():
    assert gaussian_code.kl(np.array([[1.0, 0.0]]), np.zeros((1, 2))) == pytest.approx([0.5])


def test_the_weight_rises_to_one_and_stays():
    assert [gaussian_code.weight(update, 4) for update in (0, 1, 4, 9)] == [0.0, 0.25, 1.0, 1.0]


def test_arrays_of_two_shapes_are_named():
    with pytest.raises(ValueError, match=r"log_var has shape \(3, 3\), expected \(3, 4\)"):
        gaussian_code.kl(inputs()["mean"], inputs()["log_var"][:, 1:])
