"""What is drawn computes what the reference code computes."""

import numpy as np
import pytest

from scripts.figures import kit
from scripts.figures.kit.cell import LSTM, LSTM_NARROW
from scripts.figures.kit.gru import AFTER, AFTER_NARROW, BEFORE, BEFORE_NARROW
from scripts.figures.q11_lstm_variants import peephole_cell
from scripts.reference import gru, peephole
from tests.figures.kit.computed import gru_step, lstm_step, run

B, D, H = 2, 3, 5


@pytest.fixture
def states():
    rng = np.random.default_rng(0)
    return {"x": rng.normal(size=(B, D)), "h_prev": rng.normal(size=(B, H)), "c_prev": rng.normal(size=(B, H))}


class TestMeaning:
    @pytest.mark.parametrize("drawing", [LSTM, LSTM_NARROW], ids=["wide", "narrow"])
    def test_the_lstm_drawing_computes_the_reference_step(self, drawing):
        step = lstm_step()
        value, computed = step.on(drawing), step.reference()
        assert value("c") == pytest.approx(computed.c, abs=1e-12)
        assert value("h") == pytest.approx(computed.o * computed.tanh_c, abs=1e-12)
        assert value("h_up") == pytest.approx(value("h"))

    @pytest.mark.parametrize(
        ("drawing", "step"),
        [
            (AFTER, gru.step_reset_after),
            (AFTER_NARROW, gru.step_reset_after),
            (BEFORE, gru.step_reset_before),
            (BEFORE_NARROW, gru.step_reset_before),
        ],
    )
    def test_the_gru_drawing_computes_the_reference_step(self, drawing, step):
        value, (h, _) = gru_step().on(drawing), gru_step().reference(step)
        assert value("h") == pytest.approx(h, abs=1e-12)
        assert value("h_up") == pytest.approx(h, abs=1e-12)

    @pytest.mark.parametrize("narrow", [False, True])
    def test_the_drawing_with_peepholes_computes_the_reference_step(self, states, narrow):
        rng = np.random.default_rng(3)
        p = peephole.Params(*(rng.normal(size=shape) for shape in ((4 * H, D), (4 * H, H), 4 * H, H, H, H)))

        def layer(name, read, seen=0.0):
            rows = slice("ifgo".index(name) * H, ("ifgo".index(name) + 1) * H)
            looked = getattr(p, f"p_{name}", 0.0) * seen
            return read @ np.concatenate([p.U[rows], p.W[rows]], axis=1).T + p.b[rows] + looked

        value = run(peephole_cell.peepholes(narrow), states, layer)
        h, c, _ = peephole.step(states["x"], states["h_prev"], states["c_prev"], p)
        assert value("c") == pytest.approx(c, abs=1e-12)
        assert value("h") == pytest.approx(h, abs=1e-12)

    def test_each_gate_has_its_letter_its_colour_and_its_line(self):
        for name, tone in {"f": kit.FORGET, "i": kit.INPUT, "g": kit.CANDIDATE, "o": kit.OUTPUT}.items():
            assert LSTM.nodes[name].letter == f"${name}_t$"
            assert LSTM.nodes[name].tone == tone
            assert [wire.tone for wire in LSTM.wires if wire.start == name] == [tone]
