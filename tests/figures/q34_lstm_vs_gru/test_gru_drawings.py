"""The drawings of the GRU show what their texts say."""

from itertools import pairwise

import numpy as np
import pytest

from scripts.facts.keras import KERAS
from scripts.facts.onnx_runtime import ONNX
from scripts.facts.pytorch import PYTORCH
from scripts.figures import kit
from scripts.figures.kit.gru import AFTER, AFTER_NARROW, BEFORE, BEFORE_NARROW
from scripts.figures.q34_lstm_vs_gru import gru_cell, gru_reset
from scripts.reference import gru
from tests.figures.kit.computed import gru_step
from tests.figures.kit.wires import behind, does, ends, lit, starts, way
from tests.figures.says import says

EACH_BEFORE = pytest.mark.parametrize("drawing", [BEFORE, BEFORE_NARROW], ids=["wide", "narrow"])
EACH_AFTER = pytest.mark.parametrize("drawing", [AFTER, AFTER_NARROW], ids=["wide", "narrow"])


@says(gru_cell, "The GRU cell: one state and two gates.")
@EACH_BEFORE
def test_one_state_and_two_gates(drawing):
    assert {name for name, node in drawing.nodes.items() if node.kind == "state"} == {"x", "h_prev", "h", "h_up"}
    assert {name for name, node in drawing.nodes.items() if node.does == "sigmoid"} == {"z", "r"}
    value = gru_step().on(drawing)
    assert value("h") == pytest.approx(value("h_up"))
    assert [drawing.nodes[name].text for name in ("z", "r")] == ["update", "reset"]


@says(
    gru_cell,
    "The update gate keeps a share of the old state and lets in one minus that share of the candidate, so that keeping "
    "and writing are tied; the reset gate scales the old state before the candidate reads it.",
)
@EACH_BEFORE
def test_keeping_and_writing_are_tied_and_the_reset_gate_scales_what_the_candidate_reads(drawing):
    step = gru_step()
    value, (_, kept) = step.on(drawing), step.reference(gru.step_reset_before)
    assert (value("z"), value("n")) == (pytest.approx(kept.z), pytest.approx(kept.n))
    assert value("keep") == pytest.approx(kept.z * step.states["h_prev"])
    assert value("write") == pytest.approx((1 - kept.z) * kept.n)
    assert value("h") == pytest.approx(value("keep") + value("write"))
    assert value("reset") == pytest.approx(kept.r * step.states["h_prev"])
    assert way(drawing, "reset", "n") == ["reset", "join", "n"]
    assert starts(drawing, "join") == {"reset", "fork_x"}, "the candidate reads the old state nowhere else"


@says(gru_cell, "The four equations as a drawing.")
@EACH_BEFORE
def test_four_equations(drawing):
    value, (h, kept) = gru_step().on(drawing), gru_step().reference(gru.step_reset_before)
    for name, computed in {"r": kept.r, "z": kept.z, "n": kept.n, "h": h}.items():
        assert value(name) == pytest.approx(computed, abs=1e-12)
    assert len(lit(gru_cell)[0]) == len(drawing.nodes) + len(drawing.wires), "all of it is lit"


@says(gru_cell, "The reset gate acts before the product with $U_n$; PyTorch and Keras apply it after.")
def test_the_reset_gate_acts_before_the_product_here_and_after_it_there():
    assert "r" in behind(BEFORE, "n")
    assert does(BEFORE, way(BEFORE, "r", "n")) == ["sigmoid", "times", "tanh"]
    assert does(AFTER, way(AFTER, "U", "tanh")) == ["linear", "times", "plus", "tanh"]
    assert [library.cells["gru.reset"].value for library in (PYTORCH, KERAS)] == ["after", "after"]


@says(gru_cell, "The heavy line is the state: it is memory and output at once.")
@EACH_BEFORE
def test_the_heavy_line_is_the_state(drawing):
    heaviest = max(wire.weight for wire in drawing.wires)
    heavy = {(wire.start, wire.end) for wire in drawing.wires if wire.weight == heaviest}
    path = way(drawing, "h_prev", "h")
    assert heavy == set(pairwise(path))
    assert ends(drawing, "fork_up") == {"h", "h_up"}, "the same goes on, and up"


@says(gru_reset, "Two GRUs that differ in one place.")
@pytest.mark.parametrize(("before", "after"), [(BEFORE, AFTER), (BEFORE_NARROW, AFTER_NARROW)])
def test_the_two_differ_in_the_candidate_and_nowhere_else(before, after):
    shared = set(before.nodes) & set(after.nodes)
    assert shared == set(before.nodes) - {"join", "n"} == set(after.nodes) - {"U", "W", "add", "tanh"}
    both = [{(one.start, one.end) for one in each.wires if {one.start, one.end} <= shared} for each in (before, after)]
    assert both[0] - both[1] == {("fork_rail", "reset")}, "before the product the reset gate meets the state itself"
    assert not both[1] - both[0]


@says(
    gru_reset,
    "After the product, as in PyTorch, cuDNN and Keras: the reset gate scales the old state's product with its matrix.",
    "After the product: $n_t = \\tanh(W_n x_t + r_t \\odot (U_n h_{t-1} + b))$.",
)
@EACH_AFTER
def test_after_the_product(drawing):
    step = gru_step()
    value, rows = step.on(drawing), step.rows("n")
    product = step.states["h_prev"] @ step.p.U[rows].T + step.p.b_U[rows]
    assert value("reset") == pytest.approx(value("r") * product)
    read = step.states["x"] @ step.p.W[rows].T + step.p.b_W[rows]
    assert value("tanh") == pytest.approx(np.tanh(read + value("r") * product))
    assert [library.cells["gru.reset"].value for library in (PYTORCH, KERAS)] == ["after", "after"]
    assert KERAS.cells["gru.fast_path_reset_after"].value == "True", "so cuDNN asks for it"


@says(
    gru_reset,
    "Before it, as in ONNX by default: it scales the old state itself, before any matrix.",
    "Before it: $n_t = \\tanh(W_n x_t + U_n (r_t \\odot h_{t-1}) + b)$.",
)
@EACH_BEFORE
def test_before_the_product(drawing):
    step = gru_step()
    value, rows = step.on(drawing), step.rows("n")
    assert value("reset") == pytest.approx(value("r") * step.states["h_prev"])
    read = step.states["x"] @ step.p.W[rows].T + value("reset") @ step.p.U[rows].T
    assert value("n") == pytest.approx(np.tanh(read + step.p.b_W[rows] + step.p.b_U[rows]))
    assert ONNX.cells["gru.reset"].value == "before"


@says(gru_reset, "Weights trained for one are wrong for the other.")
def test_the_same_weights_give_another_state():
    after, before = (gru_step().reference(step)[0] for step in (gru.step_reset_after, gru.step_reset_before))
    assert abs(after - before).max() > 0.1


@says(gru_reset, "Follow the reset gate.")
@pytest.mark.parametrize("narrow", [False, True])
def test_the_light_is_on_the_reset_gate_and_on_what_it_scales(narrow):
    after, before = lit(gru_reset, narrow)
    assert {"r", "r>reset", "reset", "U>reset", "reset>add"} <= after
    assert {"r", "r>reset", "reset", "fork_rail>reset", "reset>join"} <= before
    for names in (after, before):
        assert not names & {"z", "keep", "plus", "h"}
    titles = [text.get_text() for text in gru_reset.draw(narrow).axes[0].texts if text.get_text().startswith("reset ")]
    assert titles == ["reset after the product", "reset before the product"]
    assert BEFORE.nodes["r"].tone == AFTER.nodes["r"].tone == kit.OUTPUT
