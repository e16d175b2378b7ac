"""The claim of padding_grid, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures.q17_variable_length import padding_grid


def test_packing_leaves_out_five_of_eighteen_steps_and_sorts():
    plotted = padding_grid.arrays()
    assert plotted["padded"].sum() == 18
    assert plotted["real"].sum() == plotted["batch_sizes"].sum() == 13
    assert plotted["batch_sizes"].tolist() == plotted["real"].sum(axis=1).tolist() == [3, 3, 3, 2, 1, 1]
    assert padding_grid.LENGTHS[plotted["order"]].tolist() == [6, 4, 3]
    np.testing.assert_array_equal(plotted["real"].sum(axis=0), padding_grid.LENGTHS)


@pytest.mark.parametrize("narrow", [False, True])
def test_the_drawing_has_a_box_per_step_and_five_pads(narrow):
    texts = [text.get_text() for text in padding_grid.draw(narrow).axes[0].texts]
    assert sum(text.startswith("$x_") for text in texts) == 2 * 13
    assert texts.count("pad") == 5
    assert {"padded: 18 steps computed", "packed: 13 steps computed"} <= set(texts)
