"""The drawings of the cell, whole, in steps and unrolled, show what their texts say."""

from itertools import pairwise

import numpy as np
import pytest

from scripts.figures.kit.cell import LSTM
from scripts.figures.q01_lstm_architecture import cell_forward, lstm_cell, lstm_unrolled
from scripts.reference import bptt, lstm
from tests.figures.kit.computed import lstm_step
from tests.figures.kit.wires import behind, does, ends, lit, starts, way
from tests.figures.says import says

NODES = set(LSTM.nodes)


def texts(figure):
    return {text.get_text() for text in figure.axes[0].texts}


class TestWholeCell:
    @says(
        lstm_cell,
        "The LSTM cell: the old hidden state and the input feed four learned layers.",
        "Three gates (σ) and a candidate (tanh) read the same $[h_{t-1}, x_t]$.",
    )
    def test_three_gates_and_a_candidate_read_the_same_vector(self):
        assert lit(lstm_cell)[0] == LSTM.lit(None)
        layers = {name: node.does for name, node in LSTM.nodes.items() if node.kind == "layer"}
        assert layers == {"f": "sigmoid", "i": "sigmoid", "o": "sigmoid", "g": "tanh"}
        forks = {name for name, node in LSTM.nodes.items() if node.kind == "fork"}
        assert starts(LSTM, "merge") == {"h_prev", "x"}
        for name in layers:
            assert behind(LSTM, name) - forks == {"merge", "h_prev", "x"}
        assert texts(lstm_cell.draw()) >= {"σ", "tanh", "$c_{t{-}1}$", "$h_{t{-}1}$", "$x_t$", "$c_t$", "$h_t$"}

    @says(
        lstm_cell,
        "The forget gate multiplies the old cell state, input gate times candidate is added to it, and the output gate "
        "lets its tanh out as the new hidden state.",
    )
    def test_each_gate_acts_where_the_text_says(self):
        step = lstm_step()
        value, c_prev = step.on(LSTM), step.states["c_prev"]
        assert value("keep") == pytest.approx(value("f") * c_prev)
        assert value("c") == pytest.approx(value("keep") + value("i") * value("g"))
        assert value("h") == pytest.approx(value("o") * np.tanh(value("c")))

    @says(
        lstm_cell,
        "The heavy line is the memory: from $c_{t-1}$ to $c_t$ it meets a product and a sum, and no weight matrix.",
    )
    def test_the_heavy_line_is_the_memory_and_meets_no_weights(self):
        on_the_way = way(LSTM, "c_prev", "c")
        assert does(LSTM, on_the_way) == ["times", "plus"]
        assert {LSTM.nodes[name].kind for name in on_the_way} == {"state", "pointwise", "fork"}
        heaviest = max(wire.weight for wire in LSTM.wires)
        heavy = [(wire.start, wire.end) for wire in LSTM.wires if wire.weight == heaviest]
        assert heavy == list(pairwise(on_the_way))


class TestForward:
    @says(
        cell_forward,
        "The forward pass in four steps on the cell drawing: compute three gates and the candidate from the old hidden "
        "state and the input; scale the old cell state; add the gated candidate; show the tanh of the sum through the "
        "output gate.",
        "Each panel lights what one step computes.",
    )
    @pytest.mark.parametrize("narrow", [False, True])
    def test_each_panel_lights_what_its_step_computes(self, narrow):
        layers, keep, add, show = (names & NODES for names in lit(cell_forward, narrow))
        inputs = {"h_prev", "x", "merge", "fork_f", "fork_i", "fork_g"}
        assert layers == inputs | set("figo")
        assert keep == {"c_prev", "f", "keep"}
        assert add == {"i", "g", "write", "keep", "plus", "fork_c", "c"}
        assert show == {"fork_c", "tanh", "o", "show", "fork_h", "h", "h_up"}
        assert [name.split()[0] for _, name, _ in cell_forward.STEPS] == ["1", "2", "3", "4"]

    @says(
        cell_forward,
        "Steps 2 and 3 are the two terms of $c_t = f_t \\odot c_{t-1} + i_t \\odot g_t$; no step needs the result of a "
        "later one.",
    )
    def test_steps_two_and_three_are_the_terms_and_no_step_needs_a_later_one(self):
        step = lstm_step()
        value, computed = step.on(LSTM), step.reference()
        _, keep, add, _ = lit(cell_forward)
        assert "keep" in keep
        assert "write" in add
        assert value("keep") == pytest.approx(computed.f * computed.c_prev)
        assert value("write") == pytest.approx(computed.i * computed.g)
        assert value("keep") + value("write") == pytest.approx(computed.c)
        done = {"h_prev", "x", "c_prev"}
        for (_, name, _), names in zip(cell_forward.STEPS, lit(cell_forward), strict=True):
            new = names & NODES
            for node in new:
                assert behind(LSTM, node) <= done | new, f"{name} shows {node} too early"
            done |= new
        assert done == NODES


@pytest.mark.parametrize("layout", [lstm_unrolled.WIDE, lstm_unrolled.NARROW], ids=["wide", "narrow"])
class TestUnrolled:
    @says(
        lstm_unrolled,
        "An LSTM unrolled over three words: one set of weights W, U, b serves every step.",
        "One cell at three times: $W$, $U$ and $b$ are the same at every step, whatever the length $T$.",
    )
    def test_one_set_of_weights_serves_every_step(self, layout):
        diagram = lstm_unrolled.unrolled(layout)
        (weights,) = (name for name, node in diagram.nodes.items() if node.kind == "layer")
        assert diagram.nodes[weights].letter == "$W,\\,U,\\,b$"
        cells = [name for name, node in diagram.nodes.items() if node.kind == "box"]
        assert len(cells) == len(layout.columns) == len(lstm_unrolled.WORDS) == 3
        for t in (1, 2, 3):
            assert weights in behind(diagram, f"w_in{t}")
        assert {f"“{word}”" for word in lstm_unrolled.WORDS} <= texts(lstm_unrolled.draw())
        step = lstm_step()
        x, h, c = (step.states[name] for name in ("x", "h_prev", "c_prev"))
        for T in (3, 7):  # a longer run goes on with the same weights from where the shorter one ended
            hs, cs, _ = bptt.forward(np.stack([x] * T), h, c, step.p)
            h_next, c_next, _ = lstm.step(x, hs[-1], cs[-1], step.p)
            longer = bptt.forward(np.stack([x] * (T + 1)), h, c, step.p)
            assert (longer[0][-1], longer[1][-1]) == (pytest.approx(h_next), pytest.approx(c_next))

    @says(
        lstm_unrolled,
        "The cell state runs straight through, scaled and added to once a step; the hidden state leaves each cell, "
        "goes up as output and on to the next.",
    )
    def test_the_cell_state_runs_straight_through_and_the_hidden_state_leaves_twice(self, layout):
        diagram = lstm_unrolled.unrolled(layout)
        on_the_way = way(diagram, "c0", "c_T")
        assert {diagram.nodes[name].y for name in on_the_way} == {lstm_unrolled.ROWS["c"]}
        assert does(diagram, on_the_way) == ["times", "plus"] * 3
        for t in (1, 2, 3):
            cell = diagram.nodes[f"cell{t}"]
            left, right = cell.port((-1, 0))[0], cell.port((1, 0))[0]
            assert all(left < diagram.nodes[f"{name}{t}"].x < right for name in ("times", "plus"))
            assert diagram.nodes[f"h_out{t}"].x == right
            assert ends(diagram, f"h_out{t}") == {f"fork{t}"}
            assert ends(diagram, f"fork{t}") == {f"h{t}", f"h_in{t + 1}" if t < 3 else "h_T"}
            assert diagram.nodes[f"h{t}"].y > cell.port((0, 1))[1]

    @says(lstm_unrolled, "The heavy line $c$ meets a product and a sum; $h$ enters the learned layers again.")
    def test_the_heavy_line_is_c_and_h_enters_every_cell(self, layout):
        diagram = lstm_unrolled.unrolled(layout)
        heaviest = max(wire.weight for wire in diagram.wires)
        on_the_way = way(diagram, "c0", "c_T")
        heavy = [(wire.start, wire.end) for wire in diagram.wires if wire.weight == heaviest]
        assert heavy == list(pairwise(on_the_way))
        for t in (1, 2, 3):
            assert starts(diagram, f"h_in{t}") == {f"fork{t - 1}" if t > 1 else "h0"}
            assert diagram.nodes[f"h_in{t}"].x == diagram.nodes[f"cell{t}"].port((-1, 0))[0]
        assert "h_prev" in behind(LSTM, "merge")
        assert all("merge" in behind(LSTM, layer) for layer in "figo")
