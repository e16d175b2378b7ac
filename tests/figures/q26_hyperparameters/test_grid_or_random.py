"""The claim of grid_or_random, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures import kit
from scripts.figures.q26_hyperparameters import grid_or_random
from tests.figures.says import says

POINTS = (
    "The grid's nine points stand in three columns and try three learning rates; the nine random points have nine "
    "different learning rates and nine different dropouts."
)


@says(
    grid_or_random,
    "Two squares with nine trials each, learning rate across and dropout up.",
    POINTS,
)
def test_a_grid_tries_three_rates_and_random_search_nine_in_the_same_range():
    plotted = grid_or_random.arrays()
    assert plotted["grid"].shape == plotted["random"].shape == (9, 2)
    assert [len(np.unique(column)) for column in plotted["grid"].T] == [3, 3]
    assert [len(np.unique(column.round(3))) for column in plotted["random"].T] == [9, 9]
    for trials in plotted.values():
        assert (trials >= [-4, 0]).all()
        assert (trials <= [-2, 0.5]).all()


def test_no_two_marks_of_the_random_rates_overlap():
    rates = np.sort(grid_or_random.arrays()["random"][:, 0])
    assert np.diff(rates).min() >= 0.1


@says(
    grid_or_random,
    "Two squares with nine trials each, learning rate across and dropout up.",
    "Look at the marks on the lower edge: nine trials as a grid try three learning rates, nine random trials try nine.",
    "The rate is on a log scale.",
)
@pytest.mark.parametrize("narrow", [False, True])
def test_trials_stand_at_their_rate_and_dropout_and_each_rate_is_marked_below(narrow):
    panels = grid_or_random.draw(narrow).axes
    for axes, trials, rates in zip(panels, grid_or_random.arrays().values(), (3, 9), strict=True):
        points, marks = axes.lines
        np.testing.assert_array_equal(points.get_xydata(), trials)
        np.testing.assert_array_equal(marks.get_xdata(), trials[:, 0])
        assert len(marks.get_xdata()) == 9
        assert len({*marks.get_xdata()}) == rates
        assert marks.get_ydata().max() < trials[:, 1].min()
        assert axes.get_ylabel() == "dropout"
    lowest = panels[-1]  # its scale is that of both
    assert lowest.get_shared_x_axes().joined(*panels)
    assert [label.get_text() for label in lowest.get_xticklabels()] == [
        kit.decade(10.0**x) for x in lowest.get_xticks()
    ]
    assert panels[-1].get_xlabel() == "learning rate"
