"""The drawing of the output path shows what its texts say."""

import numpy as np
import pytest

from scripts.figures.kit.cell import LSTM
from scripts.figures.q05_output_gate import cell_output
from tests.figures.kit.computed import lstm_step
from tests.figures.kit.wires import behind, ends, lit, starts
from tests.figures.says import says


@says(cell_output, "The output gate reads the old hidden state and the input, not the cell state.")
def test_the_gate_reads_h_and_x_and_not_c():
    assert behind(LSTM, "o") >= {"h_prev", "x"}
    assert not behind(LSTM, "o") & {"c_prev", "plus", "fork_c", "tanh"}


@says(
    cell_output,
    "The cell state passes a tanh of its own, without weights, and the gate's value scales that: the product leaves as "
    "the new hidden state, twice.",
)
def test_c_meets_a_tanh_without_weights_and_what_the_gate_scales_leaves_twice():
    assert LSTM.nodes["tanh"].kind == "pointwise"
    assert starts(LSTM, "tanh") == {"fork_c"}
    assert starts(LSTM, "show") == {"tanh", "o"}
    assert LSTM.nodes["show"].does == "times"
    assert ends(LSTM, "show") == {"fork_h"}
    assert ends(LSTM, "fork_h") == {"h", "h_up"}


@says(cell_output, "The output path: $h_t = o_t \\odot \\tanh(c_t)$.")
def test_the_output_path_computes_h():
    value = lstm_step().on(LSTM)
    assert value("h") == pytest.approx(value("o") * np.tanh(value("c")))


@says(
    cell_output,
    "One copy of $h_t$ goes up to a readout or the next layer, the other to step $t + 1$.",
)
def test_one_copy_goes_up_and_the_other_on_to_the_right():
    value, nodes = lstm_step().on(LSTM), LSTM.nodes
    assert value("h") == pytest.approx(value("h_up"))
    assert (nodes["h_up"].does, nodes["h"].does) == ("top", "right")
    assert nodes["h"].y == nodes["h_prev"].y  # at the height at which the next cell reads it
    assert nodes["h"].text == nodes["h_up"].text == "$h_t$"


@says(cell_output, "Muted: what makes $c_t$, which passes on unchanged.")
@pytest.mark.parametrize("narrow", [False, True])
def test_what_makes_the_cell_state_is_muted_and_it_passes_on_unchanged(narrow):
    (names,) = lit(cell_output, narrow)
    assert {"c_prev", "f", "keep", "i", "g", "write", "plus", "c"} <= set(LSTM.nodes) - names
    assert {"o", "tanh", "show", "fork_h", "h", "h_up", "fork_c", "o>show", "tanh>show"} <= names
    assert starts(LSTM, "c") == {"fork_c"}
    value = lstm_step().on(LSTM)
    assert value("c") == pytest.approx(value("plus"))
