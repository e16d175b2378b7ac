"""The claims of cell_contributions and cell_half_lives, on the arrays that they plot."""

import numpy as np
import pytest

from scripts.figures import kit
from scripts.figures.q06_cell_state import cell_contributions, cell_half_lives
from tests.figures.says import says

FIRST, SECOND = cell_contributions.FIRST - 1, cell_contributions.SECOND - 1


@pytest.fixture(scope="module")
def panels():
    return cell_contributions.arrays()


@says(
    cell_contributions,
    r"Each bar is what one step left in the cell state, $(\prod_{t>k} f_t) i_k g_k$; all bars of a panel add up "
    r"to $c_{50}$.",
)
@pytest.mark.parametrize("name", cell_contributions.PANELS)
def test_the_bars_of_every_unit_add_up_to_its_cell_state(panels, name):
    shown = panels[name]
    assert np.abs(shown["every"]["terms"].sum(0) - shown["every"]["c"]).max() < 1e-12
    assert abs(shown["terms"].sum() - shown["c"]) < 1e-12
    assert shown["terms"].shape == (50,)


def shares(shown: dict) -> np.ndarray:
    return np.abs(shown["terms"]) / np.abs(shown["terms"]).sum()


@says(
    cell_contributions,
    "Untrained: nearly only the last ten.",
)
def test_untrained_only_the_last_ten_steps_are_left(panels):
    assert shares(panels["untrained"])[-10:].sum() > 0.9


@says(
    cell_contributions,
    "Trained to add: mainly the two marked steps, both upwards.",
)
def test_the_keeper_of_the_sum_holds_both_marks_upwards_and_little_else(panels):
    shown = panels["sum"]
    assert shown["terms"][FIRST] > shown["terms"][SECOND] > 0
    assert shares(shown)[[FIRST, SECOND]].sum() > 0.65
    unmarked = np.delete(shown["terms"], [0, FIRST, SECOND])
    assert np.abs(unmarked).max() < 0.15 * shown["terms"][SECOND]


@says(
    cell_contributions,
    "The largest unit: a ramp of recent steps.",
)
def test_the_largest_unit_holds_a_ramp_of_recent_steps(panels):
    shown = panels["large"]
    assert abs(shown["c"]) > 5
    assert shares(shown)[-10:].sum() > 0.7
    assert shares(shown)[FIRST] < 0.001


@says(
    cell_contributions,
    "Trained to give the last value: the second mark's bar points down, half as long as the first's; the gate is 0.93.",
)
def test_the_keeper_of_the_last_value_undoes_half_of_the_first_with_its_gate_open(panels):
    shown = panels["last"]
    assert shown["terms"][FIRST] > 0 > shown["terms"][SECOND]
    assert -0.65 < shown["terms"][SECOND] / shown["terms"][FIRST] < -0.45
    assert round(shown["f"][SECOND], 2) == 0.93


def test_the_marks_are_where_the_caption_says():
    xs = cell_contributions.sequence()
    assert xs.shape == (50, 1, 2)
    assert list(xs[:, 0, 1].nonzero()[0] + 1) == [10, 35]
    assert list(xs[[FIRST, SECOND], 0, 0]) == [0.9, 0.6]


@says(
    cell_half_lives,
    "Untrained, all lie at 2 to 3 steps.",
    "After training most are still below 10, but in every network trained to add, one unit's exceeds the length"
    " of the sequences, whether that is 25, 50 or 100.",
)
def test_most_units_stay_short_and_one_of_each_adder_outlasts_its_sequences():
    lives = cell_half_lives.arrays()
    assert 1.5 < lives["untrained"].min() < lives["untrained"].max() < 3.5
    for task in ("sum_25", "sum_50", "sum_100"):
        assert (lives[task][:, 0] > kit.settings("cell_memory").tasks[task][1]).all(), task
        assert (lives[task][:, 2] < 20).all(), task
    trained = np.concatenate([lives[task].ravel() for task in cell_half_lives.TASKS])
    assert (trained < 10).mean() > 0.9


def test_the_first_column_is_the_longest_of_each_network():
    for name, lives in cell_half_lives.arrays().items():
        if name == "at the bias":
            continue
        assert lives.shape == (5, 16)
        assert (lives[:, 0] == lives.max(axis=1)).all()


@says(
    cell_half_lives,
    "Each mark is a unit; diamonds are the longest of each network.",
    "Dashed: the length $T$ of the sequences.",
    "Thin line: the half-life at the forget bias of 1 that all began with.",
)
def test_each_unit_is_a_mark_between_the_lengths_and_the_start():
    plotted, settings = cell_half_lives.arrays(), kit.settings("cell_memory")
    lines = cell_half_lives.draw().axes[0].lines
    marks = {kind: [line.get_ydata().tolist() for line in lines if line.get_marker() == kind] for kind in ".D"}
    networks = [lives for name, lives in plotted.items() if name != "at the bias"]
    assert marks["D"] == [lives[:, 0].tolist() for lives in networks]
    assert marks["."] == [lives[:, 1:].ravel().tolist() for lives in networks]
    dashed = [line.get_ydata()[0] for line in lines if line.is_dashed()]
    assert dashed == [settings.tasks[task][1] for task in cell_half_lives.TASKS]
    (start,) = (line.get_ydata()[0] for line in lines if line.get_marker() == "None" and not line.is_dashed())
    assert settings.forget_bias == 1
    assert start == plotted["at the bias"] == pytest.approx(np.log(0.5) / np.log(1 / (1 + np.exp(-1))))
