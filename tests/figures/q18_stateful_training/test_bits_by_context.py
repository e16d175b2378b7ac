"""The claim of bits_by_context, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures import kit
from scripts.figures.q18_stateful_training import bits_by_context
from scripts.figures.q18_stateful_training.bits_by_context import SERIES, arrays
from tests.figures.says import says


@pytest.fixture(scope="module")
def plotted():
    return arrays()


@says(
    bits_by_context,
    "After one character the stateful network has 4.4, the stateless one 3.6, the level of counted pairs.",
    "Look at the left end: trained with a carried state, the network is worst from a cold start.",
)
def test_the_stateful_network_is_worst_from_a_cold_start(plotted):
    for name in set(SERIES) - {"stateful"}:
        assert plotted["stateful"][0].min() > plotted[name][0].max() + 0.2
    assert round(plotted["stateful"][0].mean(), 1) == 4.4
    assert round(plotted["stateless"][0].mean(), 1) == 3.6
    assert abs(plotted["stateless"][0] - plotted["pairs"]).max() < 0.03


@says(
    bits_by_context,
    "From 16 characters on all are flat near 2.7: more context brings nothing here.",
)
@pytest.mark.parametrize("name", SERIES)
def test_more_than_sixteen_characters_bring_nothing(plotted, name):
    later = plotted[name][plotted["contexts"] >= 16]
    assert (later.max(0) - later.min(0)).max() < 0.01
    assert 2.6 < later.mean() < 2.75


@says(bits_by_context, "Dots: seeds; lines: their mean, over 1 in 8 test characters.")
def test_dots_are_seeds_and_lines_their_means(plotted):
    lines = bits_by_context.draw().axes[0].lines[1:]  # before them the level of counted pairs
    shown = [line.get_ydata() for line in lines]
    expected = [values for name in SERIES for values in (*plotted[name].T, plotted[name].mean(1))]
    np.testing.assert_array_equal(shown, expected)
    assert kit.settings("carried_context").every == 8
