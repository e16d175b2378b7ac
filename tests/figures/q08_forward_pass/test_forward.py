"""The figures of the forward pass show what their captions say, on the arrays that are plotted."""

import numpy as np
import pytest

from scripts.figures.q08_forward_pass import forward_sentence, forward_slices, forward_step


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

    def test_the_cell_state_leaves_the_range_of_tanh_and_the_hidden_state_does_not(self):
        step = forward_step.arrays()
        assert step["c"] > 1 > step["h"]

    def test_the_alternative_text_has_the_plotted_numbers(self):
        step = forward_step.arrays()
        for name in ("c_prev", "kept", "written", "c", "tanh_c", "h"):
            assert f"{step[name]:.2f}" in forward_step.ALT

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

    def test_the_input_gate_opens_at_the_subject_and_stays_shut_at_the_other_noun(self, runs):
        gate = runs["plural"]["i"]
        assert gate[self.KEYS] > 0.95
        assert np.delete(gate, self.KEYS).max() < 0.05

    def test_the_output_gate_opens_at_the_verb_alone(self, runs):
        gate = runs["plural"]["o"]
        assert gate[self.ARE] > 0.95
        assert np.delete(gate, self.ARE).max() < 0.05

    def test_the_cell_state_is_held_and_shown_at_the_verb(self, runs):
        c, h = runs["plural"]["c"], runs["plural"]["h"]
        assert c[self.KEYS :].min() > max(0.9, 0.95 * c[self.KEYS])
        assert abs(h[: self.ARE]).max() < 0.02 < 0.7 < h[self.ARE]

    def test_the_other_sentence_has_the_same_gates_and_the_opposite_state(self, runs):
        plural, singular = runs["plural"], runs["singular"]
        for gate in "ifo":
            np.testing.assert_allclose(plural[gate], singular[gate])
        np.testing.assert_allclose(plural["c"], -singular["c"])
        np.testing.assert_allclose(plural["h"], -singular["h"])

    def test_without_the_recurrent_weights_the_other_noun_erases_the_number(self, runs):
        assert runs["no U"]["c"][self.CABINET - 1] > 0.9
        assert abs(runs["no U"]["c"][self.CABINET]) < 0.05
        assert abs(runs["no U"]["h"][self.ARE]) < 0.05


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

    def test_the_number_survives_every_order_that_leaves_the_candidate_in_place(self, tasks):
        stays, _ = self.orders(tasks)
        assert min(tasks["number"][order].min() for order in stays) > 0.98

    def test_the_number_falls_to_chance_in_the_other_eighteen(self, tasks):
        _, moved = self.orders(tasks)
        assert abs(np.mean([tasks["number"][order] for order in moved]) - tasks["number"]["baseline"].mean()) < 0.02

    def test_counting_survives_almost_none(self, tasks):
        stays, moved = self.orders(tasks)
        assert tasks["count"]["ifgo"].min() > 0.98
        means = [tasks["count"][order].mean() for order in stays + moved]
        assert sum(mean > tasks["count"]["baseline"].mean() for mean in means) == 1

    def test_no_order_is_drawn_on_top_of_another(self, tasks):
        places = forward_slices.columns()
        assert set(places) == set(tasks["number"]) - {"baseline"}
        assert min(np.diff(sorted(places.values()))) >= 1
