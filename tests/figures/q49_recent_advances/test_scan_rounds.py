"""The claim of scan_rounds, on the arrays that it draws."""

from itertools import pairwise

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from scripts.figures.q49_recent_advances import scan_rounds
from scripts.figures.q49_recent_advances.scan_rounds import T, arrays, draw, label
from scripts.reference import minlstm
from tests.figures.says import says

JOINS = (
    "In each round every box joins with the one that lies one, two, then four places to its left; after three rounds "
    "box t holds the steps 1 to t, all joined."
)


@says(
    scan_rounds,
    JOINS,
    "Scan of eight steps in three rounds.",
    "Look at the last row: after three rounds every box holds all the steps up to its own.",
)
def test_after_three_rounds_every_box_holds_all_steps_up_to_its_own():
    rows = arrays()
    assert T == 8
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


@says(scan_rounds, JOINS, "All joins of a round run at once.")
def test_a_round_joins_each_box_with_one_of_the_row_before():
    for (before, after), reach in zip(pairwise(arrays()), (1, 2, 4), strict=True):
        for t in range(T):
            assert_array_equal(after[t], before[t] + (before[t - reach] if t >= reach else 0))


@says(scan_rounds, "A loop would need eight rounds.")
def test_a_loop_joins_one_step_after_the_other():
    steps = minlstm.Linear(np.ones((T, T)), np.eye(T))
    whole, rounds = minlstm.Linear(np.ones(T), np.zeros(T)), 0
    for t in range(T):
        whole = minlstm.join(whole, minlstm.Linear(steps.a[t], steps.b[t]))
        rounds += 1
        assert_array_equal(whole.b, arrays()[-1][t])
    assert rounds == 8


@says(scan_rounds, JOINS)
@pytest.mark.parametrize("narrow", [False, True])
def test_a_line_is_drawn_from_each_of_the_two_boxes_that_are_joined(narrow):
    (axes,) = draw(narrow).axes
    boxes = {(patch.get_x() + patch.get_width() / 2, patch.get_y()) for patch in axes.patches}
    columns, rows = (sorted(set(places)) for places in zip(*boxes, strict=True))
    drawn = set()
    for line in axes.lines:
        (below, low), (above, high) = sorted(line.get_xydata().tolist(), key=lambda point: point[1])
        n = rows[::-1].index(pytest.approx(high))  # a line leaves the lower edge of a box …
        assert rows[::-1][n + 1] + axes.patches[0].get_height() == pytest.approx(low)  # … for an upper one below it
        drawn.add((n, columns.index(pytest.approx(above)), columns.index(pytest.approx(below))))
    reaches = enumerate((1, 2, 4))
    assert drawn == {(n, t - back, t) for n, reach in reaches for t in range(T) for back in (0, reach) if t >= back}
