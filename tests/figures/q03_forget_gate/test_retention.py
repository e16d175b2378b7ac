"""The claims of the forget gate's drawing and of retention_curves."""

import numpy as np
import pytest

from scripts.figures.kit.cell import LSTM
from scripts.figures.q03_forget_gate import cell_forget, retention_curves
from scripts.reference import lstm
from scripts.reference.activations import sigmoid
from tests.figures.says import says


@says(
    cell_forget,
    "The forget gate reads the old hidden state and the input, and its value multiplies the old cell state: a number "
    "near 1 keeps a unit's memory, a number near 0 erases it.",
    "Nothing else in the cell scales the memory.",
    "The forget path of the cell: $f_t = \\sigma(W_f x_t + U_f h_{t-1} + b_f)$ scales $c_{t-1}$ unit by unit on its "
    "way to $c_t$.",
)
def test_only_the_forget_gate_scales_the_old_cell_state():
    assert {wire.start for wire in LSTM.wires if wire.end == "keep"} == {"f", "c_prev"}
    assert {wire.end for wire in LSTM.wires if wire.start == "c_prev"} == {"keep"}
    drawn = np.random.default_rng(0)
    p = lstm.Params(drawn.normal(size=(12, 4)), drawn.normal(size=(12, 3)), drawn.normal(size=12))
    x, h, c = drawn.normal(size=(1, 4)), drawn.normal(size=(1, 3)), drawn.normal(size=(1, 3))
    first, second = (lstm.step(x, h, cell, p)[1] for cell in (c, 2 * c))
    W_f, U_f, b_f = p.W[3:6], p.U[3:6], p.b[3:6]  # i, f, g, o
    np.testing.assert_allclose(second - first, sigmoid(x @ W_f.T + h @ U_f.T + b_f) * c)


@says(
    retention_curves,
    "What is left of a memory after k steps when the forget gate stays at the value its bias sets: half is gone after "
    "1 step with bias 0, after 2.2 steps with bias 1, after 14 with bias 3 and after 103 with bias 5.",
    "$f^k$ for a gate held at $f = \\sigma(b_f)$, with nothing written; steps on a logarithmic scale.",
    "Dots: half-lives, $\\ln\\tfrac12 / \\ln f$ steps.",
)
def test_curves_are_powers_and_dots_half_lives():
    plotted = retention_curves.arrays()
    gates = sigmoid(np.array([0.0, 1, 3, 5]))
    np.testing.assert_allclose(plotted["kept"], gates[:, None] ** plotted["steps"])
    np.testing.assert_allclose(plotted["half_lives"], np.log(0.5) / np.log(gates))
    assert [f"{life:.2g}" if life < 100 else f"{life:.0f}" for life in plotted["half_lives"]] == [
        "1",
        "2.2",
        "14",
        "103",
    ]
    axes = retention_curves.draw().axes[0]
    assert axes.get_xscale() == "log"
    dots = np.concatenate([line.get_xydata() for line in axes.lines if line.get_marker() not in ("None", "")])
    assert sorted(x for x, y in dots if y == pytest.approx(0.5)) == pytest.approx(sorted(plotted["half_lives"]))


@says(retention_curves, "The curves differ in where they stand, little in shape.")
def test_over_the_logarithm_of_steps_the_curves_are_one_shifted():
    plotted = retention_curves.arrays()
    for kept, life in zip(plotted["kept"], plotted["half_lives"], strict=True):
        np.testing.assert_allclose(kept, 0.5 ** (plotted["steps"] / life))
