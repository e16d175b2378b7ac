"""The claim of bits_by_context, on the arrays that it plots."""

import pytest

from scripts.figures.q18_stateful_training.bits_by_context import SERIES, arrays


@pytest.fixture(scope="module")
def plotted():
    return arrays()


def test_the_stateful_network_is_worst_from_a_cold_start(plotted):
    for name in set(SERIES) - {"stateful"}:
        assert plotted["stateful"][0].min() > plotted[name][0].max() + 0.2
    assert round(plotted["stateful"][0].mean(), 1) == 4.4
    assert round(plotted["stateless"][0].mean(), 1) == 3.6
    assert abs(plotted["stateless"][0] - plotted["pairs"]).max() < 0.03


@pytest.mark.parametrize("name", SERIES)
def test_more_than_sixteen_characters_bring_nothing(plotted, name):
    later = plotted[name][plotted["contexts"] >= 16]
    assert (later.max(0) - later.min(0)).max() < 0.01
    assert 2.6 < later.mean() < 2.75
