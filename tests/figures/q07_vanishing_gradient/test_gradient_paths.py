"""The gradient along the cell alone and along every path: what the figure says, on its arrays and on its drawing."""

import numpy as np
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from scripts.figures.q07_vanishing_gradient import (
    gradient_paths,
)
from scripts.reference import bptt, jacobian, lstm
from tests.figures.q07_vanishing_gradient.lags import NARROW, SETTINGS, bands, curves
from tests.figures.says import says


def test_both_start_from_the_same() -> None:
    plotted = gradient_paths.arrays()
    assert plotted["direct"][..., 0] == pytest.approx(plotted["full"][..., 0])


@says(
    gradient_paths,
    "Gradient at c, k steps back, in untrained LSTMs with forget bias 1, 3 and 5: along the cell alone and along "
    "every path.",
)
@NARROW
def test_each_panel_is_of_its_forget_bias(narrow) -> None:
    assert gradient_paths.BIASES == (1, 3, 5)
    panels = gradient_paths.draw(narrow).axes
    assert [axes.get_title("left") for axes in panels] == [f"forget bias {bias}" for bias in (1, 3, 5)]
    assert [SETTINGS.models[f"lstm_bias_{bias}"].forget_bias for bias in (1, 3, 5)] == [1, 3, 5]


@says(
    gradient_paths,
    "With bias 1 all paths bring hundreds of times what the cell carries after 50 steps; with bias 5 hardly twice "
    "as much, but twenty times after 95.",
)
def test_all_paths_bring_more_than_the_cell() -> None:
    plotted = gradient_paths.arrays()
    at_50, at_95 = (list(plotted["lags"]).index(lag) for lag in (50, 95))
    bias_1, _, bias_5 = plotted["full"].mean(1) / plotted["direct"].mean(1)
    assert 200 < bias_1[at_50] < 1000
    assert 1.5 < bias_5[at_50] < 2
    assert bias_5[at_95] == pytest.approx(20, abs=1)


@says(gradient_paths, "With bias 1 they are furthest apart.")
def test_with_bias_1_they_are_furthest_apart() -> None:
    plotted = gradient_paths.arrays()
    bias_1, bias_3, bias_5 = (plotted["full"] / plotted["direct"]).mean(1)[:, 1:]  # they start from the same
    assert (bias_1 > bias_3).all()
    assert (bias_1 > bias_5).all()


@says(
    gradient_paths,
    "Solid: along the cell alone, the product of forget gates.",
    "Dashed: the full gradient, which also runs through $h$.",
    "Means of 5 seeds; bands: smallest to largest.",
)
@NARROW
def test_solid_is_the_cell_alone_and_dashed_every_path(narrow) -> None:
    plotted = gradient_paths.arrays()
    for place, axes in enumerate(gradient_paths.draw(narrow).axes):
        lines, ranges = curves(axes, plotted["lags"]), bands(axes)
        for path, dashed, line, band in zip(("direct", "full"), (False, True), lines, ranges, strict=True):
            seeds = plotted[path][place]
            assert len(seeds) == 5
            assert line.is_dashed() == dashed
            assert_array_equal(line.get_ydata(), seeds.mean(0))
            assert_array_equal(band, [seeds.min(0), seeds.max(0)])


def test_without_u_the_full_gradient_is_the_product_of_forget_gates() -> None:
    rng = np.random.default_rng(0)
    p = lstm.Params(rng.normal(size=(20, 3)), rng.normal(size=(20, 5)), rng.normal(size=20))
    xs, zero, dc_T = rng.normal(size=(6, 2, 3)), np.zeros((2, 5)), rng.normal(size=(2, 5))
    for weights, alone in ((p, False), (p._replace(U=0 * p.U), True)):
        caches = bptt.forward(xs, zero, zero, weights)[2]
        to_c = bptt.state_gradients(np.zeros((6, 2, 5)), caches, weights, dc_T)[1]
        product = np.prod([cache.f for cache in caches], axis=0)
        assert_allclose(jacobian.direct_path(caches), product)
        assert np.allclose(to_c[0], dc_T * product) == alone
