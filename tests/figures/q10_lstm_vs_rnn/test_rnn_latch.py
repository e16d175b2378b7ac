"""The claim of rnn_latch, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures.q10_lstm_vs_rnn import rnn_latch
from scripts.reference import lstm, rnn
from tests.figures.says import says

FALLS = (
    "From u = 1 to u = 3 its response to an input falls from 1 to 0.01, and with it the gradient's factor for each "
    "step, to 0.03: a unit that ignores its input loses the gradient to its past."
)


@pytest.fixture(scope="module")
def plotted():
    return rnn_latch.arrays()


def at(plotted: dict, name: str, u: float) -> float:
    return float(plotted[name][np.argmin(abs(plotted["u"] - u))])


@says(rnn_latch, FALLS)
def test_response_and_factor_fall_together(plotted):
    for name in ("response", "factor"):
        assert (np.diff(plotted[name]) < 0).all()


@says(rnn_latch, FALLS)
def test_the_values_are_those_that_the_text_names(plotted):
    assert at(plotted, "response", 1) == at(plotted, "factor", 1) == 1
    assert f"{at(plotted, 'response', 3):.2f} {at(plotted, 'factor', 3):.2f}" == "0.01 0.03"
    assert "falls from 1 to 0.01" in rnn_latch.ALT
    assert "to 0.03" in rnn_latch.ALT


@says(
    rnn_latch,
    "A tanh unit that holds a value by its own recurrent weight u.",
    "Factors of one step at the fixed point $h = \\tanh(u h)$: $1 - h^2$ for an input, $u (1 - h^2)$ for the past.",
)
def test_both_are_the_derivatives_of_the_reference_rnn(plotted):
    u, step = 2.0, 1e-6
    p = rnn.Params(np.ones((1, 1)), np.full((1, 1), u), np.zeros(1))
    h = np.ones((1, 1))
    for _ in range(200):
        h, _ = rnn.step(np.zeros((1, 1)), h, p)

    assert h.item() > 0.9
    assert h.item() == pytest.approx(np.tanh(u * h.item()))
    assert at(plotted, "response", u) == pytest.approx(1 - h.item() ** 2)
    assert at(plotted, "factor", u) == pytest.approx(u * (1 - h.item() ** 2))

    def after(dx: float, dh: float) -> float:
        return rnn.step(np.full((1, 1), dx), h + dh, p)[0].item()

    assert at(plotted, "response", u) == pytest.approx((after(step, 0) - after(-step, 0)) / (2 * step), rel=1e-6)
    assert at(plotted, "factor", u) == pytest.approx((after(0, step) - after(0, -step)) / (2 * step), rel=1e-6)


@says(rnn_latch, "LSTM: the direct factor at forget bias 5, whatever the input gate does.")
@pytest.mark.parametrize("input_bias", [-5.0, 0.0, 5.0])
def test_the_lstm_s_factor_is_its_forget_gate_whatever_the_input_gate_does(plotted, input_bias):
    p = lstm.Params(np.zeros((4, 1)), np.zeros((4, 1)), np.array([input_bias, 5.0, 0.0, 0.0]))
    one = np.ones((1, 1))
    *_, cache = lstm.step(one, one, one, p)
    direct = lstm.step_backward(0 * one, one, cache, p).dc_prev.item()
    assert plotted["lstm"] == pytest.approx(np.full_like(plotted["u"], direct))


def test_each_line_is_named_by_what_it_plots(plotted):
    axes = rnn_latch.draw().axes[0]
    for line, name in zip(axes.lines, ("lstm", "factor", "response"), strict=True):
        np.testing.assert_array_equal(line.get_data(), [plotted["u"], plotted[name]])
    assert [text.get_text() for text in axes.texts] == ["LSTM, past", "RNN, past", "RNN, input"]


def test_the_lstm_stays_above(plotted):
    assert (plotted["lstm"] > 0.99).all()
    assert (plotted["factor"][1:] < plotted["lstm"][1:]).all()
