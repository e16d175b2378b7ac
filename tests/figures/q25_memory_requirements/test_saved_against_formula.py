"""The claim of saved_against_formula, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures.q25_memory_requirements.saved_against_formula import arrays

SIZES = ("T", "B", "H")


@pytest.mark.parametrize("size", SIZES)
def test_the_line_runs_through_every_native_point(size):
    plotted = arrays()[size]
    assert len(plotted["values"]) >= 3
    np.testing.assert_allclose(plotted["native"], plotted["formula"], rtol=5e-4)


def test_the_fused_layer_saves_more_everywhere():
    more = np.concatenate([arrays()[size]["onednn"] / arrays()[size]["native"] - 1 for size in SIZES])
    assert round(more.min(), 2) == 0.17
    assert round(more.max(), 2) == 0.48


def test_four_times_the_weights_knows_neither_length_nor_batch():
    for size in ("T", "B"):
        plotted = arrays()[size]
        assert set(plotted["weights"].round()) == {231}
        np.testing.assert_allclose(plotted["formula"] / plotted["values"], plotted["formula"][0] / plotted["values"][0])
    assert np.ptp(arrays()["H"]["weights"]) > 100
