"""The claim of hard_and_soft, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures.q45_ensembles import hard_and_soft
from scripts.figures.q45_ensembles.hard_and_soft import CASES, arrays, combined, draw
from tests.figures.says import says

LUKEWARM = "At 0.51, 0.51 and 0.05 the vote says A, the mean probability 0.36 says B."
VETO = "At 0.8, 0.8 and 0.01 the vote and the mean probability 0.54 say A, the mean of the logits 0.35 says B."


@says(hard_and_soft, LUKEWARM, VETO)
def test_the_three_ways_disagree_as_said():
    plotted = arrays()
    assert (plotted["lukewarm"][3:] > 0.5).tolist() == [True, False, False]
    assert (plotted["veto"][3:] > 0.5).tolist() == [True, True, False]


@says(hard_and_soft, LUKEWARM, VETO)
def test_the_numbers_named_are_those_plotted():
    first, second = arrays().values()
    assert LUKEWARM.startswith("At {:g}, {:g} and {:g} the vote says A".format(*first[:3]))
    assert f"the mean probability {first[4]:.2f} says B" in LUKEWARM
    assert VETO.startswith(
        "At {:g}, {:g} and {:g} the vote and the mean probability {:.2f}".format(*second[[0, 1, 2, 4]])
    )
    assert f"the mean of the logits {second[5]:.2f} says B" in VETO


@says(hard_and_soft, "Two examples with three members each, answer A above one half.")
@pytest.mark.parametrize("narrow", [False, True])
def test_each_panel_has_three_members_and_three_answers_by_the_line_at_one_half(narrow):
    panels = draw(narrow).axes
    assert len(panels) == len(CASES) == 2
    for axes, bars, case in zip(panels, arrays().values(), CASES.values(), strict=True):
        assert len(case) == 3
        assert [bar.get_width() for bar in axes.patches] == bars.tolist()
        (line,) = axes.lines
        assert line.get_xdata() == [0.5, 0.5]
        said = [text.get_text() for text in axes.texts]
        assert said == [f"{bar:.2f}: {'A' if bar > 0.5 else 'B'}" for bar in bars]


@says(
    hard_and_soft,
    "A vote ignores confidence; averaged probabilities use it; averaged logits let one very sure member veto.",
)
def test_confidence_moves_the_mean_probability_and_one_sure_member_the_mean_logits_without_bound():
    votes, probabilities, _ = np.array([combined((a, a, 0.05)) for a in (0.51, 0.7, 0.99)]).T
    assert len(set(votes)) == 1
    assert (np.diff(probabilities) > 0).all()
    assert (probabilities > 0.5).tolist() == [False, False, True]
    for a in (0.8, 0.9, 0.99, 0.999):
        vote, probability, logits = combined((a, a, 1e-9))
        assert vote > 0.5 > logits
        assert probability > 0.5
