"""The claim of scan_rounds, on the arrays that it draws."""

import numpy as np
from numpy.testing import assert_array_equal

from scripts.figures.q49_recent_advances.scan_rounds import T, arrays, label
from scripts.reference import minlstm


def test_after_three_rounds_every_box_holds_all_steps_up_to_its_own():
    rows = arrays()
    assert len(rows) == 1 + minlstm.rounds(T) == 4
    assert_array_equal(rows[-1], np.tri(T))


def test_each_round_doubles_what_a_box_holds_and_no_step_is_held_twice():
    for n, held in enumerate(arrays()):
        assert set(held.ravel()) == {0.0, 1.0}
        assert_array_equal(held.sum(1), np.minimum(np.arange(1, T + 1), 2**n))


def test_a_box_is_labelled_by_its_first_and_last_step():
    rows = arrays()
    assert [label(held) for held in rows[0]] == list("12345678")
    assert [label(held) for held in rows[1]][:3] == ["1", "1–2", "2–3"]
    assert label(rows[-1][-1]) == "1–8"
