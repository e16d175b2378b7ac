"""The claim of gru_counting, on the arrays that it plots."""

import re

import numpy as np
import pytest

from scripts.figures import kit
from scripts.figures.q34_lstm_vs_gru import gru_counting
from tests.figures.kit.seeds import expect_seeds
from tests.figures.says import says


@pytest.fixture(scope="module")
def plotted():
    return gru_counting.arrays()


@says(
    gru_counting,
    "Networks that learned to count to 20 are asked to count to 400.",
)
@pytest.mark.parametrize("name", gru_counting.SERIES)
def test_all_count_right_as_far_as_training_went(plotted, name):
    seen = plotted["n"] <= plotted["longest"]
    assert seen.sum() >= 2
    np.testing.assert_array_equal(plotted[name][seen], np.tile(plotted["n"][seen, None], plotted[name].shape[1]))


@says(
    gru_counting,
    "None is right at 60.",
)
@pytest.mark.parametrize("name", gru_counting.SERIES)
def test_none_counts_right_at_sixty(plotted, name):
    assert (plotted[name][plotted["n"] == 60] < 60).all()


@says(
    gru_counting,
    "On average a GRU with 5 units stops at 47.",
    "An LSTM with 4 goes on to 160, with forget bias 5 to 296.",
    "A GRU with 32 units comes to 144.",
)
def test_the_ends_are_those_that_the_text_names(plotted):
    assert plotted["n"][-1] == 400
    ends = [round(plotted[name][-1].mean()) for name in ("gru", "lstm", "lstm_bias_5", "gru_wide")]
    named = [int(number) for number in re.findall(r"(?:at|to) (\d+)", gru_counting.ALT)]
    assert named == [20, 400, *ends, 60]
    assert ends == [47, 160, 296, 144]
    models = kit.settings("counting").models
    assert (models.gru.H, models.lstm.H, models.gru_wide.H) == (5, 4, 32)


def test_the_small_gru_has_stopped_and_the_lstm_of_its_size_has_not(plotted):
    assert (plotted["gru"][-1] <= 1.02 * plotted["gru"][-2]).all()
    for name in ("lstm", "lstm_bias_5"):
        assert (plotted[name][-1] > 1.1 * plotted[name][-2]).all()
        assert plotted[name][-1].min() > plotted["gru"][-1].max()


@says(gru_counting, "Dots: seeds; lines: their mean.")
def test_dots_are_seeds_and_lines_their_mean(plotted):
    (axes,) = gru_counting.draw().axes
    expect_seeds(axes, [(plotted["n"], plotted[name]) for name in gru_counting.SERIES])


@says(gru_counting, "All answer right as far as they were trained, none beyond 51.")
def test_right_in_training_and_not_beyond_51(plotted):
    for name in gru_counting.SERIES:
        right = (plotted[name] == plotted["n"][:, None]).all(axis=1)
        some = (plotted[name] == plotted["n"][:, None]).any(axis=1)
        assert right[plotted["n"] <= plotted["longest"]].all()
        assert not some[plotted["n"] > 51].any()
