"""The claims of the figures on the input gate, on what they plot."""

import numpy as np
import pytest

from scripts.experiments.q04_input_gate.input_gate import SHARES
from scripts.figures import kit
from scripts.figures.q04_input_gate import input_gate_marker, input_gate_units
from tests.figures.says import says


def unmarked_and_marked(where, part):
    """Return the medians over the seeds at unmarked and at marked steps, (2, S)."""
    return input_gate_units.arrays()[f"{where}_{part}"][:, 1]


def test_units_over_the_whole_layer_no_part_tells_marked_steps_apart():
    plotted = input_gate_units.arrays()
    for part in input_gate_units.PARTS:
        (low, _, high), (low_marked, _, high_marked) = plotted[f"all_{part}"]
        shared = np.minimum(high, high_marked) - np.maximum(low, low_marked)
        assert (shared > 0.7 * (high - low)).all(), part


@says(input_gate_units, "Over all 32 units the input gate is only a little higher at marked steps.")
def test_units_over_all_units_the_input_gate_is_only_a_little_higher():
    assert kit.settings("input_gate").H == 32
    unmarked, marked = unmarked_and_marked("all", "i")
    closed, opened = unmarked_and_marked("keeper", "i")
    assert (marked > unmarked).all()
    assert (marked - unmarked < (opened - closed) / 3).all()


@says(
    input_gate_units,
    "Follow the input gate: over all units it rises a little at marked steps; in the unit that keeps the sum it opens "
    "there alone.",
)
def test_units_the_keeper_opens_at_marked_steps_alone():
    unmarked, marked = unmarked_and_marked("keeper", "i")
    assert (unmarked < 0.02).all()
    assert (marked > 0.7).all()
    low, high = input_gate_units.arrays()["keeper_i"][:, [0, 2]].swapaxes(0, 1)
    assert (high[0] < 0.05).all()  # of unmarked steps, even the widest
    assert (low[1] > 0.6).all()
    rise = np.diff(unmarked_and_marked("all", "i"), axis=0)
    assert ((rise > 0) & (rise < 0.25)).all()


@says(
    input_gate_units,
    "In the unit that keeps the sum the input gate opens from 0.01 to 0.8, and of the three it alone does.",
)
def test_units_of_the_keepers_three_parts_the_input_gate_alone_opens():
    unmarked, marked = unmarked_and_marked("keeper", "i")
    assert np.round(unmarked.mean(), 2) == 0.01
    assert np.round(marked.mean(), 1) == 0.8
    for part in input_gate_units.PARTS:
        before, after = unmarked_and_marked("keeper", part)
        assert ((after > 1.1 * before) == (part == "i")).all(), part


@says(
    input_gate_units,
    "Input gate, size of the candidate and forget gate at marked and unmarked steps of the adding problem, five seeds.",
    "Bars span the middle nine tenths, marks are medians.",
)
@pytest.mark.parametrize("narrow", [False, True])
def test_units_bars_span_the_middle_nine_tenths_and_marks_are_medians(narrow):
    assert [SHARES[name] for name in input_gate_units.SHARES] == [0.05, 0.5, 0.95]
    panels = iter(input_gate_units.draw(narrow).axes)
    plotted = input_gate_units.arrays()
    assert list(input_gate_units.PARTS) == ["i", "g", "f"]
    for where in input_gate_units.WHERE:
        for part in input_gate_units.PARTS:
            axes = next(panels)
            for (low, median, high), bars, marks in zip(
                plotted[f"{where}_{part}"], axes.collections, axes.lines, strict=True
            ):
                spans = np.array([segment[:, 1] for segment in bars.get_segments()])
                np.testing.assert_array_equal(spans, np.column_stack([low, high]))
                np.testing.assert_array_equal(marks.get_ydata(), median)
                assert len(median) == 5


def test_units_the_bars_of_the_keepers_input_gate_lie_far_apart():
    plotted = input_gate_units.arrays()["keeper_i"]
    assert (plotted[1, 0] > 20 * plotted[0, 2]).all()


def most(cell):
    """The blocks that in some seed lose the most."""
    blocks = list(input_gate_marker.BLOCKS)
    return {blocks[row] for row in np.nanargmax(input_gate_marker.arrays()[cell], axis=0)}


def lost(cell, block):
    """What is lost of the sum when this block does not see the marker, smallest to largest, in percent."""
    shares = input_gate_marker.arrays()[cell][list(input_gate_marker.BLOCKS).index(block)]
    return f"{100 * shares.min():.0f} to {100 * shares.max():.0f} %"


@says(input_gate_marker, "What is lost of the sum when one block does not see the marker.")
def test_marker_hidden_from_nobody_nothing_is_lost():
    nobody = [kit.data("input_gate").cells[cell].marker_hidden.nobody["values"] for cell in input_gate_marker.CELLS]
    assert np.max(nobody) < 0.04


@says(input_gate_marker, "Whole cell: the input gate, 72 to 97 %.")
def test_marker_in_the_whole_cell_the_input_gate_must_see_it():
    assert most("whole") == {"i"}
    assert lost("whole", "i") == "72 to 97 %"


@says(
    input_gate_marker,
    "Candidate held at 1: the forget gate, 90 to 98 %; started nearly shut, the input gate again.",
    "In the whole cell it is the input gate; with the candidate held at 1 the forget gate takes over.",
)
def test_marker_with_the_candidate_held_at_one_the_forget_gate_takes_over():
    assert input_gate_marker.FIXED["gate_alone"] == input_gate_marker.FIXED["gate_alone_shut"] == "g"
    assert most("whole") == {"i"}
    assert most("gate_alone") == {"f"}
    assert lost("gate_alone", "f") == "90 to 98 %"
    assert kit.settings("input_gate").cells.gate_alone_shut.input_bias == -3
    assert most("gate_alone_shut") == {"i"}


@says(input_gate_marker, "Input gate held at 1: the candidate, and some of the other gates.")
def test_marker_with_the_input_gate_held_at_one_it_is_the_candidate_and_some_others():
    assert input_gate_marker.FIXED["candidate_alone"] == "i"
    assert most("candidate_alone") == {"g"}
    others = input_gate_marker.arrays()["candidate_alone"][[1, 3]]
    assert (others.max(axis=0) > 0.1).all()


def test_marker_started_nearly_shut_whole_cells_differ():
    assert most("whole_shut") == {"i", "g"}


@says(
    input_gate_marker,
    "Farthest right in each group: the block that must read the marker.",
    "Marks are seeds.",
)
@pytest.mark.parametrize("narrow", [False, True])
def test_marker_each_mark_is_a_seed_at_what_is_lost(narrow):
    (axes,) = input_gate_marker.draw(narrow).axes
    assert "variance lost" in axes.get_xlabel()
    assert not axes.xaxis_inverted()
    rows = iter(line for line in axes.lines if line.get_linestyle() == "None")
    for cell, shares in input_gate_marker.arrays().items():
        heights = []
        for (_, colour, marker, *_), seeds in zip(input_gate_marker.BLOCKS.values(), shares, strict=True):
            line = next(rows)
            np.testing.assert_array_equal(line.get_xdata(), seeds)
            assert (line.get_color(), line.get_marker(), len(seeds)) == (colour, marker, 5)
            heights.extend(line.get_ydata())
        group = -list(input_gate_marker.CELLS).index(cell)
        assert group - 0.5 < min(heights) < max(heights) < group + 0.5
    assert next(rows, None) is None


def test_marker_what_is_held_at_one_is_not_plotted():
    plotted = input_gate_marker.arrays()
    for cell, block in input_gate_marker.FIXED.items():
        missing = np.isnan(plotted[cell]).all(axis=1)
        assert [name for name, gone in zip(input_gate_marker.BLOCKS, missing, strict=True) if gone] == [block]
    assert not np.isnan(plotted["whole"]).any()
