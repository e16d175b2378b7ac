"""The figures of shapes and of the GRU show what their texts say."""

import re
from itertools import pairwise

import pytest

from scripts.figures.kit.gru import AFTER, BEFORE
from scripts.figures.q08_forward_pass import lstm_shapes
from scripts.figures.q34_lstm_vs_gru import gru_cell, gru_reset
from scripts.reference import params
from tests.figures.kit.wires import behind, way


def texts(figure):
    return {text.get_text(): text for text in figure.axes[0].texts}


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
