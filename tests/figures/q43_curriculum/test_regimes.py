"""The claim of regimes, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures.q43_curriculum import regimes
from scripts.figures.q43_curriculum.regimes import LEVELS, arrays, draw
from tests.figures.says import says


@says(
    regimes,
    "Which of five levels are drawn at five stages.",
    "None: always the hardest.",
    "Naive: at each stage only one level, one harder every time.",
    "Mixed: all five alike, at every stage.",
    "Combined: the naive level mostly, and a fifth of the examples from all levels.",
    "Naive leaves each level behind; mixed and combined keep all.",
)
def test_naive_leaves_levels_behind_and_the_others_do_as_the_alternative_text_says():
    plotted = arrays()
    assert LEVELS == 5
    assert {shares.shape for shares in plotted.values()} == {(5, 5)}
    assert (plotted["naive"] == np.eye(LEVELS)).all()
    assert (plotted["none"] == np.eye(LEVELS)[LEVELS - 1]).all()
    assert plotted["mixed"] == pytest.approx(np.full((LEVELS, LEVELS), 1 / LEVELS))
    assert plotted["combined"] == pytest.approx(0.8 * plotted["naive"] + 0.2 * plotted["mixed"])
    assert (plotted["combined"] > 0).all()
    assert (plotted["mixed"] > 0).all()


@says(regimes, "The area of a dot is the share of the examples.")
@pytest.mark.parametrize("narrow", [False, True])
def test_the_area_of_a_dot_grows_with_the_share_of_its_stage_and_level(narrow):
    for axes, (regime, shares) in zip(draw(narrow).axes, arrays().items(), strict=True):
        assert axes.get_title("left") == regime
        (dots,) = axes.collections
        for (stage, level), area in zip(dots.get_offsets(), dots.get_sizes(), strict=True):
            assert area == pytest.approx(regimes.LARGEST * shares[int(stage) - 1, int(level) - 1])
        assert len(dots.get_sizes()) == LEVELS**2
