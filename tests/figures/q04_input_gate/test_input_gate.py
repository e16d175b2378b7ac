"""The claims of the figures on the input gate, on what they plot."""

import numpy as np
import pytest

from scripts.figures import kit
from scripts.figures.kit.cell import LSTM
from scripts.figures.q04_input_gate import cell_write, input_gate_marker, input_gate_units
from tests.figures.says import says


def unmarked_and_marked(where, part):
    """Return the medians over the seeds at unmarked and at marked steps, (2, S)."""
    return input_gate_units.arrays()[f"{where}_{part}"][:, 1]


@says(
    input_gate_units,
    "Over all 32 units the input gate is only a little higher at marked steps.",
)
def test_units_over_the_whole_layer_no_part_tells_marked_steps_apart():
    plotted = input_gate_units.arrays()
    for part in input_gate_units.PARTS:
        (low, _, high), (low_marked, _, high_marked) = plotted[f"all_{part}"]
        shared = np.minimum(high, high_marked) - np.maximum(low, low_marked)
        assert (shared > 0.7 * (high - low)).all(), part
    median, median_marked = plotted["all_i"][:, 1]
    higher = median_marked - median
    unmarked, marked = unmarked_and_marked("keeper", "i")
    assert (higher > 0).all()
    assert (higher < (marked - unmarked) / 3).all()


@says(
    input_gate_units,
    "In the unit that keeps the sum the input gate opens from 0.01 to 0.8, and of the three it alone does.",
    "Follow the input gate: over all units it rises a little at marked steps; in the unit that keeps the sum it"
    " opens there alone.",
)
def test_units_in_the_keeper_the_input_gate_opens_and_its_bars_lie_far_apart():
    unmarked, marked = unmarked_and_marked("keeper", "i")
    assert np.round(unmarked.mean(), 2) == 0.01
    assert np.round(marked.mean(), 1) == 0.8
    plotted = input_gate_units.arrays()["keeper_i"]
    assert (plotted[1, 0] > 20 * plotted[0, 2]).all()
    for other in ("g", "f"):
        median, median_marked = input_gate_units.arrays()[f"keeper_{other}"][:, 1]
        assert (median_marked < 1.1 * median).all()


@pytest.mark.parametrize("part", ["g", "f"])
def test_units_in_the_keeper_no_other_part_opens(part):
    plotted = input_gate_units.arrays()[f"keeper_{part}"]
    unmarked, marked = plotted[:, 1]
    assert (marked < 1.1 * unmarked).all()
    assert plotted.shape == (2, 3, 5)


@says(
    input_gate_marker,
    "Whole cell: the input gate, 72 to 97 %.",
    "Candidate held at 1: the forget gate, 90 to 98 %; started nearly shut, the input gate again.",
)
def test_marker_the_texts_have_the_plotted_numbers():
    plotted = input_gate_marker.arrays()
    whole, held = plotted["whole"][0], plotted["gate_alone"][1]
    assert f"{100 * whole.min():.0f} to {100 * whole.max():.0f} %" in input_gate_marker.ALT
    assert f"the forget gate, {100 * held.min():.0f} to {100 * held.max():.0f} %" in input_gate_marker.ALT
    nobody = [kit.data("input_gate").cells[cell].marker_hidden.nobody["values"] for cell in input_gate_marker.CELLS]
    assert np.max(nobody) < 0.04


@says(
    input_gate_marker,
    "Input gate held at 1: the candidate, and some of the other gates.",
    "Farthest right in each group: the block that must read the marker.",
    "In the whole cell it is the input gate; with the candidate held at 1 the forget gate takes over.",
)
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


@says(
    cell_write,
    "The write of an LSTM cell: input gate and candidate read the same old hidden state and input through "
    "separate maps, and their product is what is added to the cell state.",
    "The gate scales the candidate, not the input.",
    r"The way of a write: $g_t = \tanh(W_g x_t + U_g h_{t-1} + b_g)$ says what, $i_t = \sigma(W_i x_t + U_i "
    r"h_{t-1} + b_i)$ how much of it; their product goes into the sum.",
)
def test_write_gate_and_candidate_meet_in_a_product_and_x_reaches_it_only_through_them():
    factors = {wire.start for wire in LSTM.wires if wire.end == "write"}
    assert factors == {"i", "g"}
    assert LSTM.nodes["write"].does == "times"
    assert {"i", "g", "write", "plus"} <= LSTM.parts["input"] | LSTM.parts["candidate"] | LSTM.parts["write"]
    assert "scales the candidate, not the input" in cell_write.ALT
