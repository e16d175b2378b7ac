"""The claims of held_signal, on the arrays that it plots."""

import numpy as np

from scripts.figures.q48_reinforcement_learning import held_signal


def test_the_last_four_observations_are_the_same_and_the_signal_is_not_among_them():
    plotted = held_signal.arrays()
    assert len(plotted["north"]) == held_signal.N + 1 == 13
    np.testing.assert_array_equal(plotted["north"][-held_signal.STACK :], plotted["south"][-held_signal.STACK :])
    assert (plotted["north"][0] != plotted["south"][0]).any()


def test_near_one_the_gate_holds_the_signal_and_at_bias_1_it_does_not():
    plotted = held_signal.arrays()
    for sign, signal in ((1, "north"), (-1, "south")):
        assert (sign * plotted[f"{signal} 6"] > 0.97).all()
        assert 0 < sign * plotted[f"{signal} 1"][-1] < 0.03
