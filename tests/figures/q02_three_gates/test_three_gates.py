"""The figures of the number units show what their texts say."""

import random
import re

import numpy as np
import pytest

from scripts.experiments.networks.recurrent import start
from scripts.experiments.q02_three_gates import number_units as experiment
from scripts.experiments.q02_three_gates.agreement_grammar import WORDS, pairs
from scripts.experiments.q02_three_gates.unit_swaps import effects, flips
from scripts.figures import kit
from scripts.figures.q02_three_gates import number_swaps, number_unit_gates
from tests.figures.says import says

KEYS, BEFORE_NOUN, CABINET, ARE, GONE = 0, 3, 4, 5, 6
BEFORE_VERB = slice(KEYS, CABINET + 1)
ENOUGH = experiment.ENOUGH  # of the answers must turn for units to be enough


class TestUnitGates:
    def rows(self, name):
        values = number_unit_gates.arrays()[name]["values"]
        return {(part, number): row for (part, number, _, _), row in zip(number_unit_gates.ROWS, values, strict=True)}

    @says(number_unit_gates, "Two units of one LSTM over 'the keys to the old cabinet are gone'.")
    @pytest.mark.parametrize("narrow", [False, True])
    def test_the_tables_show_two_units_over_the_words_of_the_sentence(self, narrow):
        sentence = "the keys to the old cabinet are gone"
        assert kit.settings("number_units").texts.plural.removesuffix(" .") == sentence
        assert ["the", *number_unit_gates.WORDS] == sentence.split()
        drawn = [text.get_text() for text in number_unit_gates.draw(narrow).axes[0].texts]
        plotted = number_unit_gates.arrays().values()
        assert [text.split()[1] for text in drawn if text.startswith("unit ")] == [str(one["unit"]) for one in plotted]
        values = [f"{value:.1f}".replace("-", "−") for one in plotted for value in one["values"].ravel()]
        assert [text for text in drawn if re.fullmatch(r"−?\d+\.\d", text)] == values
        assert [text for text in drawn if text in number_unit_gates.WORDS] == [*number_unit_gates.WORDS] * 2

    def test_the_seed_is_the_first_in_which_the_two_units_differ(self):
        measured = kit.data("number_units")
        found = measured.next_word.found
        differ = [a != b for a, b in zip(found.keeps_most["unit"], found.strongest, strict=True)]
        assert differ.index(True) == measured.example.seed == 1

    @says(
        number_unit_gates,
        "Unit 5 has the highest forget gates, but nearly the same cell state for key and keys before the verb.",
    )
    def test_the_unit_that_keeps_most_holds_nearly_the_same_for_both_and_moves_nothing(self):
        measured, plotted = kit.data("number_units"), number_unit_gates.arrays()["keeps_most"]
        assert plotted["unit"] == measured.next_word.found.keeps_most["unit"][measured.example.seed] == 5
        kept, holds = self.rows("keeps_most"), self.rows("strongest")
        apart = [np.abs(unit["c", "plural"] - unit["c", "singular"])[BEFORE_VERB] for unit in (kept, holds)]
        assert apart[0].max() < 0.25
        assert (apart[0] < apart[1] / 10).all()
        assert abs(plotted["effect"]) < 0.005

    @says(
        number_unit_gates,
        'In unit 11, rows $c$ and *$c$, key* (the twin sentence, "the key to the old cabinet is gone") have opposite '
        "signs up to the verb.",
    )
    def test_the_unit_that_holds_the_number_has_opposite_signs_up_to_the_verb(self):
        assert number_unit_gates.arrays()["strongest"]["unit"] == 11
        holds = self.rows("strongest")
        assert (holds["c", "plural"][: ARE + 1] < 0).all()
        assert (holds["c", "singular"][: ARE + 1] > 0).all()
        assert kit.settings("number_units").texts.singular == "the key to the old cabinet is gone ."
        labels = [label for _, _, label, _ in number_unit_gates.ROWS]
        assert labels[-2:] == ["$c$", "$c$, key"]

    @says(
        number_unit_gates,
        "In unit 11 the two lie far apart, although its input gate stays open at cabinet: its candidate writes the "
        "subject's number again.",
    )
    def test_its_input_gate_is_open_at_cabinet_and_the_candidate_has_the_sign_of_the_subject(self):
        plotted = number_unit_gates.arrays()["strongest"]
        assert plotted["unit"] == 11
        assert plotted["effect"] > 0.9
        holds = self.rows("strongest")
        assert np.abs(holds["c", "plural"] - holds["c", "singular"])[BEFORE_VERB].min() > 1.5
        assert holds["i", "plural"][CABINET] > 0.6
        assert holds["g", "plural"][CABINET] < 0 < holds["g", "singular"][CABINET]
        assert holds["f", "plural"][GONE] < 0.3 < holds["f", "plural"][CABINET]

    @says(number_unit_gates, "1 is the effect of swapping all units.")
    def test_a_single_unit_that_is_all_units_moves_the_answer_by_1(self):
        model, to_find = start("lstm", len(WORDS), 1, 1, 0), pairs(1, 20, random.Random(0))
        moved = effects(model, to_find, to_find.subject + experiment.BEFORE_NOUN)
        assert moved.tolist() == pytest.approx([1.0])

    def test_the_states_are_made_of_the_gates_in_the_record(self):
        shown = kit.data("number_units").example
        for name in number_unit_gates.UNITS:
            one = shown[name].plural
            c = np.array(one.c)
            made = np.array(one.f) * np.concatenate([[0.0], c[:-1]]) + np.array(one.i) * np.array(one.g)
            np.testing.assert_allclose(made, c, atol=0.01)


class TestSwaps:
    @says(
        number_swaps,
        "Share of answers that turn when units are swapped, the most effective first, eight networks each.",
    )
    def test_the_most_effective_units_are_swapped_first_in_eight_networks(self):
        assert all(number_swaps.arrays()[objective].shape == (8, 6) for objective in number_swaps.PANELS)
        settings = experiment.SETTINGS | {"test_pairs": 40, "swapped_units": [1, 2, 3]}
        model = start("lstm", len(WORDS), 4, 1, 0)
        to_find, to_test = experiment.sentences(1, settings, "find"), experiment.sentences(1, settings)
        t = to_find.subject + experiment.BEFORE_NOUN
        order = effects(model, to_find, t).argsort(descending=True).tolist()
        turned = flips(model, to_test, t, [order[:k] for k in settings["swapped_units"]])
        assert list(experiment.found(model, settings)["flips"].values()) == turned

    @says(
        number_swaps,
        "Trained on every next word, one unit is enough in six of the eight, and two always are.",
    )
    def test_after_next_words_one_unit_is_enough_in_six_of_eight_and_two_always(self):
        turned = number_swaps.arrays()["next_word"]
        assert turned.shape == (8, 6)
        assert (turned[:, 0] >= ENOUGH).sum() == 6
        assert (turned[:, 1:] >= ENOUGH).all()

    @says(number_swaps, "Trained on the verb's number alone, it takes three or four.")
    def test_after_the_verb_s_number_alone_it_takes_three_or_four(self):
        turned = number_swaps.arrays()["verb_number"]
        assert (turned >= ENOUGH).any(1).all()
        needed = (turned >= ENOUGH).argmax(1) + 1
        assert set(needed) == {3, 4}

    @says(number_swaps, "Random units turn fewer.")
    def test_random_units_turn_fewer(self):
        plotted = number_swaps.arrays()
        for objective in number_swaps.PANELS:
            assert (plotted[f"{objective}_at_random"].mean(0) < plotted[objective].mean(0) - 0.1).all()

    @says(number_swaps, "Each line is one of eight networks, drawn slightly apart; dashed: random units.")
    def test_each_network_has_its_line_and_random_units_a_dashed_one(self):
        plotted = number_swaps.arrays()
        for axes, objective in zip(number_swaps.draw().axes, number_swaps.PANELS, strict=True):
            *networks, by_lot = axes.lines
            assert [line.is_dashed() for line in axes.lines] == [False] * 8 + [True]
            apart = np.array([line.get_ydata() for line in networks]) - plotted[objective]
            assert np.abs(apart).max() < 0.03
            assert len(set(apart.mean(1).round(6))) == 8
            np.testing.assert_array_equal(by_lot.get_ydata(), plotted[f"{objective}_at_random"].mean(0))
            assert axes.texts[0].get_text() == "random units"
            assert axes.texts[0].get_color() == by_lot.get_color()
