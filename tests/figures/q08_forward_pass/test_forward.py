"""The figures of the forward pass show what their captions say, on the arrays that are plotted."""

from itertools import permutations

import numpy as np
import pytest
from matplotlib.colors import to_rgba
from numpy.testing import assert_allclose, assert_array_equal

from scripts.facts.onnx_runtime import ONNX
from scripts.figures import kit
from scripts.figures.q08_forward_pass import forward_sentence, forward_slices, forward_step, lstm_shapes
from scripts.reference import lstm
from tests.figures.says import says


def σ(z):
    return 1 / (1 + np.exp(-z))


class TestStep:
    def test_is_the_step_worked_by_hand(self):
        step = forward_step.arrays()
        i, f, g, o = σ(1.0), σ(2.0), np.tanh(0.5), σ(0.0)
        c = f * 0.85 + i * g
        assert (step["i"], step["f"], step["g"], step["o"]) == pytest.approx((i, f, g, o))
        assert (step["kept"], step["written"]) == pytest.approx((f * 0.85, i * g))
        assert (step["c"], step["h"]) == pytest.approx((c, o * np.tanh(c)))

    @says(
        forward_step,
        "The new cell state may leave the range of tanh (dashed); the hidden state cannot.",
    )
    def test_the_cell_state_leaves_the_range_of_tanh_and_the_hidden_state_cannot(self):
        step = forward_step.arrays()
        assert step["c"] > 1 > step["h"]
        (dashed,) = (line for line in forward_step.draw().axes[1].lines if line.is_dashed())
        assert_array_equal(dashed.get_ydata(), [1, 1])
        rng = np.random.default_rng(0)
        p = lstm.Params(*(10 * array for array in forward_step.CELL))
        h, c, _ = lstm.step(*100 * rng.normal(size=(3, 1000, 1)), p)
        assert abs(c).max() > 100
        assert abs(h).max() <= 1

    @says(
        forward_step,
        "Of the old cell state 0.85 the forget gate keeps 0.75, the input gate adds 0.34, giving 1.09; tanh makes that "
        "0.80 and the output gate halves it: the hidden state is 0.40.",
    )
    def test_the_alternative_text_has_the_plotted_numbers_where_they_belong(self):
        step = forward_step.arrays()
        assert (
            "Of the old cell state {c_prev:.2f} the forget gate keeps {kept:.2f}, the input gate adds {written:.2f}, "
            "giving {c:.2f}; tanh makes that {tanh_c:.2f} and the output gate halves it: the hidden state is {h:.2f}."
        ).format(**step) in forward_step.ALT
        assert step["o"] == 0.5

    @says(
        forward_step,
        "The four activations all come from $x_t$ and $h_{t-1}$; two lines of arithmetic do the rest.",
    )
    def test_the_activations_follow_from_input_and_hidden_state_and_the_rest_from_them(self):
        def four(x: float, h: float, c: float) -> np.ndarray:
            cache = lstm.step(*(np.array([[value]]) for value in (x, h, c)), forward_step.CELL)[2]
            return np.array([getattr(cache, name).item() for name in forward_step.GATES])

        step = forward_step.arrays()
        x, h, c = forward_step.X, forward_step.H_PREV, forward_step.C_PREV
        drawn = [step[name] for name in forward_step.GATES]
        assert len(drawn) == 4
        assert_array_equal(four(x, h, c), drawn)
        assert_array_equal(four(x, h, c + 1), drawn)
        assert (four(x + 1, h, c) != drawn).all()
        assert (four(x, h + 1, c) != drawn).all()
        cell = step["f"] * step["c_prev"] + step["i"] * step["g"]
        hidden = step["o"] * np.tanh(cell)
        assert (step["c"], step["h"]) == pytest.approx((cell, hidden))

    @pytest.mark.parametrize("narrow", [False, True])
    def test_each_bar_has_the_height_that_its_name_says(self, narrow):
        step, (left, right) = forward_step.arrays(), forward_step.draw(narrow).axes
        assert_array_equal([bar.get_height() for bar in left.patches], [step[name] for name in forward_step.GATES])
        stations = ("c_prev", "kept", "written", "c", "tanh_c", "h")
        assert_allclose([bar.get_height() for bar in right.patches], [step[name] for name in stations])
        assert [bar.get_y() for bar in right.patches] == [0, 0, step["kept"], 0, 0, 0]

    @pytest.mark.parametrize("narrow", [False, True])
    def test_both_panels_have_one_scale(self, narrow):
        figure = forward_step.draw(narrow)
        figure.draw_without_rendering()
        units = [axes.bbox.height / np.diff(axes.get_ylim()) for axes in figure.axes]
        assert units[0] == pytest.approx(units[1], rel=0.01)


class TestSentence:
    KEYS, CABINET, ARE = 1, 5, 6

    @pytest.fixture
    def runs(self):
        return forward_sentence.arrays()

    def test_the_words_stand_where_the_figure_says(self):
        words = forward_sentence.WORDS
        assert (words[self.KEYS], words[self.CABINET], words[self.ARE]) == ("keys", "cabinet", "are")

    GATES_SAID = (
        "Gates of one unit over 'The keys to the old cabinet are': the input gate opens at keys and stays shut at "
        "cabinet, the output gate opens at the verb."
    )

    @says(forward_sentence, GATES_SAID)
    @pytest.mark.parametrize("narrow", [False, True])
    def test_each_strip_has_its_gate_over_the_words(self, runs, narrow):
        strips = forward_sentence.draw(narrow).axes
        for axes, gate in zip(strips, "ifo", strict=False):
            assert axes.get_ylabel() == f"${gate}_t$"
            assert_array_equal([bar.get_height() for bar in axes.patches], runs["plural"][gate])
        words = [label.get_text() for label in strips[-1].get_xticklabels()]
        assert f"over '{' '.join(words)}':" in forward_sentence.ALT

    @says(forward_sentence, GATES_SAID)
    def test_the_input_gate_opens_at_the_subject_and_stays_shut_at_the_other_noun(self, runs):
        gate = runs["plural"]["i"]
        assert gate[self.KEYS] > 0.95
        assert np.delete(gate, self.KEYS).max() < 0.05

    @says(forward_sentence, GATES_SAID)
    def test_the_output_gate_opens_at_the_verb_alone(self, runs):
        gate = runs["plural"]["o"]
        assert gate[self.ARE] > 0.95
        assert np.delete(gate, self.ARE).max() < 0.05

    @says(forward_sentence, "The cell state holds the number all the way; without U, cabinet erases it.")
    def test_the_cell_state_is_held_and_shown_at_the_verb(self, runs):
        c, h = runs["plural"]["c"], runs["plural"]["h"]
        assert c[self.KEYS :].min() > max(0.9, 0.95 * c[self.KEYS])
        assert abs(h[: self.ARE]).max() < 0.02 < 0.7 < h[self.ARE]

    @says(forward_sentence, "Solid: keys, cabinet, are.", "Hollow: key, cabinets, is, with the same gates.")
    @pytest.mark.parametrize("narrow", [False, True])
    def test_solid_bars_are_the_plural_subject_and_hollow_ones_the_singular(self, runs, narrow):
        words = forward_sentence.WORDS
        assert (words[self.KEYS], words[self.CABINET], words[self.ARE]) == ("keys", "cabinet", "are")
        for run, signs in (("plural", [1, -1]), ("singular", [-1, 1])):
            assert_array_equal(np.sign(runs[run]["g"][[self.KEYS, self.CABINET]]), signs)
        for gate in "ifo":
            assert_allclose(runs["plural"][gate], runs["singular"][gate])
        for axes, state in zip(forward_sentence.draw(narrow).axes[3:], "ch", strict=True):
            solid, hollow = axes.containers
            assert_array_equal([bar.get_height() for bar in solid], runs["plural"][state])
            assert_array_equal([bar.get_height() for bar in hollow], runs["singular"][state])
            assert all(bar.get_fill() for bar in solid)
            assert not any(bar.get_fill() for bar in hollow)

    def test_the_other_sentence_has_the_same_gates_and_the_opposite_state(self, runs):
        plural, singular = runs["plural"], runs["singular"]
        for gate in "ifo":
            np.testing.assert_allclose(plural[gate], singular[gate])
        np.testing.assert_allclose(plural["c"], -singular["c"])
        np.testing.assert_allclose(plural["h"], -singular["h"])

    @says(
        forward_sentence,
        "The cell state holds the number all the way; without U, cabinet erases it.",
        "Crosses: without $U$ the second noun cancels the number.",
    )
    def test_without_the_recurrent_weights_the_other_noun_erases_the_number(self, runs):
        assert not forward_sentence.cell(recurrent=False).U.any()
        for axes, state in zip(forward_sentence.draw().axes[3:], "ch", strict=True):
            for cross in (line for line in axes.lines if line.get_marker() == "x"):
                assert_array_equal(cross.get_xdata(), [self.CABINET, self.ARE])
                assert_array_equal(cross.get_ydata(), runs["no U"][state][[self.CABINET, self.ARE]])
        assert runs["no U"]["c"][self.CABINET - 1] > 0.9
        assert abs(runs["no U"]["c"][self.CABINET]) < 0.05
        assert abs(runs["no U"]["h"][self.ARE]) < 0.05

    @says(forward_sentence, "A two-unit cell with weights set by hand.")
    def test_the_cell_has_two_units(self):
        p = forward_sentence.cell()
        assert lstm.sizes(p) == (3, 2)
        assert_array_equal(p.U.nonzero(), [[0], [1]])
        assert all((array == array.round()).all() for array in p)


class TestSlices:
    @pytest.fixture
    def tasks(self):
        return forward_slices.arrays()

    def orders(self, tasks):
        right, *wrong = sorted((o for o in tasks["number"] if o != "baseline"), key=lambda o: o != "ifgo")
        assert right == "ifgo"
        stays = [order for order in wrong if order[2] == "g"]
        assert (len(stays), len(wrong)) == (5, 23)
        return stays, [order for order in wrong if order not in stays]

    @says(
        forward_slices,
        "The subject's number survives every order that leaves the candidate in place, and falls to chance in the "
        "other 18.",
    )
    def test_the_number_survives_every_order_that_leaves_the_candidate_in_place(self, tasks):
        stays, _ = self.orders(tasks)
        assert min(tasks["number"][order].min() for order in stays) > 0.98

    @says(
        forward_slices,
        "The subject's number survives every order that leaves the candidate in place, and falls to chance in the "
        "other 18.",
    )
    def test_the_number_falls_to_chance_in_each_of_the_other_eighteen(self, tasks):
        _, moved = self.orders(tasks)
        assert len(moved) == 18
        means = np.array([tasks["number"][order].mean() for order in moved])
        chance = tasks["number"]["baseline"].mean()
        assert abs(means.mean() - chance) < 0.005
        assert abs(means - chance).max() < 0.03

    @says(forward_slices, "Counting nouns survives almost none.")
    def test_counting_survives_almost_none(self, tasks):
        stays, moved = self.orders(tasks)
        assert tasks["count"]["ifgo"].min() > 0.98
        means = [tasks["count"][order].mean() for order in stays + moved]
        assert sum(mean > tasks["count"]["baseline"].mean() for mean in means) == 1

    @says(forward_slices, "Share right for all 24 block orders, five seeds, two tasks.")
    def test_every_order_of_the_four_blocks_has_its_five_seeds_in_both_tasks(self, tasks):
        orders = {"".join(order) for order in permutations("ifgo")}
        assert (len(orders), len(tasks), len(kit.settings("slice_order").seeds)) == (24, 2, 5)
        for shares in tasks.values():
            assert set(shares) == orders | {"baseline"}
            assert {len(values) for values in shares.values()} == {5}

    @says(
        forward_slices,
        "Circles: the candidate's block stays in its place.",
        "Triangles: it does not.",
        "One dot per seed, one column per order of the blocks; ringed: ONNX's order.",
        "Dashed: always the commonest answer.",
    )
    @pytest.mark.parametrize("narrow", [False, True])
    def test_each_column_has_the_seeds_of_its_order(self, tasks, narrow):
        places, onnx = forward_slices.columns(), ONNX.cells["lstm.order"].value.replace(", ", "")
        for axes, shares in zip(forward_slices.draw(narrow).axes, tasks.values(), strict=True):
            (dashed,) = (line for line in axes.lines if line.is_dashed())
            assert_array_equal(dashed.get_ydata(), 2 * [shares["baseline"].mean()])
            columns = {line.get_xdata()[0]: line for line in axes.lines if len(line.get_xdata()) == 5}
            assert set(columns) == set(places.values())
            for order, place in places.items():
                assert_array_equal(columns[place].get_data(), [5 * [place], shares[order]])
                assert columns[place].get_marker() == ("o" if order.index("g") == "ifgo".index("g") else "^")
            (ring,) = (line for line in axes.lines if len(line.get_xdata()) == 1)
            assert ring.get_markerfacecolor() == "none"
            assert_array_equal(ring.get_xydata(), [[places[onnx], shares[onnx].mean()]])

    def test_no_order_is_drawn_on_top_of_another(self, tasks):
        places = forward_slices.columns()
        assert set(places) == set(tasks["number"]) - {"baseline"}
        assert min(np.diff(sorted(places.values()))) >= 1


class TestShapes:
    @says(
        lstm_shapes,
        "The parameters of an LSTM to scale, input size 64 and hidden size 128: W is 512 by 64, U is 512 by 128, b is "
        "512 long, each cut into four blocks of 128 rows for i, f, g, o.",
        "U holds twice as many numbers as W.",
    )
    @pytest.mark.parametrize("narrow", [False, True])
    def test_the_rectangles_of_the_matrices_have_the_sizes_of_the_parameters(self, narrow):
        D, H = 64, 128
        shapes = {"W": (512, 64), "U": (512, 128), "b": (512,)}
        assert lstm.sizes(lstm.Params(*map(np.zeros, shapes.values()))) == (D, H) == (lstm_shapes.D, lstm_shapes.H)
        assert np.prod(shapes["U"]) == 2 * np.prod(shapes["W"])
        placed, axes = lstm_shapes.arrays(narrow), lstm_shapes.draw(narrow).axes[0]
        for name, (rows, *columns) in shapes.items():
            left, _, width, height = placed[name]
            assert height == pytest.approx(rows * lstm_shapes.UNIT)
            assert not columns or width == pytest.approx(columns[0] * lstm_shapes.UNIT)
            outlines = [patch for patch in axes.patches if patch.get_x() == left and not patch.get_facecolor()[3]]
            assert [patch.get_edgecolor() for patch in outlines] == [to_rgba(tone) for _, tone in lstm_shapes.BLOCKS]
            assert_allclose([patch.get_height() for patch in outlines], 128 * lstm_shapes.UNIT)
            assert sorted(outlines, key=lambda patch: -patch.get_y()) == outlines
        written = {text.get_text() for text in axes.texts}
        assert {"512 × 64", "512 × 128"} <= written
        assert {f"${name}_{block}$" for name in "WU" for block in "ifgo"} <= written

    @says(
        lstm_shapes,
        "$z_t = W x_t + U h_{t-1} + b$ with $D = 64$ and $H = 128$, matrices to scale, vectors drawn wider than they "
        "are.",
    )
    @pytest.mark.parametrize("narrow", [False, True])
    def test_the_row_is_the_equation_and_vectors_are_wider_than_their_one_column(self, narrow):
        assert [item[0] for item in lstm_shapes.ROW] == ["z", "=", "W", "x", "+", "U", "h", "+", "b"]
        sizes = {"z": 512, "x": 64, "h": 128, "b": 512}
        placed = lstm_shapes.arrays(narrow)
        lefts = [left for left, *_ in placed.values()]
        assert lefts == sorted(lefts)
        for name, rows in sizes.items():
            *_, width, height = placed[name]
            assert height == pytest.approx(rows * lstm_shapes.UNIT)
            assert width > lstm_shapes.UNIT
        for name, columns in {"W": 64, "U": 128}.items():
            *_, width, height = placed[name]
            assert (width / columns, height / 512) == pytest.approx((lstm_shapes.UNIT, lstm_shapes.UNIT))

    @says(
        lstm_shapes,
        "Rows $0$ to $H - 1$ make $i_t$, the next $H$ make $f_t$, then $g_t$, then $o_t$.",
    )
    def test_each_block_of_rows_makes_its_own_activation_in_the_drawn_order(self):
        rng, (D, H) = np.random.default_rng(0), (3, 4)
        p = lstm.Params(rng.normal(size=(4 * H, D)), rng.normal(size=(4 * H, H)), rng.normal(size=4 * H))
        at = (rng.normal(size=(1, D)), *rng.normal(size=(2, 1, H)))
        *_, before = lstm.step(*at, p)
        blocks = [name for name, _ in lstm_shapes.BLOCKS]
        assert blocks == ["i", "f", "g", "o"]
        for k, block in enumerate(blocks):
            rows = np.arange(4 * H) // H == k
            *_, after = lstm.step(*at, p._replace(b=p.b + rows))
            changed = [name for name in blocks if (getattr(before, name) != getattr(after, name)).all()]
            same = [name for name in blocks if (getattr(before, name) == getattr(after, name)).all()]
            assert (changed, len(same)) == ([block], 3)
