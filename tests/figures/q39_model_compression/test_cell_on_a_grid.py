"""The claim of cell_on_a_grid, on the arrays that it plots."""

import numpy as np

from scripts.figures.q39_model_compression import cell_on_a_grid
from scripts.figures.q39_model_compression.cell_on_a_grid import RANGE, WRITTEN, arrays
from tests.figures.says import says

PLOTTED = arrays()


@says(
    cell_on_a_grid,
    "In 16 bits it reaches 15, as it should; in 8 bits it stays at 0, as 0.15 is less than half a step.",
    "Follow the 8-bit lines: an update below half a step is lost each time, one just above it counts as a whole step.",
)
def test_the_small_update_is_lost_in_eight_bits_and_arrives_in_sixteen():
    assert not PLOTTED["small_8"].any()
    assert round(PLOTTED["small_16"][-1]) == round(PLOTTED["small_exact"][-1]) == 15
    assert WRITTEN["small"] < RANGE / 255 < WRITTEN["larger"]  # half of a step of 2 · RANGE / 255
    np.testing.assert_allclose(np.diff(PLOTTED["larger_8"]), 2 * RANGE / 255)


@says(
    cell_on_a_grid,
    "With 0.25 at each step, 8 bits reach 39 instead of 25.",
)
def test_the_larger_one_counts_as_a_whole_step():
    assert round(PLOTTED["larger_8"][-1]) == 39
    assert round(PLOTTED["larger_16"][-1]) == round(PLOTTED["larger_exact"][-1]) == 25
    assert RANGE / 255 < WRITTEN["larger"] < 2 * RANGE / 255


@says(
    cell_on_a_grid,
    "A cell that gets 0.15 at each of 100 steps, stored with a range of 50 either side.",
    "Forget gate at 1.",
)
def test_every_line_has_a_hundred_steps():
    assert {len(line) for line in PLOTTED.values()} == {101}
    assert (WRITTEN["small"], RANGE) == (0.15, 50)
    np.testing.assert_allclose(PLOTTED["small_exact"], 0.15 * np.arange(101))  # nothing is forgotten
