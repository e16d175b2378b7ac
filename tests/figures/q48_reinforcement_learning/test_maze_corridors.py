"""The claims of maze_corridors, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures import kit
from scripts.figures.q48_reinforcement_learning import maze_corridors
from scripts.figures.q48_reinforcement_learning.maze_corridors import SERIES, arrays, draw
from tests.figures.kit.seeds import curve, is_marks
from tests.figures.says import says

RIGHT = (
    "LSTMs are right up to 20 steps, but for one seed at forget bias 1; at 40 steps some seeds of each are well above "
    "chance and others at it."
)
DROPS = "Each stack drops to a coin flip where the signal leaves it; the LSTMs do not, until training gives out."


@pytest.fixture(scope="module")
def plotted():
    return arrays()


@says(
    maze_corridors,
    "One frame is at chance throughout, 4 frames beyond 2 steps, 12 frames beyond 10.",
    DROPS,
)
@pytest.mark.parametrize(("name", "last"), [("one", 0), ("four", 2), ("twelve", 10)])
def test_a_stack_is_right_up_to_its_length_and_then_at_chance(plotted, name, last):
    assert (plotted[name][plotted["lengths"] <= last] > 0.98).all()
    beyond = plotted[name][plotted["lengths"] > last]
    assert abs(beyond.mean() - plotted["chance"]) < 0.03
    assert (abs(beyond - plotted["chance"]) < 0.1).all()


@says(maze_corridors, RIGHT, DROPS)
def test_lstms_are_right_up_to_20_but_for_one_seed(plotted):
    for name, wrong in (("lstm_bias_4", 0), ("lstm", 1)):
        assert (plotted[name][plotted["lengths"] <= 20] < 0.98).any(axis=0).sum() == wrong


@says(maze_corridors, RIGHT)
def test_at_40_some_seeds_are_right_and_others_at_chance(plotted):
    assert plotted["lengths"][-1] == 40
    for name in ("lstm", "lstm_bias_4"):
        assert (plotted[name][-1] > plotted["chance"] + 0.1).sum() >= 2
        assert (abs(plotted[name][-1] - plotted["chance"]) < 0.05).sum() >= 2
        assert plotted[name][-1].max() > 0.88
        assert abs(plotted[name][-1].min() - plotted["chance"]) < 0.05


@says(
    maze_corridors,
    "Share of episodes with the right turn over the length of the corridor.",
    "Dots: five seeds; lines: means; grey line: chance.",
)
@pytest.mark.parametrize("narrow", [False, True])
def test_each_has_dots_of_five_seeds_on_the_line_of_their_means(plotted, narrow):
    assert plotted["chance"] == 0.5
    (axes,) = draw(narrow).axes
    assert curve(axes, [0.5, 0.5]).get_color() == kit.RULE
    for name, (_, colour, _, marker, aside) in SERIES.items():
        places = plotted["lengths"] * aside
        line = curve(axes, plotted[name].mean(1))
        np.testing.assert_array_equal(line.get_xdata(), places)
        assert line.get_color() == colour
        dots = [one for one in axes.lines if is_marks(one) and (one.get_marker(), one.get_color()) == (marker, colour)]
        assert plotted[name].shape == (5, 5) == (len(plotted["lengths"]), len(dots))
        for one, seed in zip(dots, plotted[name].T, strict=True):
            np.testing.assert_array_equal(one.get_xydata(), np.transpose([places, seed]))
