"""The claim of trials_importance, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.experiments.q26_hyperparameters import sixty_trials
from scripts.figures import kit
from scripts.figures.q26_hyperparameters import trials_importance
from scripts.figures.q26_hyperparameters.trials_importance import NAMES
from tests.figures.says import says

OVER_THE_RATE = (
    "Over the rate the results rise, stay level for a decade and fall; ten seeds of the winner spread over most of the "
    "level."
)
LEVEL = (0.002, 0.02)  # a decade of rates


@pytest.fixture(scope="module")
def plotted():
    return trials_importance.arrays()


@says(
    trials_importance,
    "Of the variance of sixty results the learning rate alone explains 0.48 and the width 0.17; dropout, depth, batch "
    "size and clipping explain no more than chance, about 0.1.",
)
def test_rate_and_width_explain_more_than_chance_and_nothing_else_does(plotted):
    assert [*NAMES.values()] == ["learning rate", "width", "dropout", "depth", "batch size", "clipping"]
    assert len(plotted["right"]) == 60
    assert plotted["explained"].round(2)[:2].tolist() == [0.48, 0.17]
    assert (plotted["explained"] > plotted["chance"]).tolist() == [True, True, False, False, False, False]
    assert (np.abs(plotted["chance"] - 0.1) < 0.01).all()


@says(
    trials_importance,
    "First: the variance of sixty results that each setting alone explains, beside what chance explains.",
)
@pytest.mark.parametrize("narrow", [False, True])
def test_bars_are_what_a_setting_explains_of_the_plotted_results_and_strokes_what_chance_does(plotted, narrow):
    places = sixty_trials.coordinates(sixty_trials.SETTINGS)
    by = dict(zip(kit.settings("sixty_trials").ranges, places.T, strict=True))
    explained = [sixty_trials.explained(by[name], plotted["right"]) for name in NAMES]
    assert plotted["explained"] == pytest.approx(explained, abs=1e-3)
    axes = trials_importance.draw(narrow).axes[0]
    bars = axes.containers[0]
    assert [bar.get_width() for bar in bars] == plotted["explained"].tolist()
    (strokes,) = axes.lines
    np.testing.assert_array_equal(strokes.get_xdata(), plotted["chance"])
    assert strokes.get_ydata() == pytest.approx([bar.get_y() + bar.get_height() / 2 for bar in bars])
    named = dict(zip(axes.get_yticks(), (label.get_text() for label in axes.get_yticklabels()), strict=True))
    assert [named[y] for y in strokes.get_ydata()] == [*NAMES.values()]


@says(trials_importance, OVER_THE_RATE)
def test_results_rise_with_the_rate_and_fall_again(plotted):
    rates, right = plotted["rates"], plotted["right"]
    assert (right.min().round(2), right.max().round(2)) == (0.14, 0.95)
    middle = right[(rates > 1e-3) & (rates < 0.03)].mean()
    assert middle > right[rates > 0.03].mean() + 0.05 > right[rates < 1e-3].mean() + 0.1
    assert rates[right.argmin()] < 1e-3
    assert 1e-3 < rates[right.argmax()] < 0.03


@says(trials_importance, OVER_THE_RATE)
def test_the_results_are_level_for_a_decade_and_the_winners_seeds_spread_over_most_of_it(plotted):
    low, high = LEVEL
    assert high / low == pytest.approx(10)
    level = (plotted["rates"] >= low) & (plotted["rates"] <= high)
    slope, _ = np.polyfit(np.log10(plotted["rates"][level]), plotted["right"][level], 1)
    assert level.sum() > 20
    assert abs(slope) < 0.02
    below, above = plotted["right"][plotted["rates"] < low], plotted["right"][plotted["rates"] > high]
    assert plotted["right"][level].mean() > max(below.mean(), above.mean()) + 0.05
    within = (plotted["right"] >= plotted["again"].min()) & (plotted["right"] <= plotted["again"].max())
    assert within[level].mean() > 0.8


@says(
    trials_importance,
    "Then: the results over the rate; crosses are the winner with ten other seeds.",
)
@pytest.mark.parametrize("narrow", [False, True])
def test_crosses_are_the_winner_with_ten_other_seeds(plotted, narrow):
    settings = kit.settings("sixty_trials")
    assert len(settings.seeds) == len(plotted["again"]) == 10
    assert settings.seed not in settings.seeds
    assert plotted["winner"] == pytest.approx(plotted["rates"][plotted["right"].argmax()], rel=1e-3)
    dots, crosses = trials_importance.draw(narrow).axes[1].lines
    assert (dots.get_marker(), crosses.get_marker()) == ("o", "x")
    np.testing.assert_array_equal(dots.get_xydata(), np.column_stack([plotted["rates"], plotted["right"]]))
    assert {*crosses.get_xdata()} == {float(plotted["winner"])}
    np.testing.assert_array_equal(crosses.get_ydata(), plotted["again"])


def test_the_winners_seeds_spread(plotted):
    assert len(plotted["again"]) == 10
    assert (plotted["again"].min().round(2), plotted["again"].max().round(2)) == (0.89, 0.96)
