"""The drawing of the forget path shows what its texts say."""

import numpy as np
import pytest

from scripts.figures.kit.cell import LSTM
from scripts.figures.q03_forget_gate import cell_forget
from scripts.reference import lstm
from tests.figures.kit.computed import lstm_step
from tests.figures.kit.wires import behind, does, lit, starts, way
from tests.figures.says import says


@says(
    cell_forget,
    "The forget gate reads the old hidden state and the input, and its value multiplies the old cell state: a number "
    "near 1 keeps a unit's memory, a number near 0 erases it.",
)
def test_the_gate_reads_h_and_x_and_its_value_keeps_or_erases_the_memory():
    assert behind(LSTM, "f") & {"h_prev", "x", "c_prev"} == {"h_prev", "x"}
    assert LSTM.nodes["keep"].does == "times"
    assert starts(LSTM, "keep") == {"c_prev", "f"}
    step = lstm_step()
    for f, left in ((30.0, 1.0), (-30.0, 0.0)):
        b = step.p.b.copy()
        b[step.rows("f")] = f
        p = step.p._replace(W=step.p.W * 0, U=step.p.U * 0, b=b)
        computed = lstm.step(step.states["x"], step.states["h_prev"], step.states["c_prev"], p)[2]
        assert computed.c - computed.i * computed.g == pytest.approx(left * computed.c_prev, abs=1e-9)


@says(cell_forget, "Nothing else in the cell scales the memory.")
def test_nothing_but_the_forget_gate_scales_the_memory():
    assert does(LSTM, way(LSTM, "c_prev", "c")) == ["times", "plus"]
    step = lstm_step()
    c_prev = step.states["c_prev"]
    moved = lstm.step(step.states["x"], step.states["h_prev"], c_prev + 1, step.p)[2]
    assert moved.c - step.reference().c == pytest.approx(step.reference().f)


@says(
    cell_forget,
    "The forget path of the cell: $f_t = \\sigma(W_f x_t + U_f h_{t-1} + b_f)$ scales $c_{t-1}$ unit by unit on its "
    "way to $c_t$.",
)
def test_what_is_scaled_unit_by_unit_is_the_old_cell_state_by_this_gate():
    step = lstm_step()
    rows, value = step.rows("f"), step.on(LSTM)
    z = step.states["x"] @ step.p.W[rows].T + step.states["h_prev"] @ step.p.U[rows].T + step.p.b[rows]
    gate = 1 / (1 + np.exp(-z))
    assert value("keep") == pytest.approx(gate * step.states["c_prev"])
    assert value("keep") + value("write") == pytest.approx(value("c"))


@says(cell_forget, "Muted: the parts that write to the memory and read from it.")
@pytest.mark.parametrize("narrow", [False, True])
def test_what_writes_to_the_memory_and_reads_from_it_is_muted(narrow):
    (names,) = lit(cell_forget, narrow)
    muted = set(LSTM.nodes) - names
    assert {"i", "g", "write", "tanh", "o", "show", "h"} <= muted
    assert {"f", "keep", "c_prev", "c"} <= names
    assert {"write>plus", "fork_c>tanh"} & names == set()
