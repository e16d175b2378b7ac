"""The claims of depth_or_width, on the shares that it plots."""

from itertools import pairwise

import numpy as np

from scripts.figures.q13_stacked_lstms.depth_or_width import LOOKS, arrays


def test_one_and_two_layers_differ_by_less_than_one_utterance_and_less_than_the_seeds():
    for budget in LOOKS:
        one, two, _ = arrays()[budget].T
        apart = abs(one.mean() - two.mean())
        assert apart < min(1 / 370, one.std(ddof=1), two.std(ddof=1))


def test_four_layers_fall_behind_and_the_more_the_smaller_the_budget():
    means = [arrays()[budget].mean(0) for budget in LOOKS]
    assert [round(four, 3) for *_, four in means] == [0.806, 0.909, 0.934]
    shallow = [share for *others, _ in means for share in others]
    assert (round(min(shallow), 3), round(max(shallow), 3)) == (0.954, 0.962)
    for _, two, four in means:
        assert two - four > 0.02
    for smaller, larger in pairwise(means):
        assert smaller[2] < larger[2]


def test_only_four_layers_at_the_smaller_budgets_are_no_better_than_the_nearest_mean():
    plotted = arrays()
    assert round(float(plotted["nearest mean"]), 3) == 0.924
    better = np.array([plotted[budget].mean(0) > plotted["nearest mean"] for budget in LOOKS])
    assert better.tolist() == [[True, True, False], [True, True, False], [True, True, True]]
