"""The claims of burn_in, on the arrays that it plots."""

import pytest

from scripts.figures.q48_reinforcement_learning import burn_in


@pytest.fixture(scope="module")
def plotted():
    return burn_in.arrays()


def test_a_stored_state_begins_closer(plotted):
    for bias in ("1", "3"):
        assert 1 / 11 < plotted[f"stored {bias}"][0] / plotted[f"zeros {bias}"][0] < 1 / 7
        assert (plotted[f"stored {bias}"] < plotted[f"zeros {bias}"]).all()


def test_burn_in_repairs_a_short_memory_and_hardly_a_long_one(plotted):
    for start in burn_in.STARTS:
        assert plotted[f"{start} 1"][-1] < plotted[f"{start} 1"][0] / 1000
        assert plotted[f"{start} 3"][-1] > plotted[f"{start} 3"][0] / 3
