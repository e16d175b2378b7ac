"""Jacobians longer than 1, and what becomes of the gradient: what the figure says, on its arrays and on its drawing."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from scripts.figures.q07_vanishing_gradient import (
    gradient_explosion,
)
from tests.figures.q07_vanishing_gradient.lags import NARROW, SETTINGS, bands, curves, named
from tests.figures.says import says


@says(
    gradient_explosion,
    "With recurrent weights of variance 1/H it falls to 0.04 after 40 steps; with 16/H it grows to about 800, "
    "while the largest product of forget gates falls below 0.1.",
)
def test_grows_with_u_while_the_product_of_gates_shrinks() -> None:
    plotted = gradient_explosion.arrays()
    assert SETTINGS.jacobian.variances == [1, 4, 16]
    assert plotted["lags"][-1] == 40
    at_the_end = np.median(plotted["norms"], axis=1)[:, -1]
    assert at_the_end[0] == pytest.approx(0.04, abs=0.005)
    assert at_the_end[2] == pytest.approx(800, rel=0.05)
    assert plotted["direct"][:, -1].max() < 0.1


@says(
    gradient_explosion,
    "With large recurrent weights the norm of $\\partial(h,c)_T/\\partial(h,c)_{T-k}$ grows (thick), although "
    "every gate is below 1 and the direct path shrinks (dashed).",
)
@NARROW
def test_the_thick_line_grows_although_every_gate_is_below_1_and_the_dashed_one_falls(narrow) -> None:
    plotted = gradient_explosion.arrays()
    assert (plotted["largest_gate"] < 1).all()
    assert (plotted["norms"][-1, :, -1] > 1).all()
    lines = curves(gradient_explosion.draw(narrow).axes[0], plotted["lags"])
    thick = max(lines, key=lambda line: line.get_linewidth())
    (dashed,) = (line for line in lines if line.is_dashed())
    assert_array_equal(thick.get_ydata(), np.median(plotted["norms"][-1], axis=0))
    assert_array_equal(dashed.get_ydata(), np.median(plotted["direct"], axis=0))
    assert (np.diff(thick.get_ydata()) > 0).all()
    assert (np.diff(dashed.get_ydata()) < 0).all()


@says(gradient_explosion, "Medians of 20 random LSTMs; band: all at $16/H$.")
@NARROW
def test_lines_are_medians_of_20_and_the_band_is_all_at_the_largest_variance(narrow) -> None:
    plotted, (axes,) = gradient_explosion.arrays(), gradient_explosion.draw(narrow).axes
    assert plotted["norms"].shape[:2] == (3, 20)
    *norms, _ = curves(axes, plotted["lags"])
    assert_array_equal([line.get_ydata() for line in norms], np.median(plotted["norms"], axis=1))
    names = named(axes)
    for line, variance in zip(norms, (1, 4, 16), strict=True):
        assert names[f"$U$ variance ${variance}/H$"] == (*line.get_xydata()[-1], line.get_color())
    (band,) = bands(axes)
    assert_array_equal(band, [plotted["norms"][-1].min(0), plotted["norms"][-1].max(0)])
