"""The claims of restarted_streams, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures.q50_production_deployment.restarted_streams import SERIES, arrays


@pytest.fixture(scope="module")
def plotted():
    return arrays()


def test_the_shares_are_those_of_the_text(plotted):
    means = {name: plotted[name].mean(1).round(2) for name in SERIES}
    assert means["kept"].min() >= 0.95
    assert [(means[name].min(), means[name].max()) for name in ("replayed", "zeros")] == [(0.80, 0.84), (0.68, 0.70)]
    assert [(means[name][0], means[name][-1]) for name in ("other_version", "stranger")] == [(0.20, 0.54), (0.0, 0.17)]


def test_every_case_lies_below_the_kept_state_in_every_seed_and_frame(plotted):
    for name in SERIES:
        if name != "kept":
            assert (plotted[name] < plotted["kept"]).all()


def test_a_wrong_state_is_worse_than_none_in_every_frame(plotted):
    for name in ("stranger", "other_version"):
        assert (plotted[name] < plotted["zeros"]).all()


def test_replayed_frames_help(plotted):
    assert (plotted["replayed"] > plotted["zeros"]).all()


def test_a_strangers_state_begins_below_the_largest_class(plotted):
    assert (plotted["stranger"][0] < plotted["commonest"]).all()


def test_nothing_has_caught_up_at_the_end(plotted):
    means = {name: plotted[name][-1].mean() for name in SERIES}
    assert all(means["kept"] - means[name] > 0.05 for name in SERIES if name != "kept")
    assert np.array_equal(plotted["frames"], np.arange(1, 9))
