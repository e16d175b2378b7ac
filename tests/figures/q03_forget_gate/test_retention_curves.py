"""What is left of a memory at each forget bias is what the texts say, on the arrays that are plotted."""

import numpy as np
import pytest

from scripts.figures import kit
from scripts.figures.q03_forget_gate import retention_curves
from scripts.figures.q03_forget_gate.retention_curves import BIASES, arrays
from tests.figures.says import says


@says(
    retention_curves,
    "What is left of a memory after k steps when the forget gate stays at the value its bias sets: half is gone after "
    "1 step with bias 0, after 2.2 steps with bias 1, after 14 with bias 3 and after 103 with bias 5.",
)
def test_half_is_gone_after_the_steps_that_the_text_has():
    plotted = arrays()
    assert BIASES == (0, 1, 3, 5)
    assert plotted["gates"] == pytest.approx(1 / (1 + np.exp(-np.array(BIASES))))
    assert plotted["gates"] ** plotted["half_lives"] == pytest.approx(np.full(4, 0.5))
    for kept, half in zip(plotted["kept"], plotted["half_lives"], strict=True):
        assert np.interp(half, plotted["steps"], kept) == pytest.approx(0.5, abs=1e-3)
    one, two, fourteen, hundred = plotted["half_lives"]
    assert (f"{one:.0f}", f"{two:.1f}", f"{fourteen:.0f}", f"{hundred:.0f}") == ("1", "2.2", "14", "103")
    drawn = {text.get_text() for text in retention_curves.draw().axes[0].texts}
    assert drawn == {"bias 0\n1 step", "bias 1\n2.2 steps", "bias 3\n14 steps", "bias 5\n103 steps"}


@says(
    retention_curves,
    "$f^k$ for a gate held at $f = \\sigma(b_f)$, with nothing written; steps on a logarithmic scale.",
)
@pytest.mark.parametrize("narrow", [False, True])
def test_the_curves_are_powers_of_the_gate_over_steps_on_a_logarithmic_scale(narrow):
    plotted, (axes,) = arrays(), retention_curves.draw(narrow).axes
    curves = [line for line in axes.lines if len(line.get_xdata()) == len(plotted["steps"])]
    assert axes.get_xscale() == "log"
    assert axes.get_yscale() == "linear"
    for bias, curve in zip(BIASES, curves, strict=True):
        np.testing.assert_allclose(curve.get_ydata(), (1 / (1 + np.exp(-bias))) ** curve.get_xdata())
    memory = np.ones(4)  # the gates' step with nothing written, one step after the other
    for k in range(1, 11):
        memory *= plotted["gates"]
        assert [np.interp(k, plotted["steps"], kept) for kept in plotted["kept"]] == pytest.approx(memory, abs=1e-3)


@says(retention_curves, "The curves differ in where they stand, little in shape.")
def test_over_their_half_lives_the_curves_fall_together():
    plotted = arrays()
    assert (np.diff(plotted["kept"], axis=0) > 0).all()
    reach = np.array([0.5, 1, 2, 3])
    shapes = [
        np.interp(reach * half, plotted["steps"], kept)
        for half, kept in zip(plotted["half_lives"][1:], plotted["kept"][1:], strict=True)
    ]
    assert np.ptp(shapes, axis=0).max() < 0.01
    assert plotted["half_lives"][-1] > 100 * plotted["half_lives"][0]


@says(retention_curves, "Dots: half-lives, $\\ln\\tfrac12 / \\ln f$ steps.")
def test_the_dots_stand_at_the_half_lives():
    plotted = arrays()
    dots = [line for line in retention_curves.draw().axes[0].lines if line.get_marker() == "o"]
    half_lives = np.log(0.5) / np.log(plotted["gates"])
    np.testing.assert_allclose([line.get_xydata()[0] for line in dots], np.column_stack([half_lives, [0.5] * 4]))


def test_none_keeps_all():
    kept = arrays()["kept"]
    assert (np.diff(kept, axis=1) < 0).all()
    assert kept[-1, -1] < 0.01


def test_it_is_drawn_in_the_colour_of_the_forget_gate():
    lines = retention_curves.draw().axes[0].lines
    assert {line.get_color() for line in lines} == {kit.FORGET, kit.RULE}
