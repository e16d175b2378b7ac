"""The claim of unit_ablation, on the arrays that it plots."""

import pytest

from scripts.figures.q38_interpreting_states import unit_ablation
from scripts.figures.q38_interpreting_states.unit_ablation import ROWS, arrays
from tests.figures.says import says


@pytest.fixture(scope="module")
def plotted():
    return arrays()


@says(
    unit_ablation,
    "See the orange squares: without its line unit, a network predicts line breaks worse than their share alone does.",
)
def test_in_every_network_the_unit_carries_the_line_breaks(plotted):
    ends, baseline = plotted["ends"], plotted["baseline"]
    assert (ends["none"] < baseline["constant"] - 0.4).all()
    assert (ends["unit"] > baseline["constant"]).all()
    assert (ends["readout"] > ends["none"] + 0.25).all()
    assert (ends["unit"] > ends["readout"]).all()
    assert (ends["worst_other"] < ends["readout"] - 0.2).all()
    for row in ("second", "others"):
        assert (ends[row] < ends["none"] + 0.08).all()


@says(
    unit_ablation,
    "Bits per end of a word: 0.30 with nothing clamped, 1.12 with the line unit held at its mean in the loop, "
    "0.69 at the readout alone, 0.42 for the worst other unit.",
    "The share of line breaks alone costs 0.80.",
)
def test_the_bits_are_those_that_are_said(plotted):
    means = {row: plotted["ends"][row].mean() for row in ROWS}
    assert [round(means[row], 2) for row in ("none", "unit", "readout", "others", "worst_other")] == [
        0.30,
        1.12,
        0.69,
        0.31,
        0.42,
    ]
    assert round(float(plotted["baseline"]["constant"]), 2) == 0.80


@says(
    unit_ablation,
    "Other characters do not miss the unit.",
)
def test_other_characters_do_not_miss_the_unit(plotted):
    others = plotted["others"]
    assert (others["unit"] < others["none"]).all()
    assert (others["random"] > others["none"] + 0.1).all()
