"""The claim of activation_growth, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures.q15_activation_functions import activation_growth

BOUNDED = ("tanh", "relu_candidate", "relu_output")


@pytest.fixture
def plotted():
    return activation_growth.arrays()


@pytest.mark.parametrize("name", BOUNDED)
def test_one_tanh_on_the_way_round_keeps_every_seed_below_300(plotted, name):
    assert plotted["steps"][-1] == 300
    assert (plotted[f"{name}_4"] < 300).all()


def test_without_any_it_grows_exponentially_past_1e12(plotted):
    grown = plotted["relu_4"]
    assert (grown[:, -1] > 1e12).all()
    last = np.log(grown[:, -3:])  # at 100, 200 and 300 steps: a straight line on a logarithmic scale
    assert plotted["steps"][-3:].tolist() == [100, 200, 300]
    assert (np.diff(last) > 10).all()


@pytest.mark.parametrize("name", [*BOUNDED, "relu"])
def test_with_pytorch_s_own_weights_nothing_grows(plotted, name):
    assert (plotted[f"{name}_1"] < 1.1).all()
