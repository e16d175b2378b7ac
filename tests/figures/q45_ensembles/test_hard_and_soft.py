"""The claim of hard_and_soft, on the arrays that it plots."""

import re

import numpy as np

from scripts.figures.q45_ensembles import hard_and_soft
from scripts.figures.q45_ensembles.hard_and_soft import arrays


def test_the_three_ways_disagree_as_said():
    plotted = arrays()
    assert (plotted["lukewarm"][3:] > 0.5).tolist() == [True, False, False]
    assert (plotted["veto"][3:] > 0.5).tolist() == [True, True, False]


def test_the_numbers_named_are_those_plotted():
    named = [float(n) for n in re.findall(r"0\.\d+", hard_and_soft.ALT)]
    plotted = arrays()
    shown = np.r_[plotted["lukewarm"][[0, 1, 2, 4]], plotted["veto"][[0, 1, 2, 4, 5]]]
    np.testing.assert_allclose(named, shown, atol=0.005)
