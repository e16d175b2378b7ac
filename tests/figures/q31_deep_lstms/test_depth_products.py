"""The claim of depth_products, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures.q31_deep_lstms import depth_products
from tests.figures.says import says


@pytest.fixture(scope="module")
def plotted():
    return depth_products.arrays()


@says(
    depth_products,
    "Plain: layer 1 gets a millionth at lag 0, hundreds of times that at 25.",
)
def test_the_lowest_plain_layer_gets_a_millionth_at_lag_nought_and_hundreds_of_times_that_at_25(plotted):
    lowest = plotted["plain 1"].mean(0)
    assert plotted["lags"][[0, -1]].tolist() == [0, 25]
    assert 0.8e-6 < lowest[0] < 1.2e-6
    assert lowest.argmax() == len(lowest) - 1
    each = plotted["plain 1"]
    assert ((each[:, -1] / each[:, 0] > 300) & (each[:, -1] / each[:, 0] < 1200)).all()


@says(
    depth_products,
    "Residual: layer 1 gets all of it at lag 0.",
)
def test_the_lowest_residual_layer_gets_all_of_it_at_lag_nought(plotted):
    assert ((plotted["residual 1"][:, 0] > 0.9) & (plotted["residual 1"][:, 0] < 1.3)).all()


@pytest.mark.parametrize("kind", depth_products.KINDS)
@pytest.mark.parametrize("layer", ["1", "3"])
def test_the_sum_follows_the_low_layers(plotted, kind, layer):
    ratio = plotted[f"{kind} {layer}"].mean(0) / plotted[f"{kind} {layer} model"]
    assert (np.abs(np.log10(ratio[plotted["lags"] <= 15])) < np.log10(2)).all()


@pytest.mark.parametrize("kind", depth_products.KINDS)
def test_the_sum_falls_short_in_the_high_layers(plotted, kind):
    assert plotted[f"{kind} 7"].mean(0)[-1] > 10 * plotted[f"{kind} 7 model"][-1]


@says(depth_products, "The sum over staircases follows the low layers and falls short in the high ones at long lags.")
def test_where_the_sum_follows(plotted):
    for kind in depth_products.KINDS:
        for layer in ("1", "3"):
            ratio = plotted[f"{kind} {layer}"].mean(0) / plotted[f"{kind} {layer} model"]
            assert (np.abs(np.log10(ratio[plotted["lags"] <= 15])) < np.log10(2)).all()
        assert plotted[f"{kind} 7"].mean(0)[-1] > 10 * plotted[f"{kind} 7 model"][-1]


@says(
    depth_products, "Lines: mean of five seeds; bands: their range.", "Dotted: the sum over staircases, nothing fitted."
)
def test_lines_are_means_bands_ranges_and_dots_the_model(plotted):
    for axes, kind in zip(depth_products.draw().axes, depth_products.KINDS, strict=True):
        drawn = [line.get_ydata() for line in axes.lines]
        edges = {height for band in axes.collections for height in band.get_paths()[0].vertices[:, 1].tolist()}
        for layer in depth_products.LAYERS:
            seeds = plotted[f"{kind} {layer}"]
            assert seeds.shape[0] == 5
            assert any(np.array_equal(line, seeds.mean(0)) for line in drawn)
            assert any(np.array_equal(line, plotted[f"{kind} {layer} model"]) for line in drawn)
            assert {*seeds.min(0).tolist(), *seeds.max(0).tolist()} <= edges
