"""The claim of gru_counting, on the arrays that it plots."""

import re

import numpy as np
import pytest

from scripts.figures.q34_lstm_vs_gru import gru_counting


@pytest.fixture(scope="module")
def plotted():
    return gru_counting.arrays()


@pytest.mark.parametrize("name", gru_counting.SERIES)
def test_all_count_right_as_far_as_training_went(plotted, name):
    seen = plotted["n"] <= plotted["longest"]
    assert seen.sum() >= 2
    np.testing.assert_array_equal(plotted[name][seen], np.tile(plotted["n"][seen, None], plotted[name].shape[1]))


@pytest.mark.parametrize("name", gru_counting.SERIES)
def test_none_counts_right_at_sixty(plotted, name):
    assert (plotted[name][plotted["n"] == 60] < 60).all()


def test_the_ends_are_those_that_the_text_names(plotted):
    assert plotted["n"][-1] == 400
    ends = [round(plotted[name][-1].mean()) for name in ("gru", "lstm", "lstm_bias_5", "gru_wide")]
    named = [int(number) for number in re.findall(r"(?:at|to) (\d+)", gru_counting.ALT)]
    assert named == [20, 400, *ends, 60]


def test_the_small_gru_has_stopped_and_the_lstm_of_its_size_has_not(plotted):
    assert (plotted["gru"][-1] <= 1.02 * plotted["gru"][-2]).all()
    for name in ("lstm", "lstm_bias_5"):
        assert (plotted[name][-1] > 1.1 * plotted[name][-2]).all()
        assert plotted[name][-1].min() > plotted["gru"][-1].max()
