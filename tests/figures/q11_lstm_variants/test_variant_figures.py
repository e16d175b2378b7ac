"""The figures of the variants show what their captions say."""

import numpy as np
import pytest

from scripts.figures.kit.cell import LSTM, LSTM_NARROW
from scripts.figures.q11_lstm_variants import peephole_cell, variant_timing


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


class TestTiming:
    def test_at_the_longest_delay_only_the_peepholes_are_learned_by_every_seed_and_soonest(self):
        plotted = variant_timing.arrays()
        plain, peephole, coupled = (plotted[cell][-1] for cell in ("plain", "peephole", "coupled"))
        assert peephole.max() == 850
        assert np.isinf(plain).any()
        assert np.isinf(coupled).any()
        assert min(plain.min(), coupled.min()) > 1000

    def test_the_shortest_delay_is_learned_by_all(self):
        plotted = variant_timing.arrays()
        assert plotted["delays"].tolist() == [10, 20, 40]
        assert all(np.isfinite(plotted[cell][0]).all() for cell in variant_timing.CELLS)

    @pytest.mark.parametrize("narrow", [False, True])
    def test_what_was_not_right_by_the_last_update_stands_in_the_band_that_says_so(self, narrow):
        panel = variant_timing.draw(narrow).axes[-1]
        assert panel.get_xticklabels()[-1].get_text() == "not by\n1,500"
        (band,) = (patch for patch in panel.patches if patch.get_width() > 100)
        rightmost = [max(line.get_xdata()) for line in panel.lines]
        assert [x > band.get_x() for x in rightmost] == [True, False, True]  # coupled, peepholes, plain
