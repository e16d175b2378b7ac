"""The figures of the variants show what their captions say."""

import pytest

from scripts.figures.kit.cell import LSTM, LSTM_NARROW
from scripts.figures.q11_lstm_variants import peephole_cell


class TestPeepholes:
    @pytest.mark.parametrize("narrow", [False, True])
    def test_input_and_forget_gate_see_the_old_state_the_output_gate_the_new_one_and_the_candidate_none(self, narrow):
        drawing = peephole_cell.peepholes(narrow)
        into = {name: {wire.start for wire in drawing.wires if wire.end == name} for name in drawing.nodes}
        assert into["old"] == {"c_prev"}
        assert into["between"] == {"old"}
        assert into["new"] == {"plus"}
        for gate, seen in {"f": {"between"}, "i": {"between"}, "o": {"new"}, "g": set()}.items():
            assert into[gate] == {wire.start for wire in LSTM.wires if wire.end == gate} | seen

    @pytest.mark.parametrize("narrow", [False, True])
    def test_the_light_falls_on_what_the_plain_cell_lacks(self, narrow):
        drawing, plain = peephole_cell.peepholes(narrow), LSTM_NARROW if narrow else LSTM
        own = {wire.name for wire in drawing.wires} - {wire.name for wire in plain.wires}
        assert own <= drawing.parts["peepholes"]
        assert "g" not in drawing.parts["peepholes"]
