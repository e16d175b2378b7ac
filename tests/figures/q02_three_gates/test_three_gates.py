"""The figures of the three gates show what their texts say."""

import numpy as np

from scripts.figures import kit
from scripts.figures.kit.cell import LSTM
from scripts.figures.q02_three_gates import cell_gates, number_swaps, number_unit_gates

KEYS, BEFORE_NOUN, CABINET, ARE, GONE = 0, 3, 4, 5, 6
SCALED = {"f": ("keep", "c_prev"), "i": ("write", "g"), "o": ("show", "tanh")}  # gate: product, what it scales


class TestCellGates:
    def test_three_sigmoids_are_factors_and_the_tanh_is_what_one_of_them_scales(self):
        for gate, (product, scaled) in SCALED.items():
            assert LSTM.nodes[gate].does == "sigmoid"
            assert LSTM.nodes[product].does == "times"
            assert {wire.start for wire in LSTM.wires if wire.end == product} == {gate, scaled}
        assert LSTM.nodes["g"].does == "tanh"

    def test_each_panel_lights_its_layer_and_its_product_alone(self):
        layers = {"forget": "f", "input": "i", "output": "o", "candidate": "g"}
        assert [part for part, *_ in cell_gates.PANELS] == list(layers)
        for part, layer in layers.items():
            lit = LSTM.parts[part] & set(LSTM.nodes)
            assert lit & set("figo") == {layer}
            assert lit & {"keep", "write", "show"} == {SCALED.get(layer, ("write",))[0]}


class TestUnitGates:
    def rows(self, name):
        values = number_unit_gates.arrays()[name]["values"]
        return {(part, number): row for (part, number, _, _), row in zip(number_unit_gates.ROWS, values, strict=True)}

    def test_the_text_names_the_plotted_units(self):
        plotted = number_unit_gates.arrays()
        assert f"Unit {plotted['keeps_most']['unit']} has the highest forget gates" in number_unit_gates.ALT
        assert f"In unit {plotted['strongest']['unit']} the two lie far apart" in number_unit_gates.ALT

    def test_the_seed_is_the_first_in_which_the_two_units_differ(self):
        measured = kit.data("number_units")
        found = measured.next_word.found
        differ = [a != b for a, b in zip(found.keeps_most["unit"], found.strongest, strict=True)]
        assert differ.index(True) == measured.example.seed == 1

    def test_the_unit_that_keeps_most_holds_nearly_the_same_for_both_and_moves_nothing(self):
        kept = self.rows("keeps_most")
        before = slice(KEYS, CABINET + 1)
        assert np.abs(kept["c", "plural"] - kept["c", "singular"])[before].max() < 0.25
        assert abs(number_unit_gates.arrays()["keeps_most"]["effect"]) < 0.005

    def test_the_unit_that_holds_the_number_lies_apart_and_moves_nearly_all(self):
        holds = self.rows("strongest")
        before = slice(KEYS, CABINET + 1)
        assert np.abs(holds["c", "plural"] - holds["c", "singular"])[before].min() > 1.5
        assert (holds["c", "plural"][: ARE + 1] < 0).all()
        assert (holds["c", "singular"][: ARE + 1] > 0).all()
        assert number_unit_gates.arrays()["strongest"]["effect"] > 0.9

    def test_its_input_gate_is_open_at_cabinet_and_the_candidate_has_the_sign_of_the_subject(self):
        holds = self.rows("strongest")
        assert holds["i", "plural"][CABINET] > 0.6
        assert holds["g", "plural"][CABINET] < 0 < holds["g", "singular"][CABINET]
        assert holds["f", "plural"][GONE] < 0.3 < holds["f", "plural"][CABINET]

    def test_the_states_are_made_of_the_gates_in_the_record(self):
        shown = kit.data("number_units").example
        for name in number_unit_gates.UNITS:
            one = shown[name].plural
            c = np.array(one.c)
            made = np.array(one.f) * np.concatenate([[0.0], c[:-1]]) + np.array(one.i) * np.array(one.g)
            np.testing.assert_allclose(made, c, atol=0.01)


class TestSwaps:
    def test_after_next_words_one_unit_is_enough_in_six_of_eight_and_two_always(self):
        turned = number_swaps.arrays()["next_word"]
        assert turned.shape == (8, 6)
        assert (turned[:, 0] >= 0.95).sum() == 6
        assert (turned[:, 1:] >= 0.95).all()

    def test_after_the_verb_s_number_alone_it_takes_three_or_four(self):
        turned = number_swaps.arrays()["verb_number"]
        needed = (turned >= 0.95).argmax(1) + 1
        assert set(needed) == {3, 4}

    def test_random_units_turn_fewer(self):
        plotted = number_swaps.arrays()
        for objective in number_swaps.PANELS:
            assert (plotted[f"{objective}_at_random"].mean(0) < plotted[objective].mean(0) - 0.1).all()
