"""The claim of recall_by_pairs, on the arrays that it plots."""

from itertools import pairwise

import numpy as np
import pytest

from scripts.figures.q40_limitations.recall_by_pairs import SERIES, arrays, label

SIZES = ("32", "64", "128")


@pytest.fixture(scope="module")
def plotted():
    return arrays()


@pytest.mark.parametrize(("name", "pairs"), [("32", 2.7), ("64", 5.1), ("128", 8.6), ("longer", 4.0)])
def test_as_many_pairs_are_recalled_as_is_said(plotted, name, pairs):
    assert round(float(plotted[f"{name} pairs"][-1].mean()), 1) == pairs
    near = np.interp(plotted[f"{name} pairs"][-1].mean(), plotted["counts"], plotted[name].mean(1))
    assert near == pytest.approx(0.9, abs=0.02)


def test_with_more_units_every_seed_is_ahead_at_the_end(plotted):
    for fewer, more in pairwise(SIZES):
        assert plotted[f"{fewer} pairs"][-1].max() < plotted[f"{more} pairs"][-1].min()


@pytest.mark.parametrize("name", SERIES)
def test_all_were_still_gaining(plotted, name):
    means = plotted[f"{name} pairs"].mean(1)
    assert (np.diff(means) > 0).all()
    last = 3000 if name == "longer" else 1000
    assert plotted[f"{name} updates"].tolist() == [last / 4, last / 2, last * 3 / 4, last]


def test_three_times_the_training_is_ahead_of_the_same_size(plotted):
    assert plotted["longer updates"][-1] == 3 * plotted["32 updates"][-1]
    assert plotted["32 pairs"][-1].max() < plotted["longer pairs"][-1].min()


def test_the_lookup_recalls_all_of_32(plotted):
    assert plotted["counts"][-1] == 32
    assert plotted["lookup"].min() > 0.99


def test_lines_are_named_apart():
    assert len({label(name) for name in SERIES}) == len(SERIES)
