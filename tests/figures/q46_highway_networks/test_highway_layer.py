"""The claims of highway_layer, on the wires of its drawing, and that it computes a highway layer."""

import numpy as np
import pytest

from scripts.figures.kit.cell import LSTM
from scripts.figures.q46_highway_networks import highway_layer
from scripts.reference import highway
from tests.figures.kit.computed import run
from tests.figures.says import says

SHARED = (
    "Both have a line with one product and one sum; the transform gate stands where the input gate does, and one minus "
    "it where the forget gate does."
)
LIT = "Lit: what both have, a line from old to new with a product and a sum."
MUTED = "Muted: output gate and tanh."
B, N = 2, 5


def into(diagram, name: str) -> set[str]:
    """Return where the wires into a node begin."""
    return {wire.start for wire in diagram.wires if wire.end == name}


def on_the_line(diagram, start: str, end: str) -> list[str]:
    """Return what the pointwise nodes do between two states, along the wires that run over others."""
    heavy = {wire.start: wire.end for wire in diagram.wires if wire.over}
    done, at = [], start
    while at != end:
        at = heavy[at]
        if diagram.nodes[at].kind == "pointwise":
            done.append(diagram.nodes[at].does)
    return done


@says(highway_layer, SHARED, LIT)
def test_both_lines_have_one_product_and_one_sum():
    assert on_the_line(LSTM, "c_prev", "c") == on_the_line(highway_layer.LAYER, "x", "y") == ["times", "plus"]


@says(highway_layer, "In the layer one gate does both: $T$ lets $H(x)$ in, $1 - T$ carries $x$.")
def test_one_gate_lets_in_and_carries():
    rng = np.random.default_rng(1)
    p = highway.Params(*(rng.normal(size=shape) for shape in ((N, N), (N, N), (N,), (N,))))
    x = rng.normal(size=(B, N))
    T, transformed = 1 / (1 + np.exp(-(x @ p.W_t.T + p.b_t))), np.tanh(x @ p.W_h.T + p.b_h)
    assert highway.layer(x, p)[0] == pytest.approx(T * transformed + (1 - T) * x)
    nodes = highway_layer.LAYER.nodes.values()
    assert [node.letter for node in nodes if node.does == "sigmoid"] == ["$T$"]


@says(highway_layer, "The output gate and the output tanh have no counterpart.", MUTED)
def test_after_the_line_the_layer_has_nothing():
    after = {wire.end for wire in highway_layer.LAYER.wires if wire.start == "plus"}
    assert after == {"y"}
    assert not [wire for wire in highway_layer.LAYER.wires if wire.start == "y"]


@says(highway_layer, SHARED)
def test_the_drawing_computes_the_reference_layer():
    rng = np.random.default_rng(0)
    p = highway.Params(*(rng.normal(size=shape) for shape in ((N, N), (N, N), (N,), (N,))))
    x = rng.normal(size=(B, N))
    weights = {"h": (p.W_h, p.b_h), "t": (p.W_t, p.b_t)}
    value = run(highway_layer.LAYER, {"x": x}, lambda name, read: read @ weights[name][0].T + weights[name][1])
    assert value("y") == pytest.approx(highway.layer(x, p)[0], abs=1e-12)


@says(highway_layer, SHARED)
def test_line_product_sum_and_write_stand_where_the_cell_has_them():
    for name in ("keep", "write", "plus"):
        ours, theirs = highway_layer.LAYER.nodes[name], LSTM.nodes[name]
        assert (ours.does, ours.x, ours.y) == (theirs.does, theirs.x, theirs.y)
    assert highway_layer.LAYER.nodes["t"][1:3] == LSTM.nodes["i"][1:3]
    assert highway_layer.LAYER.nodes["h"][1:3] == LSTM.nodes["g"][1:3]


@says(highway_layer, SHARED)
def test_one_minus_the_transform_gate_does_the_forget_gates_work():
    assert into(LSTM, "keep") == {"c_prev", "f"}
    assert into(highway_layer.LAYER, "keep") == {"fork_x", "minus"}
    assert into(highway_layer.LAYER, "minus") == {"fork_gate"}
    assert into(highway_layer.LAYER, "fork_gate") == {"t"}


@says(highway_layer, LIT, MUTED)
def test_what_is_muted_is_the_output_gate_its_tanh_and_what_they_make():
    lit = LSTM.lit(highway_layer.KEPT)
    assert set(LSTM.nodes) - lit == {"o", "show", "tanh", "fork_h", "h", "h_up"}


@says(highway_layer, "One step of an LSTM in time beside one highway layer in depth.")
@pytest.mark.parametrize("narrow", [False, True])
def test_both_panels_are_named(narrow):
    (axes,) = highway_layer.draw(narrow).axes
    written = {text.get_text() for text in axes.texts}
    assert {"LSTM: one step in time", "highway: one layer in depth", "$T$", "$H$", "1−T"} <= written
