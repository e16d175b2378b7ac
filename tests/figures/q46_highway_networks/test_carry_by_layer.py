"""The claims of carry_by_layer, on the arrays that it plots."""

from itertools import pairwise

import numpy as np
import pytest

from scripts.figures.q46_highway_networks import carry_by_layer


@pytest.fixture(scope="module")
def plotted():
    return carry_by_layer.arrays()


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


def test_a_highway_without_the_bias_guesses(plotted):
    assert plotted["highway_0 right"][:, -1].mean() < plotted["guess"] + 0.03


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
