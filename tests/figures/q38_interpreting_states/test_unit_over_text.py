"""The claim of unit_over_text, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures import kit
from scripts.figures.q38_interpreting_states import unit_over_text
from scripts.figures.q38_interpreting_states.unit_over_text import LINES, LOOKS, arrays
from tests.figures.says import says


@pytest.fixture(scope="module")
def plotted():
    return arrays()


def test_each_network_has_a_state_for_every_character_of_the_lines(plotted):
    assert len(plotted["lines"]) == LINES
    assert plotted["c"].shape == (len(LOOKS), sum(len(line) + 1 for line in plotted["lines"]))


@says(
    unit_over_text,
    "The networks differ in their seed alone; each has such a unit, in another place.",
)
def test_no_two_networks_have_the_same_unit(plotted):
    assert plotted["units"] == [58, 57, 47, 14]
    assert len(kit.settings("line_position").seeds) == 4


@says(
    unit_over_text,
    "Three lines of text, tinted by one unit's cell state, which falls along each line and jumps back at the "
    "line break.",
    "Curves below: each of four networks has such a unit, but they are the units 58, 57, 47 and 14.",
    "Follow a line: the cell state falls, and the line break sets it back.",
)
def test_every_unit_moves_along_the_line_and_jumps_back_at_its_break(plotted):
    ends = np.cumsum([len(line) + 1 for line in plotted["lines"]]) - 1  # of the line breaks
    assert plotted["units"] == [58, 57, 47, 14]
    assert len(plotted["lines"]) == 3
    assert plotted["c"][0][ends[0] - 1] < plotted["c"][0][0]  # the one that tints the text falls
    for c in plotted["c"]:
        begins = np.concatenate([[0], ends[:-1]])  # the state after a line break, but for the first
        moved = np.array([c[end - 1] - c[begin] for begin, end in zip(begins, ends, strict=True)])
        assert (np.sign(moved) == np.sign(moved[0])).all()
        back = c[ends] - c[ends - 1]
        assert (np.sign(back) == -np.sign(moved)).all()
        assert (np.abs(back) > 0.6 * np.abs(moved)).all()
