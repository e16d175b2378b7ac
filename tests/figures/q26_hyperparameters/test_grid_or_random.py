"""The claim of grid_or_random, on the arrays that it plots."""

import numpy as np

from scripts.figures.q26_hyperparameters import grid_or_random
from tests.figures.says import says


@says(
    grid_or_random,
    "Two squares with nine trials each, learning rate across and dropout up.",
    "The grid's nine points stand in three columns and try three learning rates; the nine random points have "
    "nine different learning rates and nine different dropouts.",
    "Look at the marks on the lower edge: nine trials as a grid try three learning rates, nine random trials try nine.",
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
