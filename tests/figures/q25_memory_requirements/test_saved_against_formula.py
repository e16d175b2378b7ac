"""The claim of saved_against_formula, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures import kit
from scripts.figures.q25_memory_requirements import saved_against_formula
from scripts.figures.q25_memory_requirements.saved_against_formula import arrays, draw
from tests.figures.says import says

PATHS = "The formula's line runs through every point of PyTorch's native path; the oneDNN layer saves 17 to 48 % more."

SIZES = ("T", "B", "H")


@says(saved_against_formula, PATHS)
@pytest.mark.parametrize("size", SIZES)
def test_the_line_runs_through_every_native_point(size):
    plotted = arrays()[size]
    assert len(plotted["values"]) >= 3
    np.testing.assert_allclose(plotted["native"], plotted["formula"], rtol=5e-4)


@says(saved_against_formula, "Look at the dots on the line: the formula misses no array but the token ids.")
@pytest.mark.parametrize("size", SIZES)
def test_the_formula_misses_two_arrays_of_token_ids_and_one_number(size):
    chosen, parts = kit.settings("saved_bytes"), kit.data("saved_bytes").reference.native.parts
    ids = 2 * 8 * chosen.T * chosen.B  # tokens and targets, int64
    assert set(parts) == {"all", "int64", "float32"}
    assert parts.int64 == ids
    assert parts.float32 == 1e6 * arrays()[size]["formula"][-1] + 4
    plotted = arrays()[size]
    shares = plotted["values"] / plotted["values"][-1] if size != "H" else np.ones(3)
    np.testing.assert_allclose(1e6 * (plotted["native"] - plotted["formula"]), ids * shares + 4, atol=1e-3)


@says(saved_against_formula, PATHS)
def test_the_fused_layer_saves_more_everywhere():
    more = np.concatenate([arrays()[size]["onednn"] / arrays()[size]["native"] - 1 for size in SIZES])
    assert round(more.min(), 2) == 0.17
    assert round(more.max(), 2) == 0.48


@says(
    saved_against_formula,
    "Four times the weights, 231 MB at width 512, is the same at every length and batch.",
    "The dashes, four times the weights, know neither length nor batch.",
)
def test_four_times_the_weights_knows_neither_length_nor_batch():
    for size in ("T", "B"):
        plotted = arrays()[size]
        assert set(plotted["weights"].round()) == {231}
        np.testing.assert_allclose(plotted["formula"] / plotted["values"], plotted["formula"][0] / plotted["values"][0])
    assert np.ptp(arrays()["H"]["weights"]) > 100
    assert arrays()["H"]["values"][-1] == kit.settings("saved_bytes").H == 512
    assert round(arrays()["H"]["weights"][-1]) == 231


@says(
    saved_against_formula,
    "Look at the dots on the line: the formula misses no array but the token ids.",
    "The dashes, four times the weights, know neither length nor batch.",
)
@pytest.mark.parametrize("narrow", [False, True])
def test_dots_are_the_native_path_the_line_the_formula_and_dashes_the_weights(narrow):
    for axes, drawn in zip(draw(narrow).axes, arrays().values(), strict=True):
        shown = {(line.get_marker(), line.get_linestyle()): line.get_xydata() for line in axes.lines}
        looks = {"native": ("o", "None"), "onednn": ("s", "None"), "formula": ("None", "-"), "weights": ("None", "--")}
        assert shown.keys() == {*looks.values()}
        for name, look in looks.items():
            np.testing.assert_array_equal(shown[look], np.column_stack([drawn["values"], drawn[name]]))
