"""The claim of depth_products, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures.q31_deep_lstms import depth_products


@pytest.fixture(scope="module")
def plotted():
    return depth_products.arrays()


def test_the_lowest_plain_layer_gets_a_millionth_at_lag_nought_and_hundreds_of_times_that_at_25(plotted):
    lowest = plotted["plain 1"].mean(0)
    assert plotted["lags"][[0, -1]].tolist() == [0, 25]
    assert 0.8e-6 < lowest[0] < 1.2e-6
    assert lowest.argmax() == len(lowest) - 1
    each = plotted["plain 1"]
    assert ((each[:, -1] / each[:, 0] > 300) & (each[:, -1] / each[:, 0] < 1200)).all()


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
