"""The figures of the output gate show what their texts say."""

import re

import numpy as np
import pytest

from scripts.experiments.q05_output_gate.output_counting import counting_units
from scripts.figures import kit
from scripts.figures.kit.cell import LSTM
from scripts.figures.q05_output_gate import cell_output, output_counting, output_trace
from tests.figures.says import says


def behind(name: str) -> set[str]:
    """All nodes of the cell that a node depends on."""
    starts = {wire.start for wire in LSTM.wires if wire.end == name}
    return starts.union(*(behind(start) for start in starts))


class TestCell:
    @says(
        cell_output,
        "The output gate reads the old hidden state and the input, not the cell state.",
    )
    def test_the_gate_reads_h_and_x_and_not_c(self):
        assert behind("o") >= {"h_prev", "x"}
        assert not behind("o") & {"c_prev", "plus", "fork_c", "tanh"}

    @says(
        cell_output,
        r"The output path: $h_t = o_t \odot \tanh(c_t)$.",
    )
    def test_c_meets_a_tanh_without_weights_before_the_gate(self):
        assert {wire.start for wire in LSTM.wires if wire.end == "show"} == {"tanh", "o"}
        assert LSTM.nodes["tanh"].kind == "pointwise"
        assert {wire.start for wire in LSTM.wires if wire.end == "tanh"} == {"fork_c"}
        assert {"tanh", "show", "o", "h", "h_up"} <= set().union(
            *(LSTM.parts[part] for part in ("output", "read", "h_out"))
        )

    @says(
        cell_output,
        "The cell state passes a tanh of its own, without weights, and the gate's value scales that: the "
        "product leaves as the new hidden state, twice.",
        "One copy of $h_t$ goes up to a readout or the next layer, the other to step $t + 1$.",
    )
    def test_h_leaves_twice(self):
        assert sorted(wire.end for wire in LSTM.wires if wire.start == "fork_h") == ["h", "h_up"]
        assert cell_output.ALT.endswith("twice.")


@pytest.fixture(scope="module")
def traced():
    return output_trace.arrays()


TRACED = kit.settings("output_counting").traced_n


@pytest.mark.parametrize("n", TRACED)
class TestTrace:
    @says(
        output_trace,
        "In c one unit counts on a straight line and back.",
        "The thick line is the counter, here counting downwards.",
    )
    def test_the_counter_counts_downwards_on_a_straight_line_and_back(self, traced, n):
        units = counting_units(traced[f"c_{n}"].T, n)
        assert units["counts"][traced["counter"]]
        assert units["straight"][traced["counter"]] > 0.999
        c = traced[f"c_{n}"][traced["counter"]]
        assert c[:n].argmin() >= n - 2
        assert c[n - 1] < -10

    def test_its_h_stands_near_minus_one_until_c_returns(self, traced, n):
        h, c = (traced[f"{name}_{n}"][traced["counter"]] for name in "hc")
        away = c < -3
        assert away.sum() > 1.5 * n - 10
        assert (h[away] < -0.9).all()
        assert (h[-3:] > 0.9).all()

    @says(
        output_trace,
        "Its h stands near −1 until c returns; its output gate is open throughout.",
    )
    def test_its_gate_is_open_throughout(self, traced, n):
        assert traced[f"o_{n}"][traced["counter"]].min() > 0.85
        h, c = (traced[f"{name}_{n}"][traced["counter"]] for name in "hc")
        assert (h[c < -3] < -0.9).all()

    def test_one_other_unit_shows_only_its_gate(self, traced, n):
        until = n + traced["said"][TRACED.index(n)] - 4
        gates = []
        for unit in range(4):
            c, h, o = (traced[f"{name}_{n}"][unit][9:until] for name in "cho")
            if unit != traced["counter"] and (abs(c + 5) < 1).all():
                np.testing.assert_allclose(h, -o, atol=0.01)
                gates.append(o)
        assert len(gates) == 1
        assert gates[0].max() < 0.5

    @says(
        output_trace,
        "Dotted: the last a; dashed: the first yes, right after 20 a's and, at 60, too soon: after 54 b's.",
    )
    def test_the_first_yes_is_right_only_within_training(self, traced, n):
        said = traced["said"][TRACED.index(n)]
        assert said == n if n == 20 else n - 20 < said < n
        assert said == {20: 20, 60: 54}[n]
        at = [
            line.get_xdata()[0] for axes in output_trace.draw().axes for line in axes.lines if not line.get_ydata()[0]
        ]
        assert {n + 0.5, n + said} <= set(at)


@pytest.fixture(scope="module")
def counted():
    return output_counting.arrays()


@says(
    output_counting,
    "Four cells that learned to count to 20 are asked to count to 200.",
)
@pytest.mark.parametrize("name", output_counting.CELLS)
def test_every_cell_is_right_at_the_end_of_training(counted, name):
    assert counted["longest"] == counted["n"][0] == 20
    assert (counted[name][0] == 20).all()
    assert counted[name].shape[1] == 5
    assert counted["n"][-1] == 200


@says(
    output_counting,
    "With the output tanh, with or without the gate, all five seeds fall short bit by bit.",
)
@pytest.mark.parametrize("name", ["whole", "no_gate"])
def test_with_the_tanh_all_fall_short_bit_by_bit(counted, name):
    n, said = counted["n"][:, None], counted[name]
    assert (said <= n).all()
    assert (said[1:] > said[:-1]).all()  # it counts on
    assert (np.diff(said / n, axis=0) < 0.03).all()  # and loses more and more, but for a rounding to whole b's
    assert (said[-1] < 0.9 * 200).all()


@says(
    output_counting,
    "Without the tanh the answers scatter from 1 to never, soon after 20.",
)
@pytest.mark.parametrize("name", ["no_tanh", "neither"])
def test_without_it_the_answers_scatter(counted, name):
    at_60 = counted[name][counted["n"] == 60][0]
    assert at_60.min() == 1
    assert at_60.max() > 60
    assert (abs(at_60 - 60) > 10).all()
    assert (counted["no_tanh"][counted["n"] == 60] == 181).sum() == 2


def test_the_texts_name_the_plotted_ends(counted):
    assert [int(number) for number in re.findall(r"\d+", output_counting.ALT)] == [20, 200, 1, 20]
    assert counted["n"][-1] == 200
    assert counted["no_tanh"].min() == 1
