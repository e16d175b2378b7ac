"""The claim of missing_decay, on the arrays that it plots."""

import pytest
from numpy.testing import assert_array_equal

from scripts.figures.q32_missing_values import missing_decay
from scripts.figures.q32_missing_values.missing_decay import arrays
from tests.figures.says import says


@says(
    missing_decay,
    "One value of 2 is seen, then eleven steps are missing; the mean is 0.",
    "Forward fill stays at 2, mean fill drops to 0 at once, and a decay of 0.1 per step goes between, from 1.8 "
    "after one step to 0.7 after ten.",
    "At the next value seen all three agree.",
)
def test_the_decay_lies_between_forward_fill_and_the_mean():
    plotted = arrays()
    unseen = ~plotted["seen"]
    assert unseen.sum() == 11
    assert (plotted["forward"][unseen] == 2.0).all()
    assert (abs(plotted["mean"][unseen]) < 1e-12).all()
    assert plotted["decay"][3] == pytest.approx(1.81, abs=0.005)
    assert plotted["decay"][12] == pytest.approx(0.74, abs=0.005)
    for name in ("forward", "decay"):
        assert_array_equal(plotted[name][plotted["seen"]], plotted["mean"][plotted["seen"]])


def test_the_gap_counts_from_the_last_value_seen():
    assert arrays()["gap"].tolist() == [0, 1, 1, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 1]
