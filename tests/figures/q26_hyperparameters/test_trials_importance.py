"""The claim of trials_importance, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures.q26_hyperparameters import trials_importance
from tests.figures.says import says


@pytest.fixture(scope="module")
def plotted():
    return trials_importance.arrays()


@says(
    trials_importance,
    "Of the variance of sixty results the learning rate alone explains 0.48 and the width 0.17; dropout, depth,"
    " batch size and clipping explain no more than chance, about 0.1.",
)
def test_rate_and_width_explain_more_than_chance_and_nothing_else_does(plotted):
    assert plotted["explained"].round(2)[:2].tolist() == [0.48, 0.17]
    assert (plotted["explained"] > plotted["chance"]).tolist() == [True, True, False, False, False, False]
    assert (np.abs(plotted["chance"] - 0.1) < 0.01).all()
    assert plotted["right"].shape == (60,)


def test_results_rise_with_the_rate_and_fall_again(plotted):
    rates, right = plotted["rates"], plotted["right"]
    assert (right.min().round(2), right.max().round(2)) == (0.14, 0.95)
    middle = right[(rates > 1e-3) & (rates < 0.03)].mean()
    assert middle > right[rates > 0.03].mean() + 0.05 > right[rates < 1e-3].mean() + 0.1
    assert rates[right.argmin()] < 1e-3
    assert 1e-3 < rates[right.argmax()] < 0.03


@says(
    trials_importance,
    "Over the rate the results rise, stay level for a decade and fall; ten seeds of the winner spread as far as"
    " the level does.",
    "Then: the results over the rate; crosses are the winner with ten other seeds.",
)
def test_the_winners_seeds_spread(plotted):
    assert len(plotted["again"]) == 10
    assert (plotted["again"].min().round(2), plotted["again"].max().round(2)) == (0.89, 0.96)
    level = plotted["right"][(plotted["rates"] > 3e-3) & (plotted["rates"] < 0.03)]
    assert np.ptp(plotted["again"]) > 0.5 * np.ptp(np.sort(level)[1:])
    assert plotted["rates"][plotted["right"].argmin()] < 1e-3
    assert plotted["right"][plotted["rates"] > 0.03].mean() < level.mean()
