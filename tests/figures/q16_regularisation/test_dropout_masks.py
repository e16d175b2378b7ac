"""The claims of dropout_masks, on the arrays that it plots."""

import numpy as np

from scripts.figures.q16_regularisation.dropout_masks import KINDS, STEPS, UNITS, arrays


def test_a_fresh_mask_on_the_cell_state_erases_every_value_at_its_first_drop():
    dropped, states = arrays()["c"]
    assert not states[-1].any()
    assert np.array_equal(states != 0.0, ~np.logical_or.accumulate(dropped))


def test_the_other_three_leave_every_value_as_it_was():
    for name in set(KINDS) - {"c"}:
        dropped, states = arrays()[name]
        assert dropped.any()
        assert np.allclose(states, 1.0, rtol=0, atol=1e-15)


def test_only_the_mask_on_h_is_the_same_at_all_steps():
    for name, (dropped, _) in arrays().items():
        assert dropped.shape == (STEPS, UNITS)
        assert (dropped == dropped[0]).all() == (name == "h")
        assert 0 < dropped[0].sum() < UNITS or name != "h"
