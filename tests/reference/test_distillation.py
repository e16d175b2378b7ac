"""The softened loss against PyTorch, its gradient against centred differences, and what becomes of it at large τ."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from scripts.reference import distillation
from scripts.reference.differences import centred, relative_error
from tests.reference.samples import normal

B, K = 4, 6
Z, V = 2.0 * normal(921, B, K), 2.0 * normal(922, B, K)


@pytest.mark.parametrize("tau", [0.5, 1.0, 4.0])
def test_loss_and_gradient_are_pytorchs(tau):
    z, v = torch.tensor(Z, requires_grad=True), torch.tensor(V)
    kl = torch.nn.functional.kl_div((z / tau).log_softmax(1), (v / tau).softmax(1), reduction="batchmean")
    (tau**2 * kl).backward()
    assert distillation.loss(Z, V, tau) == pytest.approx(tau**2 * kl.item())
    assert_allclose(distillation.loss_backward(Z, V, tau), z.grad.numpy(), rtol=1e-10, atol=1e-12)


@pytest.mark.parametrize("tau", [0.5, 1.0, 4.0])
def test_the_gradient_agrees_with_centred_differences(tau):
    z = Z.copy()
    numeric = centred(lambda: distillation.loss(z, V, tau), z)
    assert relative_error(distillation.loss_backward(z, V, tau), numeric) < 1e-6


def test_the_cross_entropy_with_softened_targets_has_the_same_gradient():
    z = Z.copy()

    def cross_entropy() -> float:
        log_p, log_q = distillation.softened(z, V, 3.0)
        return -9.0 * (np.exp(log_p) * log_q).sum(axis=1).mean()

    assert relative_error(distillation.loss_backward(z, V, 3.0), centred(cross_entropy, z)) < 1e-6


def test_at_large_tau_it_is_the_distance_of_the_centred_logits():
    """Hinton, Vinyals & Dean (2015), equation 4: (z - v) / (K τ²) without the factor τ²."""
    z, v = (a - a.mean(axis=1, keepdims=True) for a in (Z, V))
    assert_allclose(distillation.loss_backward(z, v, 1e4), (z - v) / (K * B), rtol=2e-3, atol=1e-5)


def test_a_student_that_agrees_has_no_loss():
    assert distillation.loss(V, V, 2.0) == pytest.approx(0.0, abs=1e-12)
    assert distillation.loss(V + 5.0, V, 2.0) == pytest.approx(0.0, abs=1e-12)
    assert distillation.loss(Z, V, 2.0) > 0


@pytest.mark.parametrize("wrong", [lambda: distillation.loss(Z, V, 0.0), lambda: distillation.loss(Z, V[:, 1:], 1.0)])
def test_what_cannot_be_is_refused(wrong):
    with pytest.raises(ValueError, match="expected"):
        wrong()
