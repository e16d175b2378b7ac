"""The claim of cell_on_a_grid, on the arrays that it plots."""

from scripts.figures.q39_model_compression.cell_on_a_grid import RANGE, WRITTEN, arrays

PLOTTED = arrays()


def test_the_small_update_is_lost_in_eight_bits_and_arrives_in_sixteen():
    assert not PLOTTED["small_8"].any()
    assert round(PLOTTED["small_16"][-1]) == round(PLOTTED["small_exact"][-1]) == 15
    assert WRITTEN["small"] < RANGE / 255


def test_the_larger_one_counts_as_a_whole_step():
    assert round(PLOTTED["larger_8"][-1]) == 39
    assert round(PLOTTED["larger_16"][-1]) == round(PLOTTED["larger_exact"][-1]) == 25
    assert RANGE / 255 < WRITTEN["larger"] < 2 * RANGE / 255


def test_every_line_has_a_hundred_steps():
    assert {len(line) for line in PLOTTED.values()} == {101}
