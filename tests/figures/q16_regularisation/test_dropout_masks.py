"""The claims of dropout_masks, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures.q16_regularisation import dropout_masks
from scripts.figures.q16_regularisation.dropout_masks import KINDS, STEPS, UNITS, arrays
from tests.figures.says import says


@says(dropout_masks, "A fresh mask on the cell state has erased all six by the end.")
def test_a_fresh_mask_on_the_cell_state_erases_every_value_at_its_first_drop():
    dropped, states = arrays()["c"]
    assert states.shape == (STEPS, 6)
    assert not states[-1].any()
    assert np.array_equal(states != 0.0, ~np.logical_or.accumulate(dropped))


@says(
    dropout_masks,
    "With the gates held, a mask on the hidden state, a fresh mask on the candidate and zoneout leave all six.",
)
def test_the_other_three_leave_every_value_as_it_was():
    assert set(KINDS) == {"c", "h", "g", "keep_c"}
    for name in set(KINDS) - {"c"}:
        dropped, states = arrays()[name]
        assert states.shape == (STEPS, 6)
        assert dropped.any()
        assert np.allclose(states, 1.0, rtol=0, atol=1e-15)


def test_only_the_mask_on_h_is_the_same_at_all_steps():
    for name, (dropped, _) in arrays().items():
        assert dropped.shape == (STEPS, UNITS)
        assert (dropped == dropped[0]).all() == (name == "h")
        assert 0 < dropped[0].sum() < UNITS or name != "h"


@says(
    dropout_masks,
    "Six units hold a value: whatever is masked, forget gates stay at 1 and nothing is written.",
)
def test_each_value_is_what_it_was_before_times_its_own_mask_and_nothing_more():
    assert UNITS == 6
    for name, (dropped, states) in arrays().items():
        before = np.vstack([np.ones(UNITS), states[:-1]])
        mask = np.where(dropped, 0.0, 1 / (1 - dropout_masks.RATE)) if name == "c" else 1.0
        np.testing.assert_allclose(states, before * mask, rtol=1e-12)


@says(
    dropout_masks,
    "Six units store a value for twelve steps; crosses mark what is dropped.",
    "Crosses: drops (rate 0.3).",
    "A line lasts as long as the value.",
)
@pytest.mark.parametrize("narrow", [False, True])
def test_a_cross_stands_at_each_drop_and_a_line_ends_with_its_value(narrow):
    assert (dropout_masks.RATE, UNITS, STEPS) == (0.3, 6, 12)
    panels = dropout_masks.draw(narrow).axes
    for panel, (name, (dropped, states)) in zip(panels, arrays().items(), strict=True):
        assert panel.get_title(loc="left") == KINDS[name]
        assert abs(dropped.mean() - 0.3) < 0.1 or name == "h"  # one mask for all steps: six draws
        crosses = [line for line in panel.lines if line.get_marker() == "x"]
        lines = [line for line in panel.lines if line not in crosses]
        for unit in range(6):
            assert set(crosses[unit].get_ydata()) <= {unit}
            assert {*lines[unit].get_ydata()} == {unit}
            np.testing.assert_array_equal(crosses[unit].get_xdata(), 1 + np.flatnonzero(dropped[:, unit]))
            np.testing.assert_array_equal(lines[unit].get_xdata(), np.arange(1 + np.count_nonzero(states[:, unit])))
