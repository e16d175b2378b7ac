"""The claims of cell_contributions and cell_half_lives, on the arrays that they plot."""

import numpy as np
import pytest

from scripts.figures import kit
from scripts.figures.q06_cell_state import cell_contributions, cell_half_lives

FIRST, SECOND = cell_contributions.FIRST - 1, cell_contributions.SECOND - 1


@pytest.fixture(scope="module")
def panels():
    return cell_contributions.arrays()


@pytest.mark.parametrize("name", cell_contributions.PANELS)
def test_the_bars_of_every_unit_add_up_to_its_cell_state(panels, name):
    shown = panels[name]
    assert np.abs(shown["every"]["terms"].sum(0) - shown["every"]["c"]).max() < 1e-12
    assert abs(shown["terms"].sum() - shown["c"]) < 1e-12
    assert shown["terms"].shape == (50,)


def shares(shown: dict) -> np.ndarray:
    return np.abs(shown["terms"]) / np.abs(shown["terms"]).sum()


def test_untrained_only_the_last_ten_steps_are_left(panels):
    assert shares(panels["untrained"])[-10:].sum() > 0.9


def test_the_keeper_of_the_sum_holds_both_marks_upwards_and_little_else(panels):
    shown = panels["sum"]
    assert shown["terms"][FIRST] > shown["terms"][SECOND] > 0
    assert shares(shown)[[FIRST, SECOND]].sum() > 0.65
    unmarked = np.delete(shown["terms"], [0, FIRST, SECOND])
    assert np.abs(unmarked).max() < 0.15 * shown["terms"][SECOND]


def test_the_largest_unit_holds_a_ramp_of_recent_steps(panels):
    shown = panels["large"]
    assert abs(shown["c"]) > 5
    assert shares(shown)[-10:].sum() > 0.7
    assert shares(shown)[FIRST] < 0.001


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


def test_most_units_stay_short_and_one_of_each_adder_outlasts_its_sequences():
    lives = cell_half_lives.arrays()
    assert 1.5 < lives["untrained"].min() < lives["untrained"].max() < 3.5
    for task in ("sum_25", "sum_50", "sum_100"):
        assert (lives[task][:, 0] > kit.settings("cell_memory").tasks[task][1]).all(), task
        assert (lives[task][:, 2] < 20).all(), task
    trained = np.concatenate([lives[task].ravel() for task in cell_half_lives.TASKS])
    assert (trained < 10).mean() > 0.9


def test_the_first_column_is_the_longest_of_each_network():
    for lives in cell_half_lives.arrays().values():
        assert lives.shape == (5, 16)
        assert (lives[:, 0] == lives.max(axis=1)).all()
