"""The claims of the figures on the input gate, on what they plot."""

import numpy as np
import pytest

from scripts.figures import kit
from scripts.figures.kit.cell import LSTM
from scripts.figures.q04_input_gate import cell_write, input_gate_marker, input_gate_units


def unmarked_and_marked(where, part):
    """Return the medians over the seeds at unmarked and at marked steps, (2, S)."""
    return input_gate_units.arrays()[f"{where}_{part}"][:, 1]


def test_units_over_the_whole_layer_no_part_tells_marked_steps_apart():
    plotted = input_gate_units.arrays()
    for part in input_gate_units.PARTS:
        (low, _, high), (low_marked, _, high_marked) = plotted[f"all_{part}"]
        shared = np.minimum(high, high_marked) - np.maximum(low, low_marked)
        assert (shared > 0.7 * (high - low)).all(), part


def test_units_in_the_keeper_the_input_gate_opens_and_its_bars_lie_far_apart():
    unmarked, marked = unmarked_and_marked("keeper", "i")
    assert np.round(unmarked.mean(), 2) == 0.01
    assert np.round(marked.mean(), 1) == 0.8
    plotted = input_gate_units.arrays()["keeper_i"]
    assert (plotted[1, 0] > 20 * plotted[0, 2]).all()


@pytest.mark.parametrize("part", ["g", "f"])
def test_units_in_the_keeper_no_other_part_opens(part):
    plotted = input_gate_units.arrays()[f"keeper_{part}"]
    unmarked, marked = plotted[:, 1]
    assert (marked < 1.1 * unmarked).all()
    assert plotted.shape == (2, 3, 5)


def test_marker_the_texts_have_the_plotted_numbers():
    plotted = input_gate_marker.arrays()
    whole, held = plotted["whole"][0], plotted["gate_alone"][1]
    assert f"{100 * whole.min():.0f} to {100 * whole.max():.0f} %" in input_gate_marker.ALT
    assert f"the forget gate, {100 * held.min():.0f} to {100 * held.max():.0f} %" in input_gate_marker.ALT
    nobody = [kit.data("input_gate").cells[cell].marker_hidden.nobody["values"] for cell in input_gate_marker.CELLS]
    assert np.max(nobody) < 0.04


def test_marker_who_must_see_it_depends_on_what_is_held_at_one():
    plotted = input_gate_marker.arrays()
    blocks = list(input_gate_marker.BLOCKS)

    def most(cell):
        return {blocks[row] for row in np.nanargmax(plotted[cell], axis=0)}

    assert most("whole") == {"i"}
    assert most("gate_alone") == {"f"}
    assert most("gate_alone_shut") == {"i"}
    assert most("candidate_alone") == {"g"}
    assert most("whole_shut") == {"i", "g"}
    others = plotted["candidate_alone"][[1, 3]]
    assert (others.max(axis=0) > 0.1).all()


def test_marker_what_is_held_at_one_is_not_plotted():
    plotted = input_gate_marker.arrays()
    for cell, block in input_gate_marker.FIXED.items():
        missing = np.isnan(plotted[cell]).all(axis=1)
        assert [name for name, gone in zip(input_gate_marker.BLOCKS, missing, strict=True) if gone] == [block]
    assert not np.isnan(plotted["whole"]).any()


def test_write_gate_and_candidate_meet_in_a_product_and_x_reaches_it_only_through_them():
    factors = {wire.start for wire in LSTM.wires if wire.end == "write"}
    assert factors == {"i", "g"}
    assert LSTM.nodes["write"].does == "times"
    assert {"i", "g", "write", "plus"} <= LSTM.parts["input"] | LSTM.parts["candidate"] | LSTM.parts["write"]
    assert "scales the candidate, not the input" in cell_write.ALT
