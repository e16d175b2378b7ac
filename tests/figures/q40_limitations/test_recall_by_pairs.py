"""The claim of recall_by_pairs, on the arrays that it plots."""

from itertools import pairwise

import numpy as np
import pytest

from scripts.figures import kit
from scripts.figures.q40_limitations import recall_by_pairs
from scripts.figures.q40_limitations.recall_by_pairs import SERIES, arrays, draw, label
from tests.figures.kit.seeds import curve, expect_seeds
from tests.figures.says import says

SIZES = ("32", "64", "128")
FALLS = (
    "It falls below 0.9 at 2.7 pairs with 32 units, 5.1 with 64 and 8.6 with 128; an attention lookup recalls all 32."
)
GAINED = "All LSTMs still gained in the last quarter of training; three times the updates bring 32 units to 4.0."


@pytest.fixture(scope="module")
def plotted():
    return arrays()


@says(recall_by_pairs, FALLS, GAINED)
@pytest.mark.parametrize(("name", "pairs"), [("32", 2.7), ("64", 5.1), ("128", 8.6), ("longer", 4.0)])
def test_as_many_pairs_are_recalled_as_is_said(plotted, name, pairs):
    assert round(float(plotted[f"{name} pairs"][-1].mean()), 1) == pairs
    near = np.interp(plotted[f"{name} pairs"][-1].mean(), plotted["counts"], plotted[name].mean(1))
    assert near == pytest.approx(0.9, abs=0.02)
    above = plotted[name].mean(1) >= 0.9
    assert (above == (plotted["counts"] <= plotted[f"{name} pairs"][-1].mean())).all()
    assert kit.settings("pairs_recalled").well == 0.9


@says(recall_by_pairs, "More units recall more pairs after the same training.")
def test_with_more_units_every_seed_is_ahead_at_the_end(plotted):
    for fewer, more in pairwise(SIZES):
        assert plotted[f"{fewer} pairs"][-1].max() < plotted[f"{more} pairs"][-1].min()
        assert plotted[f"{fewer} updates"][-1] == plotted[f"{more} updates"][-1]


@says(recall_by_pairs, GAINED)
@pytest.mark.parametrize("name", SERIES)
def test_all_were_still_gaining(plotted, name):
    means = plotted[f"{name} pairs"].mean(1)
    assert (np.diff(means) > 0).all()
    assert (np.diff(plotted[f"{name} pairs"], axis=0)[-1] > 0).all()
    last = 3000 if name == "longer" else 1000
    assert plotted[f"{name} updates"].tolist() == [last / 4, last / 2, last * 3 / 4, last]


@says(
    recall_by_pairs,
    GAINED,
    "Longer training of the smallest helps as well, so its curve shows what it had learned, not what its state can "
    "hold.",
)
def test_three_times_the_training_is_ahead_of_the_same_size(plotted):
    assert plotted["longer updates"][-1] == 3 * plotted["32 updates"][-1]
    assert kit.settings("pairs_recalled").longer.H == min(kit.settings("pairs_recalled").H) == 32
    assert plotted["32 pairs"][-1].max() < plotted["longer pairs"][-1].min()


@says(recall_by_pairs, FALLS)
def test_the_lookup_recalls_all_of_32(plotted):
    assert plotted["counts"][-1] == 32
    assert plotted["lookup"][-1].min() > 0.999
    assert plotted["lookup"].min() > 0.99


def test_lines_are_named_apart():
    assert len({label(name) for name in SERIES}) == len(SERIES)


@says(recall_by_pairs, "Share of values recalled over the pairs shown.", "Dots: seeds.")
@pytest.mark.parametrize("narrow", [False, True])
def test_each_seed_has_its_dots(plotted, narrow):
    recall, growth = draw(narrow).axes
    expect_seeds(recall, [(plotted["counts"], plotted[name]) for name in SIZES])
    expect_seeds(growth, [(plotted[f"{name} updates"], plotted[f"{name} pairs"]) for name in SERIES])
    for name in (*SIZES, "lookup"):
        assert (curve(recall, plotted[name].mean(1)).get_xdata() == plotted["counts"]).all()
