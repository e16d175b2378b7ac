"""The claims of maze_corridors, on the arrays that it plots."""

import pytest

from scripts.figures.q48_reinforcement_learning.maze_corridors import arrays


@pytest.fixture(scope="module")
def plotted():
    return arrays()


@pytest.mark.parametrize(("name", "last"), [("one", 0), ("four", 2), ("twelve", 10)])
def test_a_stack_is_right_up_to_its_length_and_then_at_chance(plotted, name, last):
    assert (plotted[name][plotted["lengths"] <= last] > 0.98).all()
    beyond = plotted[name][plotted["lengths"] > last]
    assert abs(beyond.mean() - plotted["chance"]) < 0.03
    assert (abs(beyond - plotted["chance"]) < 0.1).all()


def test_lstms_are_right_up_to_20_but_for_one_seed(plotted):
    for name, wrong in (("lstm_bias_4", 0), ("lstm", 1)):
        assert (plotted[name][plotted["lengths"] <= 20] < 0.98).sum() == wrong


def test_at_40_some_seeds_are_right_and_others_at_chance(plotted):
    for name in ("lstm", "lstm_bias_4"):
        assert plotted[name][-1].max() > 0.88
        assert abs(plotted[name][-1].min() - plotted["chance"]) < 0.05
