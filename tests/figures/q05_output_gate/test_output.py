"""The figures of the counting LSTMs show what their texts say."""

import numpy as np
import pytest

from scripts.experiments.q05_output_gate.output_counting import counting_units
from scripts.figures import kit
from scripts.figures.q05_output_gate import output_counting, output_trace
from tests.figures.says import says


@pytest.fixture(scope="module")
def traced():
    return output_trace.arrays()


TRACED = kit.settings("output_counting").traced_n


STRINGS = (
    "Cell states, hidden states and output gates of a trained LSTM with 4 units over 20 a's, then over 60, then b's."
)
COUNTS = "In c one unit counts on a straight line and back."
SHOWS = "Its h stands near −1 until c returns; its output gate is open throughout."
LINES = "Dotted: the last a; dashed: the first yes, right after 20 a's and, at 60, too soon: after 54 b's."


@says(output_trace, STRINGS)
def test_the_strings_are_20_and_60_as_and_more_bs_in_a_network_of_4_units(traced):
    assert list(TRACED) == [20, 60]
    assert kit.settings("output_counting").H == 4
    for n in TRACED:
        for name in output_trace.ROWS:
            values = traced[f"{name}_{n}"]
            assert values.shape == (4, 2 * n + kit.settings("output_counting").more)
        np.testing.assert_allclose(traced[f"h_{n}"], traced[f"o_{n}"] * np.tanh(traced[f"c_{n}"]), atol=1e-3)


@says(output_trace, LINES)
@pytest.mark.parametrize("narrow", [False, True])
def test_dotted_is_the_last_a_and_dashed_the_first_yes(traced, narrow):
    assert traced["said"].tolist() == [20, 54]
    grid = np.reshape(output_trace.draw(narrow).axes, (len(output_trace.ROWS), len(TRACED)))
    for column, n, said in zip(grid.T, TRACED, traced["said"], strict=True):
        for axes in column:
            upright = {line.get_linestyle(): line.get_xdata()[0] for line in axes.lines if len(line.get_xdata()) == 2}
            assert upright == {":": n + 0.5, "--": n + said}


@says(output_trace, "The thick line is the counter, here counting downwards.")
@pytest.mark.parametrize("narrow", [False, True])
def test_the_thick_line_is_the_counter(traced, narrow):
    grid = np.reshape(output_trace.draw(narrow).axes, (len(output_trace.ROWS), len(TRACED)))
    for column, n in zip(grid.T, TRACED, strict=True):
        for axes, name in zip(column, output_trace.ROWS, strict=True):
            curves = [line for line in axes.lines if len(line.get_xdata()) > 2]
            thick = max(curves, key=lambda line: line.get_linewidth())
            assert sum(line.get_linewidth() == thick.get_linewidth() for line in curves) == 1
            np.testing.assert_array_equal(thick.get_ydata(), traced[f"{name}_{n}"][traced["counter"]])
        c = traced[f"c_{n}"][traced["counter"]]
        assert (np.diff(c[:n]) < 0).all()


@pytest.mark.parametrize("n", TRACED)
class TestTrace:
    @says(output_trace, COUNTS)
    def test_the_counter_counts_downwards_on_a_straight_line_and_back(self, traced, n):
        units = counting_units(traced[f"c_{n}"].T, n)
        assert np.flatnonzero(units["counts"]).tolist() == [traced["counter"]]
        assert units["straight"][traced["counter"]] > 0.999
        c = traced[f"c_{n}"][traced["counter"]]
        assert c[:n].argmin() >= n - 2
        assert c[n - 1] < -10

    @says(output_trace, SHOWS)
    def test_its_h_stands_near_minus_one_until_c_returns_and_its_gate_is_open(self, traced, n):
        h, c, o = (traced[f"{name}_{n}"][traced["counter"]] for name in "hco")
        away = c < -3
        assert away.sum() > 1.5 * n - 10
        assert (h[away] < -0.9).all()
        assert (h[-3:] > 0.9).all()
        assert o.min() > 0.85

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

    def test_the_first_yes_is_right_only_within_training(self, traced, n):
        said = traced["said"][TRACED.index(n)]
        assert said == n if n == 20 else n - 20 < said < n


@pytest.fixture(scope="module")
def counted():
    return output_counting.arrays()


@says(output_counting, "Four cells that learned to count to 20 are asked to count to 200.")
def test_every_cell_is_right_at_the_end_of_training_and_asked_for_200(counted):
    assert len(output_counting.CELLS) == 4
    assert counted["longest"] == counted["n"][0] == 20
    assert counted["n"][-1] == 200
    for name in output_counting.CELLS:
        assert (counted[name][0] == 20).all()
        assert counted[name].shape == (len(counted["n"]), 5)


@says(output_counting, "With the output tanh, with or without the gate, all five seeds fall short bit by bit.")
@pytest.mark.parametrize("name", ["whole", "no_gate"])
def test_with_the_tanh_all_fall_short_bit_by_bit(counted, name):
    n, said = counted["n"][:, None], counted[name]
    assert said.shape[1] == 5
    assert (said <= n).all()
    assert (said[1:] > said[:-1]).all()  # it counts on
    assert (np.diff(said / n, axis=0) < 0.03).all()  # and loses more and more, but for a rounding to whole b's
    assert (said[-1] < 0.9 * 200).all()


@says(output_counting, "Without the tanh the answers scatter from 1 to never, soon after 20.")
@pytest.mark.parametrize("name", ["no_tanh", "neither"])
def test_without_it_the_answers_scatter_from_1_to_never(counted, name):
    n, said = counted["n"], counted[name]
    assert said.min() == 1
    assert (said[-1] > 3 * 200).any()
    at_30, at_60 = (said[n == length][0] for length in (30, 60))
    assert np.ptp(at_30) > 5 * max(np.ptp(counted[with_tanh][n == 30]) for with_tanh in ("whole", "no_gate"))
    assert at_60.min() == 1
    assert at_60.max() > 60
    assert (abs(at_60 - 60) > 10).all()


def test_two_without_the_tanh_never_say_yes_at_60(counted):
    assert (counted["no_tanh"][counted["n"] == 60] == 181).sum() == 2


@says(output_counting, "Each line is one seed; grey: right; crosses: no yes.")
@pytest.mark.parametrize("narrow", [False, True])
def test_each_line_is_a_seed_and_crosses_are_where_it_never_said_yes(counted, narrow):
    n = counted["n"]
    for axes, name in zip(output_counting.draw(narrow).axes, output_counting.CELLS, strict=True):
        (grey,) = (line for line in axes.lines if line.get_color() == kit.RULE)
        np.testing.assert_array_equal(grey.get_xdata(), grey.get_ydata())
        lines = [line for line in axes.lines if line.get_linestyle() == "-" and line is not grey]
        crosses = [line for line in axes.lines if line.get_marker() == "x"]
        assert len(lines) == len(crosses) == 5
        for said, line, cross in zip(counted[name].T, lines, crosses, strict=True):
            never = said > 3 * n
            np.testing.assert_array_equal(line.get_ydata(), np.where(never, np.nan, said))
            np.testing.assert_array_equal(cross.get_xdata(), n[never])
            assert set(cross.get_ydata()) <= {output_counting.TOP}
    first = output_counting.draw(narrow).axes[0]
    at = dict(zip([label.get_text() for label in first.get_yticklabels()], first.get_yticks(), strict=True))
    assert at["never"] == output_counting.TOP > counted["n"].max()
