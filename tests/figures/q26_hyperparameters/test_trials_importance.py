"""The claim of trials_importance, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures.q26_hyperparameters import trials_importance


@pytest.fixture(scope="module")
def plotted():
    return trials_importance.arrays()


def test_rate_and_width_explain_more_than_chance_and_nothing_else_does(plotted):
    assert plotted["explained"].round(2)[:2].tolist() == [0.48, 0.17]
    assert (plotted["explained"] > plotted["chance"]).tolist() == [True, True, False, False, False, False]
    assert (np.abs(plotted["chance"] - 0.1) < 0.01).all()


def test_results_rise_with_the_rate_and_fall_again(plotted):
    rates, right = plotted["rates"], plotted["right"]
    assert (right.min().round(2), right.max().round(2)) == (0.14, 0.95)
    middle = right[(rates > 1e-3) & (rates < 0.03)].mean()
    assert middle > right[rates > 0.03].mean() + 0.05 > right[rates < 1e-3].mean() + 0.1
    assert rates[right.argmin()] < 1e-3
    assert 1e-3 < rates[right.argmax()] < 0.03


def test_the_winners_seeds_spread(plotted):
    assert len(plotted["again"]) == 10
    assert (plotted["again"].min().round(2), plotted["again"].max().round(2)) == (0.89, 0.96)
