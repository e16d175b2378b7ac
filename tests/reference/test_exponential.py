"""The stabilised gates: bounded, the same up to e^-m, and their gradients against centred differences."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from scripts.reference import exponential
from scripts.reference.activations import sigmoid
from scripts.reference.differences import centred, relative_error
from tests.reference.samples import B, H, normal


def given():
    return normal(80, B, H, scale=2.0), normal(81, B, H, scale=2.0), normal(82, B, H, scale=2.0)


def test_log_sigmoid_agrees_with_pytorch_also_where_the_sigmoid_is_zero():
    z = np.concatenate([normal(86, 40, scale=3.0), [-1e4, 0.0, 1e4]])
    assert_allclose(exponential.log_sigmoid(z), torch.nn.functional.logsigmoid(torch.tensor(z)), rtol=1e-14)


def test_times_e_to_the_m_they_are_the_exponential_and_the_sigmoid():
    z_i, z_f, m_prev = given()
    i, f, m = exponential.gates(z_i, z_f, m_prev)
    assert_allclose(i * np.exp(m), np.exp(z_i), rtol=1e-14)
    assert_allclose(f * np.exp(m - m_prev), sigmoid(z_f), rtol=1e-14)


def test_the_larger_of_the_two_is_one_and_neither_exceeds_it():
    i, f, _ = exponential.gates(*given())
    assert_array_equal(np.maximum(i, f), 1.0)
    assert 0 < (i == 1.0).mean() < 1


def test_the_first_step_keeps_nothing_of_what_was_not_stored():
    z_i, z_f, m_prev = given()
    i, f, m = exponential.gates(z_i, z_f, np.full_like(m_prev, -np.inf))
    assert_array_equal(m, z_i)
    assert_array_equal(i, 1.0)
    assert_array_equal(f, 0.0)


def test_nothing_overflows_where_the_plain_exponential_does():
    with np.errstate(over="raise", invalid="raise"):
        made = exponential.gates(np.array([1e4, -1e4]), np.array([1e4, -1e4]), np.array([0.0, 2e4]))
    assert np.isfinite(np.stack(made)).all()


@pytest.mark.parametrize("name", ["z_i", "z_f", "m_prev"])
def test_gradient_agrees_with_centred_differences(name):
    arrays = dict(zip(("z_i", "z_f", "m_prev"), given(), strict=True))
    d = exponential.Gates(*(normal(83 + k, B, H) for k in range(3)))
    made = exponential.gates(**arrays)
    ours = dict(zip(arrays, exponential.gates_backward(d, made, arrays["z_i"], arrays["z_f"]), strict=True))[name]

    def loss() -> float:
        return float(sum((a * b).sum() for a, b in zip(d, exponential.gates(**arrays), strict=True)))

    assert relative_error(ours, centred(loss, arrays[name])) < 1e-6
