"""The claim of right_by_place, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures.q12_bidirectional_lstms import right_by_place


@pytest.fixture(scope="module")
def plotted():
    return right_by_place.arrays()


@pytest.mark.parametrize(
    ("name", "knows"),
    [
        ("forward", lambda after: after >= 0),
        ("delayed", lambda after: after >= -5),
        ("backward", lambda after: after <= 0),
        ("both", lambda after: after < 99),
    ],
)
def test_each_way_is_right_where_it_has_read_the_cue_and_guesses_elsewhere(plotted, name, knows):
    expected = np.where(knows(plotted["after"]), 1.0, plotted["guess"])
    np.testing.assert_allclose(plotted[f"cue {name}"], expected, atol=0.03)


def test_speakers_by_frame_are_told_best_both_ways_and_worst_from_one_frame(plotted):
    means = {name: plotted[f"speaker {name}"].mean() for name in ("one_frame", "forward", "backward", "both")}
    assert (np.diff(list(means.values())) > 0).all()


def test_the_directions_differ_by_little(plotted):
    assert abs(plotted["speaker forward"].mean() - plotted["speaker backward"].mean()) < 0.05
