"""The claim of activation_curves, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures.q15_activation_functions import activation_curves


@pytest.fixture
def plotted():
    return activation_curves.arrays()


def test_sigmoid_runs_from_0_to_1_with_a_slope_of_at_most_a_quarter(plotted):
    value, slope = plotted["sigmoid"]
    assert 0 < value[0] < 0.01
    assert 0.99 < value[-1] < 1
    assert slope.max() == pytest.approx(0.25)
    assert plotted["z"][slope.argmax()] == pytest.approx(0)


def test_tanh_runs_from_minus_1_to_1_with_a_slope_of_at_most_1(plotted):
    value, slope = plotted["tanh"]
    assert -1 < value[0] < -0.99
    assert 0.99 < value[-1] < 1
    assert slope.max() == pytest.approx(1.0)
    assert plotted["z"][slope.argmax()] == pytest.approx(0)


@pytest.mark.parametrize(("name", "edge", "inside"), [("hard_sigmoid", 3, 1 / 6), ("hard_tanh", 1, 1)])
def test_the_hard_ones_have_slope_0_beyond_a_point(plotted, name, edge, inside):
    z, slope = plotted["z"], plotted[name][1]
    assert (slope[np.abs(z) > edge + 1e-9] == 0).all()
    assert np.allclose(slope[np.abs(z) < edge - 1e-9], inside)


def test_relu_has_no_upper_bound_and_0_on_its_left(plotted):
    z, (value, slope) = plotted["z"], plotted["relu"]
    assert np.allclose(value[z > 0], z[z > 0])
    assert (value[z <= 0] == 0).all()
    assert (slope[z < 0] == 0).all()


@pytest.mark.parametrize("name", activation_curves.CURVES)
def test_each_slope_is_that_of_its_value(plotted, name):
    z, (value, slope) = plotted["z"], plotted[name]
    middle = (z[1:] + z[:-1]) / 2
    smooth = np.abs(np.abs(middle) - {"hard_sigmoid": 3, "hard_tanh": 1, "relu": 0}.get(name, 99)) > 0.05
    found = np.diff(value) / np.diff(z)
    assert np.allclose(found[smooth], ((slope[1:] + slope[:-1]) / 2)[smooth], atol=1e-3)
