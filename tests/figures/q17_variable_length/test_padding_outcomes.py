"""The claim of padding_outcomes, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures.q17_variable_length import padding_outcomes


@pytest.fixture(scope="module")
def plotted():
    return padding_outcomes.arrays()


def test_the_naive_network_alone_falls_below_itself_in_the_batch(plotted):
    assert (plotted["naive alone"] < plotted["naive together"]).all()
    assert plotted["naive together"].mean() - plotted["naive alone"].mean() > 0.05


@pytest.mark.parametrize("way", ["gathered", "masked", "packed"])
def test_the_others_answer_the_same_alone(plotted, way):
    np.testing.assert_array_equal(plotted[f"{way} alone"], plotted[f"{way} together"])


def test_the_packed_layer_takes_longer_and_sorting_shortens_both_passes(plotted):
    assert (plotted["time packed"] > 1.5 * plotted["time gathered"]).all()
    for way in ("packed", "gathered"):
        whole, random, by_length = plotted[f"time {way}"]
        assert (by_length < random).all()
        assert (by_length < whole).all()
    assert (np.diff(plotted["shares"]) < 0).all()


@pytest.mark.parametrize("narrow", [False, True])
def test_every_dot_lies_on_the_sheet(plotted, narrow):
    right, time = padding_outcomes.draw(narrow).axes
    for axes in (right, time):
        for line in axes.lines:
            for values, limits in zip(line.get_data(), (axes.get_xlim(), axes.get_ylim()), strict=True):
                assert min(limits) <= np.min(values)
                assert np.max(values) <= max(limits)
