"""What is drawn computes what the reference code computes."""

import numpy as np
import pytest

from scripts.figures import kit
from scripts.figures.kit.cell import LSTM, LSTM_NARROW
from scripts.figures.kit.gru import AFTER, AFTER_NARROW, BEFORE, BEFORE_NARROW
from scripts.figures.q11_lstm_variants import peephole_cell
from scripts.reference import gru, peephole
from tests.figures.kit.computed import lstm_step, run

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
    def test_the_gru_drawing_computes_the_reference_step(self, states, drawing, step):
        rng = np.random.default_rng(2)
        shapes = ((3 * H, D), (3 * H, H), (3 * H,), (3 * H,))
        p = gru.Params(*(rng.normal(size=shape) for shape in shapes))
        block = {name: slice(k * H, (k + 1) * H) for k, name in enumerate("rzn")}

        def layer(name, read):
            if name == "U":
                return read @ p.U[block["n"]].T + p.b_U[block["n"]]
            if name == "W":
                return read @ p.W[block["n"]].T + p.b_W[block["n"]]
            rows = block[name]
            return read @ np.concatenate([p.U[rows], p.W[rows]], axis=1).T + p.b_W[rows] + p.b_U[rows]

        value = run(drawing, states, layer)
        h, _ = step(states["x"], states["h_prev"], p)
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

    def test_the_two_grus_are_not_the_same(self, states):
        p = gru.Params(*(np.ones(shape) * 0.3 for shape in ((3 * H, D), (3 * H, H), (3 * H,), (3 * H,))))
        after, _ = gru.step_reset_after(states["x"], states["h_prev"], p)
        before, _ = gru.step_reset_before(states["x"], states["h_prev"], p)
        assert abs(after - before).max() > 0.01

    def test_each_gate_has_its_letter_its_colour_and_its_line(self):
        for name, tone in {"f": kit.FORGET, "i": kit.INPUT, "g": kit.CANDIDATE, "o": kit.OUTPUT}.items():
            assert LSTM.nodes[name].letter == f"${name}_t$"
            assert LSTM.nodes[name].tone == tone
            assert [wire.tone for wire in LSTM.wires if wire.start == name] == [tone]
