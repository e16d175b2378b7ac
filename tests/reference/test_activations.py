"""The activations against PyTorch and Keras, their slopes against centred differences."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from scripts.reference import activations
from scripts.reference.differences import centred, relative_error
from tests.reference.oracles import keras
from tests.reference.samples import normal

Z = np.concatenate([normal(60, 40, scale=3.0), [-1.0, 0.0, 1.0]])


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu"])
def test_values_agree_with_pytorch(name):
    assert_allclose(getattr(activations, name)(Z), getattr(torch, name)(torch.tensor(Z)), rtol=0, atol=1e-15)


def test_hard_sigmoid_agrees_with_pytorch_and_keras():
    ours = activations.hard_sigmoid(Z)
    assert_allclose(ours, torch.nn.functional.hardsigmoid(torch.tensor(Z)), rtol=0, atol=1e-15)
    assert_allclose(ours, keras.activations.hard_sigmoid(torch.tensor(Z)), rtol=0, atol=1e-15)


def test_the_two_hard_sigmoids_differ_at_one():
    assert round(float(activations.hard_sigmoid(1.0)), 3) == 0.667
    assert round(float(activations.hard_sigmoid(1.0, slope=0.2)), 3) == 0.7


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "relu", "hard_sigmoid"])
def test_slope_agrees_with_centred_differences(name):
    value, slope = getattr(activations, name), getattr(activations, name + "_slope")
    z, weights = normal(61, 7, 5, scale=2.0), normal(62, 7, 5)
    assert relative_error(weights * slope(value(z)), centred(lambda: float((weights * value(z)).sum()), z)) < 1e-6


def test_slope_of_hard_sigmoid_is_the_one_given():
    s = activations.hard_sigmoid(np.array([-9.0, 0.0, 9.0]), slope=0.2)
    assert_array_equal(activations.hard_sigmoid_slope(s, slope=0.2), [0.0, 0.2, 0.0])


def test_slope_of_relu_at_zero_is_pytorchs():
    z = torch.zeros(1, requires_grad=True)
    torch.relu(z).backward()
    assert_array_equal(activations.relu_slope(activations.relu(np.zeros(1))), z.grad)


def test_sigmoid_does_not_overflow():
    with np.errstate(all="raise", under="ignore"):
        assert_array_equal(activations.sigmoid(np.array([-1e4, 0.0, 1e4])), [0.0, 0.5, 1.0])


def test_sigmoid_keeps_its_digits_far_out():
    assert_allclose(activations.sigmoid(np.array([-700.0])), np.exp([-700.0]), rtol=1e-15)


def test_a_saturated_gate_learns_slowly():
    slope = activations.sigmoid_slope(activations.sigmoid(np.array([1.0, 5.0])))
    assert_array_equal(np.round(slope, 4), [0.1966, 0.0066])
