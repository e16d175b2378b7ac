"""The drawing of a write shows what its texts say."""

import numpy as np
import pytest

from scripts.figures.kit.cell import LSTM
from scripts.figures.q04_input_gate import cell_write
from tests.figures.kit.computed import lstm_step
from tests.figures.kit.wires import behind, lit, starts
from tests.figures.says import says


@says(
    cell_write,
    "The write of an LSTM cell: input gate and candidate read the same old hidden state and input through separate "
    "maps, and their product is what is added to the cell state.",
    "The gate scales the candidate, not the input.",
)
def test_gate_and_candidate_read_the_same_and_meet_in_a_product_that_is_added():
    for layer in ("i", "g"):
        assert LSTM.nodes[layer].kind == "layer"
        assert behind(LSTM, layer) & {"h_prev", "x", "c_prev", "i", "g"} == {"h_prev", "x"}
    assert starts(LSTM, "write") == {"i", "g"}
    assert LSTM.nodes["write"].does == "times"
    assert starts(LSTM, "plus") == {"keep", "write"}
    assert LSTM.nodes["plus"].does == "plus"


@says(
    cell_write,
    "The way of a write: $g_t = \\tanh(W_g x_t + U_g h_{t-1} + b_g)$ says what, $i_t = \\sigma(W_i x_t + U_i h_{t-1} + "
    "b_i)$ how much of it; their product goes into the sum.",
)
def test_gate_and_candidate_are_what_the_formulas_say_and_their_product_goes_into_the_sum():
    step = lstm_step()
    value, p = step.on(LSTM), step.p
    z = {
        block: step.states["x"] @ p.W[rows].T + step.states["h_prev"] @ p.U[rows].T + p.b[rows]
        for block, rows in (("g", step.rows("g")), ("i", step.rows("i")))
    }
    g, i = np.tanh(z["g"]), 1 / (1 + np.exp(-z["i"]))
    assert value("g") == pytest.approx(g)
    assert value("i") == pytest.approx(i)
    assert value("c") - value("keep") == pytest.approx(i * g)
    assert (np.sign(value("write")) == np.sign(g)).all()
    assert (np.abs(value("write")) < np.abs(g)).all()


@says(cell_write, "Muted: what keeps the memory and what shows it.")
@pytest.mark.parametrize("narrow", [False, True])
def test_what_keeps_the_memory_and_what_shows_it_is_muted(narrow):
    (names,) = lit(cell_write, narrow)
    assert {"f", "keep", "c_prev", "tanh", "o", "show", "h"} <= set(LSTM.nodes) - names
    assert {"h_prev", "x", "i", "g", "write", "plus", "i>write", "g>write", "write>plus"} <= names
