"""The claim of saved_against_formula, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures.q25_memory_requirements import saved_against_formula
from scripts.figures.q25_memory_requirements.saved_against_formula import arrays
from tests.figures.says import says

SIZES = ("T", "B", "H")


@says(
    saved_against_formula,
    "Look at the dots on the line: the formula misses no array.",
)
@pytest.mark.parametrize("size", SIZES)
def test_the_line_runs_through_every_native_point(size):
    plotted = arrays()[size]
    assert len(plotted["values"]) >= 3
    np.testing.assert_allclose(plotted["native"], plotted["formula"], rtol=5e-4)


@says(
    saved_against_formula,
    "The formula's line runs through every point of PyTorch's native path; the oneDNN layer saves 17 to 48 % more.",
)
def test_the_fused_layer_saves_more_everywhere():
    more = np.concatenate([arrays()[size]["onednn"] / arrays()[size]["native"] - 1 for size in SIZES])
    assert round(more.min(), 2) == 0.17
    assert round(more.max(), 2) == 0.48
    for size in SIZES:
        np.testing.assert_allclose(arrays()[size]["native"], arrays()[size]["formula"], rtol=5e-4)


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
    assert 231 in arrays()["H"]["weights"][arrays()["H"]["values"] == 512].round()
