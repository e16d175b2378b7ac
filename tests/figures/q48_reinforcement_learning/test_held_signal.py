"""The claims of held_signal, on the arrays that it plots."""

import numpy as np
import pytest
from matplotlib.patches import Rectangle

from scripts.figures.q48_reinforcement_learning import held_signal
from tests.figures.kit.seeds import curve
from tests.figures.says import says

BELOW = (
    "Below: one LSTM unit, weights set by hand, after either signal; with a forget gate near 1 the turn can still be "
    "read."
)


@says(
    held_signal,
    "The signal at the start is outside the last four observations, which are the same whichever way is right.",
)
def test_the_last_four_observations_are_the_same_and_the_signal_is_not_among_them():
    plotted = held_signal.arrays()
    assert held_signal.STACK == 4
    assert len(plotted["north"]) == held_signal.N + 1 == 13
    np.testing.assert_array_equal(plotted["north"][-held_signal.STACK :], plotted["south"][-held_signal.STACK :])
    assert (plotted["north"][0] != plotted["south"][0]).any()


@says(
    held_signal,
    "Below, one unit's cell state, weights set by hand, stays near plus or minus 1 up to the junction at forget bias "
    "6; at bias 1 it is nearly 0 there.",
    BELOW,
)
def test_near_one_the_gate_holds_the_signal_and_at_bias_1_it_does_not():
    plotted = held_signal.arrays()
    for sign, signal in ((1, "north"), (-1, "south")):
        assert (sign * plotted[f"{signal} 6"] > 0.97).all()
        assert (abs(plotted[f"{signal} 6"]) <= 1).all()
        assert 0 < sign * plotted[f"{signal} 1"][-1] < 0.03
    p = held_signal.unit(6)
    assert p.b.shape == (4,)  # four blocks of one unit
    assert 1 / (1 + np.exp(-p.b[1])) > 0.99


@says(held_signal, "A T-maze.", "Shaded: all that a stack of 4 sees at the junction.", BELOW)
@pytest.mark.parametrize("narrow", [False, True])
def test_the_four_places_up_to_the_junction_are_shaded_over_both_lines(narrow):
    plotted, (maze, state) = held_signal.arrays(), held_signal.draw(narrow).axes
    N = held_signal.N
    rooms = {(patch.get_x() + 0.5, patch.get_y() + 0.5) for patch in maze.patches if patch.get_width() == 1}
    assert rooms == {*((step, 0) for step in range(N + 1)), (N, 1), (N, -1)}
    for axes in (maze, state):
        (shade,) = (patch for patch in axes.patches if isinstance(patch, Rectangle) and patch.get_width() == 4)
        places = [step for step in range(N + 1) if 0 < step - shade.get_x() < 4]
        assert places == list(range(N + 1))[-held_signal.STACK :]
    for bias in ("6", "1"):
        lines = [curve(state, plotted[f"{signal} {bias}"]) for signal in held_signal.SIGNALS]
        (colour,) = {line.get_color() for line in lines}
        written = {text.get_text(): text.get_color() for text in state.texts}
        assert written[f"forget bias {bias}"] == colour
