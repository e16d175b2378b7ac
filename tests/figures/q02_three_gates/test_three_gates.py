"""The figures of the three gates show what their texts say."""

import numpy as np

from scripts.figures import kit
from scripts.figures.kit.cell import LSTM
from scripts.figures.q02_three_gates import cell_gates, number_swaps, number_unit_gates
from tests.figures.says import says

KEYS, BEFORE_NOUN, CABINET, ARE, GONE = 0, 3, 4, 5, 6
SCALED = {"f": ("keep", "c_prev"), "i": ("write", "g"), "o": ("show", "tanh")}  # gate: product, what it scales


def read_by(node: str) -> set[str]:
    """The inputs of the cell from which a node is computed."""
    starts = {wire.start for wire in LSTM.wires if wire.end == node}
    return set().union(*map(read_by, starts)) if starts else {node}


class TestCellGates:
    @says(
        cell_gates,
        "Each gate is a sigmoid whose value multiplies something: the forget gate the old cell state, the input"
        " gate the candidate, the output gate the tanh of the new cell state.",
        "The candidate, a tanh, is itself multiplied.",
        "All four read $h_{t-1}$ and $x_t$; three are factors, the fourth is what one of them scales.",
    )
    def test_three_sigmoids_are_factors_and_the_tanh_is_what_one_of_them_scales(self):
        for gate, (product, scaled) in SCALED.items():
            assert LSTM.nodes[gate].does == "sigmoid"
            assert LSTM.nodes[product].does == "times"
            assert {wire.start for wire in LSTM.wires if wire.end == product} == {gate, scaled}
        assert LSTM.nodes["g"].does == "tanh"
        for layer in "figo":
            assert read_by(layer) == {"h_prev", "x"}

    @says(
        cell_gates,
        "The LSTM cell four times.",
        "Each panel lights one learned layer, from what it reads to the product that it enters.",
    )
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

    @says(
        number_unit_gates,
        "Unit 5 has the highest forget gates, but nearly the same cell state for key and keys.",
    )
    def test_the_unit_that_keeps_most_holds_nearly_the_same_for_both_and_moves_nothing(self):
        kept = self.rows("keeps_most")
        before = slice(KEYS, CABINET + 1)
        assert np.abs(kept["c", "plural"] - kept["c", "singular"])[before].max() < 0.25
        assert abs(number_unit_gates.arrays()["keeps_most"]["effect"]) < 0.005

    @says(
        number_unit_gates,
        'In unit 11, rows $c$ and *$c$, key* (the twin sentence, "the key to the old cabinet is gone") have '
        "opposite signs up to the verb.",
    )
    def test_the_unit_that_holds_the_number_lies_apart_and_moves_nearly_all(self):
        holds = self.rows("strongest")
        before = slice(KEYS, CABINET + 1)
        assert np.abs(holds["c", "plural"] - holds["c", "singular"])[before].min() > 1.5
        assert (holds["c", "plural"][: ARE + 1] < 0).all()
        assert (holds["c", "singular"][: ARE + 1] > 0).all()
        assert number_unit_gates.arrays()["strongest"]["effect"] > 0.9

    @says(
        number_unit_gates,
        "In unit 11 the two lie far apart, although its input gate stays open at cabinet: its candidate writes "
        "the subject's number again.",
    )
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
    @says(
        number_swaps,
        "Trained on every next word, one unit is enough in six of the eight, and two always are.",
    )
    def test_after_next_words_one_unit_is_enough_in_six_of_eight_and_two_always(self):
        turned = number_swaps.arrays()["next_word"]
        assert turned.shape == (8, 6)
        assert (turned[:, 0] >= 0.95).sum() == 6
        assert (turned[:, 1:] >= 0.95).all()

    @says(
        number_swaps,
        "Trained on the verb's number alone, it takes three or four.",
    )
    def test_after_the_verb_s_number_alone_it_takes_three_or_four(self):
        turned = number_swaps.arrays()["verb_number"]
        needed = (turned >= 0.95).argmax(1) + 1
        assert set(needed) == {3, 4}

    @says(
        number_swaps,
        "Random units turn fewer.",
    )
    def test_random_units_turn_fewer(self):
        plotted = number_swaps.arrays()
        for objective in number_swaps.PANELS:
            assert (plotted[f"{objective}_at_random"].mean(0) < plotted[objective].mean(0) - 0.1).all()


@says(
    number_swaps,
    "Share of answers that turn when units are swapped, the most effective first, eight networks each.",
    "Each line is one of eight networks, drawn slightly apart; dashed: random units.",
)
def test_eight_networks_are_drawn_and_the_mean_of_random_units_dashed():
    plotted = number_swaps.arrays()
    for axes, objective in zip(number_swaps.draw().axes, number_swaps.PANELS, strict=True):
        *networks, by_lot = axes.lines
        assert len(networks) == len(plotted[objective]) == 8
        for line, turned in zip(networks, plotted[objective], strict=True):
            assert np.abs(line.get_ydata() - turned).max() < 0.03
        np.testing.assert_array_equal(by_lot.get_ydata(), plotted[f"{objective}_at_random"].mean(0))
        assert by_lot.is_dashed()
