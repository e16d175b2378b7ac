"""The claim of unit_over_text, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures.q38_interpreting_states.unit_over_text import LINES, LOOKS, arrays


@pytest.fixture(scope="module")
def plotted():
    return arrays()


def test_each_network_has_a_state_for_every_character_of_the_lines(plotted):
    assert len(plotted["lines"]) == LINES
    assert plotted["c"].shape == (len(LOOKS), sum(len(line) + 1 for line in plotted["lines"]))


def test_no_two_networks_have_the_same_unit(plotted):
    assert plotted["units"] == [58, 57, 47, 14]


def test_every_unit_moves_along_the_line_and_jumps_back_at_its_break(plotted):
    ends = np.cumsum([len(line) + 1 for line in plotted["lines"]]) - 1  # of the line breaks
    for c in plotted["c"]:
        begins = np.concatenate([[0], ends[:-1]])  # the state after a line break, but for the first
        moved = np.array([c[end - 1] - c[begin] for begin, end in zip(begins, ends, strict=True)])
        assert (np.sign(moved) == np.sign(moved[0])).all()
        back = c[ends] - c[ends - 1]
        assert (np.sign(back) == -np.sign(moved)).all()
        assert (np.abs(back) > 0.6 * np.abs(moved)).all()
