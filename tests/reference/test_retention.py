"""Half-lives against the powers they stand for, and against an LSTM that forgets at that rate."""

import numpy as np
import pytest

from scripts.reference import lstm
from scripts.reference.activations import sigmoid
from scripts.reference.retention import forget_bias_for_half_life, gate_for_half_life, half_life


@pytest.mark.parametrize("f", [0.001, 0.5, 0.731, 0.99, 0.999999])
def test_half_is_left_after_the_half_life(f):
    assert f ** half_life(f) == pytest.approx(0.5, rel=1e-12)


@pytest.mark.parametrize("n", [0.1, 1.0, 10.0, 100.0, 1e6])
def test_gate_and_bias_invert_the_half_life(n):
    assert half_life(gate_for_half_life(n)) == pytest.approx(n, rel=1e-9)
    assert half_life(float(sigmoid(forget_bias_for_half_life(n)))) == pytest.approx(n, rel=1e-9)


def test_forget_bias_one_keeps_half_for_two_steps_only():
    f = float(sigmoid(1.0))
    assert round(f, 3) == 0.731
    assert round(half_life(f), 2) == 2.21
    assert round(f**10, 3) == 0.044


def test_half_after_a_hundred_steps_needs_a_bias_near_five():
    assert round(gate_for_half_life(100), 4) == 0.9931
    assert round(forget_bias_for_half_life(100), 2) == 4.97


def test_half_after_one_step_is_a_bias_of_zero():
    assert gate_for_half_life(1) == 0.5
    assert forget_bias_for_half_life(1) == 0.0


def test_an_lstm_with_that_bias_has_that_half_life():
    bias = forget_bias_for_half_life(7)
    p = lstm.Params(np.zeros((4, 1)), np.zeros((4, 1)), np.array([-1000.0, bias, 0.0, 0.0]))
    h, c = np.zeros((1, 1)), np.ones((1, 1))
    for _ in range(7):
        h, c, _ = lstm.step(np.zeros((1, 1)), h, c, p)
    assert c[0, 0] == pytest.approx(0.5, rel=1e-12)


@pytest.mark.parametrize("f", [0.0, 1.0, -0.5, 1.1, float("nan")])
def test_a_gate_outside_the_open_interval_is_refused(f):
    with pytest.raises(ValueError, match=r"^f is .*, expected a gate inside \(0, 1\)$"):
        half_life(f)


@pytest.mark.parametrize("n", [0.0, -1.0, float("inf"), float("nan")])
@pytest.mark.parametrize("function", [gate_for_half_life, forget_bias_for_half_life])
def test_a_number_of_steps_that_is_none_is_refused(function, n):
    with pytest.raises(ValueError, match=r"^n is .*, expected a positive number of steps$"):
        function(n)
