"""The claim of padding_grid, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures.q17_variable_length import padding_grid
from tests.figures.says import says

PADDED = "Padded, the batch is a rectangle of 18 steps, 5 of them padding."
PACKED = (
    "Packed, the longest stands first and the padding is gone: 3, 3, 3, 2, 1 and 1 rows at the six time steps, 13 in "
    "all."
)
COUNTS = "Count the boxes in each column: padded, three at every step; packed, only the sequences that still run."


@says(padding_grid, "Three sequences of 6, 3 and 4 steps.", PADDED, PACKED, COUNTS)
def test_packing_leaves_out_five_of_eighteen_steps_and_sorts():
    plotted = padding_grid.arrays()
    assert padding_grid.LENGTHS.tolist() == [6, 3, 4]
    assert plotted["padded"].sum() == 18
    assert plotted["padded"].sum(axis=1).tolist() == 6 * [3]
    assert np.sum(plotted["padded"] & ~plotted["real"]) == 5
    still_running = [sum(length > t for length in padding_grid.LENGTHS) for t in range(6)]
    assert plotted["batch_sizes"].tolist() == still_running
    assert plotted["real"].sum() == plotted["batch_sizes"].sum() == 13
    assert plotted["batch_sizes"].tolist() == plotted["real"].sum(axis=1).tolist() == [3, 3, 3, 2, 1, 1]
    assert padding_grid.LENGTHS[plotted["order"]].tolist() == [6, 4, 3]
    np.testing.assert_array_equal(plotted["real"].sum(axis=0), padding_grid.LENGTHS)


@says(padding_grid, PADDED, PACKED, COUNTS, "The row numbers show that packing sorts by length.")
@pytest.mark.parametrize("narrow", [False, True])
def test_the_drawing_has_a_box_per_step_and_five_pads(narrow):
    texts = [text.get_text() for text in padding_grid.draw(narrow).axes[0].texts]
    assert sum(text.startswith("$x_") for text in texts) == 2 * 13
    assert texts.count("pad") == 5
    assert {"padded: 18 steps computed", "packed: 13 steps computed"} <= set(texts)
    numbers = [int(text.removeprefix("seq. ")) for text in texts if text.startswith("seq. ")]
    padded, packed = numbers[:3], numbers[3:]
    assert padded == [1, 2, 3]
    lengths = padding_grid.LENGTHS[np.array(packed) - 1].tolist()
    assert lengths == sorted(padding_grid.LENGTHS, reverse=True)
    counts = [int(text) for text in texts if text.isdigit()]
    assert counts == [3, 3, 3, 3, 3, 3, 3, 3, 3, 2, 1, 1]
