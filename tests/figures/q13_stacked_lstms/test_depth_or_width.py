"""The claims of depth_or_width, on the shares that it plots."""

from itertools import pairwise

import numpy as np
import pytest
from matplotlib.colors import to_rgba

from scripts.figures import kit
from scripts.figures.q13_stacked_lstms import depth_or_width
from scripts.figures.q13_stacked_lstms.depth_or_width import DEPTHS, LOOKS, arrays
from tests.figures.says import says

SHALLOW = (
    "One and two layers name a share of 0.954 to 0.962 of the speakers at all three budgets, within the spread between "
    "seeds."
)


@says(depth_or_width, SHALLOW)
def test_one_and_two_layers_differ_by_less_than_one_utterance_and_less_than_the_seeds():
    for budget in LOOKS:
        one, two, _ = arrays()[budget].T
        apart = abs(one.mean() - two.mean())
        assert apart < min(1 / 370, one.std(ddof=1), two.std(ddof=1))


@says(
    depth_or_width,
    SHALLOW,
    "Four layers name 0.806, 0.909 and 0.934: fewer the smaller the budget.",
)
def test_four_layers_fall_behind_and_the_more_the_smaller_the_budget():
    means = [arrays()[budget].mean(0) for budget in LOOKS]
    assert [int(budget) for budget in LOOKS] == sorted(kit.settings("depth_or_width").budgets)
    assert DEPTHS == (1, 2, 4)
    assert [round(four, 3) for *_, four in means] == [0.806, 0.909, 0.934]
    shallow = [share for *others, _ in means for share in others]
    assert (round(min(shallow), 3), round(max(shallow), 3)) == (0.954, 0.962)
    for _, two, four in means:
        assert two - four > 0.02
    for smaller, larger in pairwise(means):
        assert smaller[2] < larger[2]


@says(depth_or_width, "The nearest mean frame alone names 0.924.")
def test_only_four_layers_at_the_smaller_budgets_are_no_better_than_the_nearest_mean():
    plotted = arrays()
    assert round(float(plotted["nearest mean"]), 3) == 0.924
    better = np.array([plotted[budget].mean(0) > plotted["nearest mean"] for budget in LOOKS])
    assert better.tolist() == [[True, True, False], [True, True, False], [True, True, True]]


@says(
    depth_or_width,
    "Test utterances whose speaker is named, by number of layers, at three budgets of LSTM weights.",
    "Dots are seeds, lines their means; grey: the nearest mean frame, without any network.",
)
@pytest.mark.parametrize("narrow", [False, True])
def test_dots_are_the_seeds_and_lines_their_means_at_each_budget(narrow):
    plotted, axes = arrays(), depth_or_width.draw(narrow).axes[0]
    assert [label.get_text() for label in axes.get_xticklabels()] == ["1", "2", "4"]
    means = [line for line in axes.lines if line.get_marker() == "None" and len(line.get_xdata()) == len(DEPTHS)]
    dots = [line for line in axes.lines if line.get_marker() == "o"]
    seeds = len(kit.settings("depth_or_width").seeds)
    assert (len(means), len(dots)) == (3, 3 * seeds)
    for n, (budget, (colour, _)) in enumerate(LOOKS.items()):
        own = dots[n * seeds : (n + 1) * seeds]
        np.testing.assert_array_equal([line.get_ydata() for line in own], plotted[budget])
        np.testing.assert_array_equal(means[n].get_ydata(), plotted[budget].mean(0))
        assert {line.get_color() for line in (*own, means[n])} == {colour}
        assert means[n].get_label() == f"{int(budget):,} weights"
    (nearest,) = (line for line in axes.lines if line not in (*means, *dots))
    np.testing.assert_array_equal(nearest.get_ydata(), 2 * [plotted["nearest mean"]])
    assert to_rgba(nearest.get_color()) == to_rgba(kit.RULE)
