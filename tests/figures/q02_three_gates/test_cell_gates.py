"""The four panels of the gates show what their texts say."""

import numpy as np
import pytest

from scripts.figures.kit.cell import LSTM
from scripts.figures.q02_three_gates import cell_gates
from tests.figures.kit.computed import lstm_step
from tests.figures.kit.wires import behind, lit, starts
from tests.figures.says import says

SCALED = {"f": ("keep", "c_prev"), "i": ("write", "g"), "o": ("show", "tanh")}  # gate: product, what it scales


@says(
    cell_gates,
    "Each gate is a sigmoid whose value multiplies something: the forget gate the old cell state, the input gate the "
    "candidate, the output gate the tanh of the new cell state.",
    "The candidate, a tanh, is itself multiplied.",
)
def test_three_sigmoids_are_factors_and_the_tanh_is_what_one_of_them_scales():
    for gate, (product, scaled) in SCALED.items():
        assert LSTM.nodes[gate].does == "sigmoid"
        assert LSTM.nodes[product].does == "times"
        assert starts(LSTM, product) == {gate, scaled}
    assert LSTM.nodes["g"].does == "tanh"
    step = lstm_step()
    value, c_prev = step.on(LSTM), step.states["c_prev"]
    assert value("keep") == pytest.approx(value("f") * c_prev)
    assert value("write") == pytest.approx(value("i") * value("g"))
    assert value("show") == pytest.approx(value("o") * np.tanh(value("c")))


@says(
    cell_gates,
    "The LSTM cell four times.",
    "Each panel lights one learned layer, from what it reads to the product that it enters.",
)
@pytest.mark.parametrize("narrow", [False, True])
def test_each_panel_lights_its_layer_from_what_it_reads_to_its_product_alone(narrow):
    layers = {"forget": "f", "input": "i", "output": "o", "candidate": "g"}
    panels = lit(cell_gates, narrow)
    assert [part for part, *_ in cell_gates.PANELS] == list(layers)
    assert len(panels) == 4
    for names, layer in zip(panels, layers.values(), strict=True):
        shown, product = names & set(LSTM.nodes), SCALED.get(layer, ("write",))[0]
        assert shown == {layer, product} | behind(LSTM, layer)
        assert f"{layer}>{product}" in names


@says(
    cell_gates,
    "All four read $h_{t-1}$ and $x_t$; three are factors, the fourth is what one of them scales.",
)
def test_all_four_read_h_and_x_and_three_are_factors():
    for layer in "figo":
        assert behind(LSTM, layer) & {"h_prev", "x", "c_prev"} == {"h_prev", "x"}
    rests = {gate: starts(LSTM, product) - {gate} for gate, (product, _) in SCALED.items()}
    assert sorted(rests) == ["f", "i", "o"]
    assert [gate for gate, rest in rests.items() if rest == {"g"}] == ["i"]
