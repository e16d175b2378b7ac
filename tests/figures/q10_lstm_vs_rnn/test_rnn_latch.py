"""The claim of rnn_latch, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures.q10_lstm_vs_rnn import rnn_latch
from scripts.reference import rnn


@pytest.fixture(scope="module")
def plotted():
    return rnn_latch.arrays()


def at(plotted: dict, name: str, u: float) -> float:
    return float(plotted[name][np.argmin(abs(plotted["u"] - u))])


def test_response_and_factor_fall_together(plotted):
    for name in ("response", "factor"):
        assert (np.diff(plotted[name]) < 0).all()


def test_the_values_are_those_that_the_text_names(plotted):
    assert at(plotted, "response", 1) == at(plotted, "factor", 1) == 1
    assert f"{at(plotted, 'response', 3):.2f} {at(plotted, 'factor', 3):.2f}" == "0.01 0.03"
    assert "falls from 1 to 0.01" in rnn_latch.ALT
    assert "to 0.03" in rnn_latch.ALT


def test_both_are_the_derivatives_of_the_reference_rnn(plotted):
    u, step = 2.0, 1e-6
    p = rnn.Params(np.ones((1, 1)), np.full((1, 1), u), np.zeros(1))
    h = np.ones((1, 1))
    for _ in range(200):
        h, _ = rnn.step(np.zeros((1, 1)), h, p)

    def after(dx: float, dh: float) -> float:
        return rnn.step(np.full((1, 1), dx), h + dh, p)[0].item()

    assert at(plotted, "response", u) == pytest.approx((after(step, 0) - after(-step, 0)) / (2 * step), rel=1e-6)
    assert at(plotted, "factor", u) == pytest.approx((after(0, step) - after(0, -step)) / (2 * step), rel=1e-6)


def test_the_lstm_stays_above(plotted):
    assert (plotted["lstm"] > 0.99).all()
    assert (plotted["factor"][1:] < plotted["lstm"][1:]).all()
