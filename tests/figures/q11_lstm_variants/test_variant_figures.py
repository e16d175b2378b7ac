"""The figures of the variants show what their captions say."""

import numpy as np
import pytest

from scripts.figures import kit
from scripts.figures.kit.cell import LSTM, LSTM_NARROW
from scripts.figures.q11_lstm_variants import peephole_cell, variant_timing
from scripts.reference import peephole
from tests.figures.says import says


class TestPeepholes:
    INK = "Peepholes in full ink: forget and input gate see the old cell state, the output gate the new one."

    @says(
        peephole_cell,
        "Those of forget and input gate branch off the cell state before the forget gate acts; that of the output gate "
        "branches off behind the sum.",
        "The candidate gets none.",
        "The candidate has none.",
        INK,
    )
    @pytest.mark.parametrize("narrow", [False, True])
    def test_input_and_forget_gate_see_the_old_state_the_output_gate_the_new_one_and_the_candidate_none(self, narrow):
        drawing = peephole_cell.peepholes(narrow)
        into = {name: {wire.start for wire in drawing.wires if wire.end == name} for name in drawing.nodes}
        assert into["old"] == {"c_prev"}
        assert into["between"] == {"old"}
        assert into["new"] == {"plus"}
        assert into["keep"] == {"old", "f"}
        assert {name: drawing.nodes[name].does for name in ("keep", "plus")} == {"keep": "times", "plus": "plus"}
        for gate, seen in {"f": {"between"}, "i": {"between"}, "o": {"new"}, "g": set()}.items():
            assert into[gate] == {wire.start for wire in LSTM.wires if wire.end == gate} | seen

    @says(peephole_cell, INK, "Muted: the plain cell.")
    @pytest.mark.parametrize("narrow", [False, True])
    def test_the_light_falls_on_what_the_plain_cell_lacks(self, narrow):
        drawing, plain = peephole_cell.peepholes(narrow), LSTM_NARROW if narrow else LSTM
        own = {wire.name for wire in drawing.wires} - {wire.name for wire in plain.wires}
        assert own <= drawing.parts["peepholes"]
        assert "g" not in drawing.parts["peepholes"]
        muted = drawing.lit(None) - drawing.parts["peepholes"]
        assert muted < plain.lit(None)

    @says(peephole_cell, "Each is one weight per unit.")
    def test_a_peephole_is_one_weight_per_unit_that_touches_its_own_unit_alone(self):
        rng, H = np.random.default_rng(0), 3
        p = peephole.Params(rng.normal(size=(4 * H, 2)), *(rng.normal(size=s) for s in ((4 * H, H), 4 * H, H, H, H)))
        assert (p.p_i.shape, p.p_f.shape, p.p_o.shape) == ((H,), (H,), (H,))
        at = (rng.normal(size=(1, 2)), *rng.normal(size=(2, 1, H)))
        before, *_ = peephole.step(*at, p)
        unit = np.arange(H) == 1
        for name in ("p_i", "p_f", "p_o"):
            after, *_ = peephole.step(*at, p._replace(**{name: getattr(p, name) + unit}))
            assert ((after != before) == unit).all()


class TestTiming:
    @says(
        variant_timing,
        "At 40 every seed with peepholes does, within 850 of 1,500 updates; the plain and the coupled cell need over "
        "1,000, and some seeds are not right by 1,500.",
    )
    def test_at_the_longest_delay_only_the_peepholes_are_learned_by_every_seed_and_soonest(self):
        plotted = variant_timing.arrays()
        plain, peephole, coupled = (plotted[cell][-1] for cell in ("plain", "peephole", "coupled"))
        assert peephole.max() == 850
        assert kit.settings("variant_timing").updates == 1500
        assert np.isinf(plain).any()
        assert np.isinf(coupled).any()
        assert min(plain.min(), coupled.min()) > 1000

    @says(variant_timing, "At 10 all cells learn it.")
    def test_the_shortest_delay_is_learned_by_all(self):
        plotted = variant_timing.arrays()
        assert plotted["delays"].tolist() == [10, 20, 40]
        assert all(np.isfinite(plotted[cell][0]).all() for cell in variant_timing.CELLS)

    @says(
        variant_timing,
        "Updates until a network fires exactly 10, 20 and 40 steps after a pulse, five seeds per cell.",
        "Each mark is one seed; in the grey band: not within 1,500 updates.",
    )
    @pytest.mark.parametrize("narrow", [False, True])
    def test_a_row_has_the_five_seeds_of_its_cell_at_the_delay_of_the_panel(self, narrow):
        plotted, (first, *others) = variant_timing.arrays(), variant_timing.draw(narrow).axes
        assert len(kit.settings("variant_timing").seeds) == 5
        limit = kit.settings("variant_timing").updates
        rows = [label.get_text() for label in first.get_yticklabels()]
        for k, (panel, delay) in enumerate(zip((first, *others), (10, 20, 40), strict=True)):
            assert panel.get_title(loc="left") == f"fire after {delay} steps"
            (band,) = panel.patches
            assert band.get_x() > limit
            for line, (cell, (label, *_)) in zip(panel.lines, reversed(variant_timing.CELLS.items()), strict=True):
                assert label.startswith(cell)
                seeds, solved = line.get_xdata(), np.sort(plotted[cell][k])
                assert seeds.shape == (5,)
                assert (abs(line.get_ydata() - rows.index(label)) < 0.5).all()
                np.testing.assert_array_equal(seeds[seeds < band.get_x()], solved[np.isfinite(solved)])
                assert (seeds <= band.get_x() + band.get_width()).all()

    @says(variant_timing, "All networks have about equally many parameters.")
    def test_the_networks_have_about_equally_many_parameters(self):
        sizes = [kit.data("variant_timing")[cell].parameters for cell in variant_timing.CELLS]
        assert max(sizes) < 1.06 * min(sizes)

    @pytest.mark.parametrize("narrow", [False, True])
    def test_what_was_not_right_by_the_last_update_stands_in_the_band_that_says_so(self, narrow):
        panel = variant_timing.draw(narrow).axes[-1]
        assert panel.get_xticklabels()[-1].get_text() == "not by\n1,500"
        (band,) = (patch for patch in panel.patches if patch.get_width() > 100)
        rightmost = [max(line.get_xdata()) for line in panel.lines]
        assert [x > band.get_x() for x in rightmost] == [True, False, True]  # coupled, peepholes, plain
