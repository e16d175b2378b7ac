"""The claims of carry_by_layer, on the arrays that it plots."""

from itertools import pairwise

import numpy as np
import pytest

from scripts.figures import kit
from scripts.figures.q46_highway_networks import carry_by_layer
from tests.figures.kit.seeds import curve, expect_seeds
from tests.figures.says import says

AT_FIFTY = (
    "At 50 layers the highway with bias −3 has 0.99, the residual network 0.95, the plain one 0.66, and the highway "
    "with bias 0 is near chance."
)


@pytest.fixture(scope="module")
def plotted():
    return carry_by_layer.arrays()


@says(carry_by_layer, AT_FIFTY)
@pytest.mark.parametrize(("kind", "share"), [("highway", 0.99), ("residual", 0.95), ("plain", 0.66)])
def test_at_fifty_layers_they_end_where_it_is_said(plotted, kind, share):
    assert plotted["depths"].tolist() == [2, 10, 20, 50]
    right = plotted[f"{kind} right"]
    assert right[:, -1].mean() == pytest.approx(share, abs=0.005)
    assert right[:, 0].mean() > 0.99


def test_every_seed_keeps_the_order_at_fifty_layers(plotted):
    kinds = ("highway_0", "plain", "residual", "highway")
    rights = [plotted[f"{kind} right"][:, -1] for kind in kinds]
    for worse, better in pairwise(rights):
        assert worse.max() < better.min()


@says(carry_by_layer, AT_FIFTY)
def test_a_highway_without_the_bias_guesses(plotted):
    kinds = kit.settings("highway_depth").kinds
    assert (kinds.highway.gate_bias, kinds.highway_0.gate_bias) == (-3, 0)
    assert plotted["guess"] == kit.data("highway_depth").largest_class
    assert plotted["highway_0 right"][:, -1].mean() < plotted["guess"] + 0.03


@says(carry_by_layer, "With bias −3, training opens the upper gates and closes the lowest slightly.")
def test_training_opens_the_upper_gates_and_closes_the_lowest_slightly(plotted):
    start, end = plotted["highway start"], plotted["highway end"]
    assert start.shape == end.shape == (5, 50)
    opened = start - end
    assert (opened[:, -10:].mean(1) > 0.03).all()
    lowest = opened[:, :10].mean(1)
    assert (lowest < 0).all()
    assert (lowest > -0.02).all()


def test_before_training_each_layer_carries_what_its_bias_says(plotted):
    for kind, carried in (("highway", 1 / (1 + np.exp(-3.0))), ("highway_0", 0.5)):
        assert np.abs(plotted[f"{kind} start"].mean(0) - carried).max() < 0.015


@says(
    carry_by_layer,
    "Share of training images right after 300 updates, against depth; carry by layer.",
    "Share of training images right after 300 updates: marks are seeds, grey is chance.",
    "Then what each of 50 highway layers carries, $1 - T$: dotted before training, solid after; bands span the seeds.",
)
@pytest.mark.parametrize("narrow", [False, True])
def test_marks_are_seeds_and_bands_span_them(plotted, narrow):
    assert kit.settings("highway_depth").updates == 300
    depth, layer = carry_by_layer.draw(narrow).axes
    seeds = [plotted[f"{kind} right"].T for kind in carry_by_layer.KINDS]
    expect_seeds(depth, [(curve(depth, right.mean(1)).get_xdata(), right) for right in seeds])
    grey = curve(depth, [plotted["guess"]] * 2)
    assert grey.get_color() == kit.RULE
    bands = iter(layer.collections)
    for kind in ("highway", "highway_0"):
        for when in ("start", "end"):
            seeds, colour = plotted[f"{kind} {when}"], carry_by_layer.KINDS[kind][1]
            assert seeds.shape == (5, 50)
            line = curve(layer, seeds.mean(0))
            assert line.get_color() == colour
            assert (line.get_linestyle() == ":") == (when == "start")
            corners = next(bands).get_paths()[0].vertices
            for at in range(50):
                heights = corners[corners[:, 0] == at + 1, 1]
                assert (heights.min(), heights.max()) == (seeds[:, at].min(), seeds[:, at].max())
