"""The figures of the cells and of retention show what their texts say."""

import re
from itertools import pairwise

import numpy as np
import pytest

from scripts.figures import kit
from scripts.figures.kit.cell import LSTM
from scripts.figures.kit.gru import AFTER, BEFORE
from scripts.figures.q01_lstm_architecture import cell_forward, lstm_cell, lstm_unrolled
from scripts.figures.q03_forget_gate import cell_forget, retention_curves
from scripts.figures.q08_forward_pass import lstm_shapes
from scripts.figures.q34_lstm_vs_gru import gru_cell, gru_reset
from scripts.reference import params


def behind(diagram, name):
    """Return all nodes that a node depends on."""
    found, waiting = set(), [name]
    while waiting:
        end = waiting.pop()
        starts = {wire.start for wire in diagram.wires if wire.end == end} - found
        found |= starts
        waiting += starts
    return found


def way(diagram, start, end):
    """Return the nodes on the shortest way from one node to another."""
    ways = [[start]]
    for path in ways:
        if path[-1] == end:
            return path
        ways += [[*path, wire.end] for wire in diagram.wires if wire.start == path[-1]]
    raise AssertionError(f"no way from {start} to {end}")


def does(diagram, names):
    return [diagram.nodes[name].does for name in names if diagram.nodes[name].kind in ("pointwise", "layer")]


def texts(figure):
    return {text.get_text(): text for text in figure.axes[0].texts}


class TestLstm:
    def test_three_gates_and_a_candidate_read_the_same_vector(self):
        layers = {name: node for name, node in LSTM.nodes.items() if node.kind == "layer"}
        assert sorted(node.does for node in layers.values()) == ["sigmoid", "sigmoid", "sigmoid", "tanh"]
        for name in layers:
            assert {"merge", "h_prev", "x"} <= behind(LSTM, name)
            assert "c_prev" not in behind(LSTM, name)
        assert layers["g"].does == "tanh"

    def test_the_memory_meets_no_weights_on_its_way(self):
        assert way(LSTM, "c_prev", "c") == ["c_prev", "keep", "plus", "fork_c", "c"]
        assert "it meets a product and a sum, and no weight matrix" in lstm_cell.CAPTION
        assert set(texts(lstm_cell.draw())) >= {"$c_{t{-}1}$", "$h_{t{-}1}$", "$x_t$", "$c_t$", "$h_t$"}

    def test_cell_forget_nothing_but_the_forget_gate_scales_the_memory(self):
        on_the_way = way(LSTM, "c_prev", "c")
        assert does(LSTM, on_the_way) == ["times", "plus"]
        factors = [wire.start for wire in LSTM.wires if wire.end == "keep"]
        assert sorted(factors) == ["c_prev", "f"]
        assert "Nothing else in the cell scales the memory" in cell_forget.ALT

    def test_cell_forward_no_step_needs_what_a_later_step_computes(self):
        assert [step[0] for _, step, _ in cell_forward.STEPS] == ["1", "2", "3", "4"]
        assert [part for part, *_ in cell_forward.STEPS] == ["layers", "keep", "add", "show"]
        done = {"h_prev", "x", "c_prev"}
        for part, *_ in cell_forward.STEPS:
            new = {name for name in LSTM.parts[part] if name in LSTM.nodes}
            for name in new:
                assert behind(LSTM, name) <= done | new, f"{part} shows {name} too early"
            done |= new
        assert done == set(LSTM.nodes)

    def test_unrolled_one_set_of_weights_serves_every_step(self):
        diagram = lstm_unrolled.unrolled()
        assert [name for name, node in diagram.nodes.items() if node.kind == "layer"] == ["weights"]
        for t in (1, 2, 3):
            assert behind(diagram, f"w_in{t}") >= {"weights"}
        assert does(diagram, way(diagram, "c0", "c_T")) == ["times", "plus"] * 3
        assert len(lstm_unrolled.WORDS) == len(lstm_unrolled.WIDE.columns) == len(lstm_unrolled.NARROW.columns) == 3

    @pytest.mark.parametrize("layout", [lstm_unrolled.WIDE, lstm_unrolled.NARROW])
    def test_unrolled_the_hidden_state_enters_every_cell_and_leaves_it_twice(self, layout):
        diagram = lstm_unrolled.unrolled(layout)
        for t in (1, 2, 3):
            before = f"fork{t - 1}" if t > 1 else "h0"
            assert any((wire.start, wire.end) == (before, f"h_in{t}") for wire in diagram.wires)
            assert sum(wire.start == f"fork{t}" for wire in diagram.wires) == 2
            cell, port = diagram.nodes[f"cell{t}"], diagram.nodes[f"h_in{t}"]
            assert port.x == cell.port((-1, 0))[0]


class TestShapes:
    D, H = lstm_shapes.D, lstm_shapes.H

    def test_matrices_are_to_scale(self):
        placed = lstm_shapes.arrays()
        area = {name: placed[name][2] * placed[name][3] for name in "WU"}
        assert area["U"] / area["W"] == pytest.approx(self.H / self.D) == pytest.approx(2)
        for name, columns in (("W", self.D), ("U", self.H)):
            assert placed[name][3] / placed[name][2] == pytest.approx(4 * self.H / columns)
        for name, rows in (("z", 4 * self.H), ("b", 4 * self.H), ("x", self.D), ("h", self.H)):
            assert placed[name][3] / placed["W"][3] == pytest.approx(rows / (4 * self.H))

    @pytest.mark.parametrize("narrow", [False, True])
    def test_nothing_lies_on_anything(self, narrow):
        edges = [(left, left + width) for left, _, width, _ in lstm_shapes.arrays(narrow).values()]
        assert all(end < start for (_, end), (start, _) in pairwise(edges))

    def test_blocks_stand_in_the_order_of_the_reference(self):
        drawn = texts(lstm_shapes.draw())
        heights = [drawn[f"$W_{block}$"].get_position()[1] for block in "ifgo"]
        assert heights == sorted(heights, reverse=True)

    def test_the_counts_add_up_to_those_of_the_reference(self):
        drawn = texts(lstm_shapes.draw())
        counts = [int(text.replace(",", "")) for text in drawn if re.fullmatch(r"[\d,]+", text)]
        total = params.lstm(self.D, self.H)
        assert total in counts
        assert sum(counts) == 2 * total
        assert "U holds twice as many numbers as W" in lstm_shapes.ALT


class TestGru:
    def test_gru_cell_has_two_gates_and_ties_keeping_to_writing(self):
        for diagram in (AFTER, BEFORE):
            gates = [name for name, node in diagram.nodes.items() if node.kind == "layer" and node.does == "sigmoid"]
            assert sorted(gates) == ["r", "z"]
            assert way(diagram, "z", "keep") == ["z", "fork_gate", "keep"]
            assert way(diagram, "z", "write") == ["z", "fork_gate", "minus", "write"]
        assert "$n_t$" in texts(gru_cell.draw())
        assert "affine" not in texts(gru_cell.draw()), "the drawing with the reset before the product"

    @pytest.mark.parametrize("narrow", [False, True])
    def test_gru_reset_stands_behind_the_matrix_in_one_panel_and_before_it_in_the_other(self, narrow):
        scaled = {
            name: {wire.start for wire in drawing.wires if wire.end == "reset"} - {"r"}
            for name, drawing in {"after": AFTER, "before": BEFORE}.items()
        }
        assert [AFTER.nodes[name].kind for name in scaled["after"]] == ["layer"]
        assert [BEFORE.nodes[name].kind for name in scaled["before"]] == ["fork"]
        assert "h_prev" in behind(BEFORE, "reset")
        drawn = texts(gru_reset.draw(narrow))
        after, before = ("reset after the product", "$U_n h$"), ("reset before the product", "$n_t$")
        axis, edge = (1, gru_reset.PANEL_NARROW[1]) if narrow else (0, gru_reset.PANEL[0])
        first, second = ({drawn[text].get_position()[axis] > edge for text in panel} for panel in (after, before))
        assert (first, second) == (({True}, {False}) if narrow else ({False}, {True}))


class TestRetention:
    def test_half_lives_are_where_half_is_left(self):
        plotted = retention_curves.arrays()
        assert plotted["gates"] ** plotted["half_lives"] == pytest.approx(np.full(4, 0.5))
        assert plotted["gates"] == pytest.approx(1 / (1 + np.exp(-np.array(retention_curves.BIASES))))
        for kept, half in zip(plotted["kept"], plotted["half_lives"], strict=True):
            assert np.interp(half, plotted["steps"], kept) == pytest.approx(0.5, abs=1e-3)

    def test_the_texts_have_the_plotted_numbers(self):
        one, two, fourteen, hundred = retention_curves.arrays()["half_lives"]
        said = f"{one:.0f} step with bias 0, after {two:.1f} steps with bias 1, after {fourteen:.0f} with bias 3"
        assert said in retention_curves.ALT
        assert f"after {hundred:.0f} with bias 5" in retention_curves.ALT
        drawn = texts(retention_curves.draw())
        assert {"bias 0\n1 step", "bias 1\n2.2 steps", "bias 3\n14 steps", "bias 5\n103 steps"} <= set(drawn)

    def test_a_larger_bias_keeps_more_at_every_step_and_none_keeps_all(self):
        kept = retention_curves.arrays()["kept"]
        assert (np.diff(kept, axis=0) > 0).all()
        assert (np.diff(kept, axis=1) < 0).all()
        assert kept[-1, -1] < 0.01

    def test_it_is_drawn_in_the_colour_of_the_forget_gate(self):
        lines = retention_curves.draw().axes[0].lines
        assert {line.get_color() for line in lines} == {kit.FORGET, kit.RULE}
