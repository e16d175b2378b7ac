"""The claim of regimes, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures.q43_curriculum.regimes import LEVELS, arrays


def test_naive_leaves_levels_behind_and_the_others_do_as_the_alternative_text_says():
    plotted = arrays()
    assert (plotted["naive"] == np.eye(LEVELS)).all()
    assert (plotted["none"] == np.eye(LEVELS)[LEVELS - 1]).all()
    assert plotted["mixed"] == pytest.approx(np.full((LEVELS, LEVELS), 1 / LEVELS))
    assert plotted["combined"] == pytest.approx(0.8 * plotted["naive"] + 0.2 * plotted["mixed"])
    assert (plotted["combined"] > 0).all()
