"""What a pixel reads, on the masks that are drawn."""

import numpy as np

from scripts.figures.q37_convlstm import convlstm_window
from scripts.figures.q37_convlstm.convlstm_window import COLUMN, ROW, SIZE, arrays, width
from scripts.reference.convolution import receptive_field
from tests.figures.says import says


def around(rows: int) -> np.ndarray:
    """A square of so many rows, centred at the pixel that is asked."""
    far = np.abs(np.indices((SIZE, SIZE)) - np.array([ROW, COLUMN])[:, None, None]).max(0)
    return far <= rows // 2


@says(
    convlstm_window,
    "In one step a pixel of the new states depends on 3 by 3 pixels of the frame and of the old hidden state, "
    "but on one pixel of the old cell state.",
)
def test_one_step_reads_a_window_of_frame_and_hidden_state_and_one_pixel_of_the_cell_state():
    masks = arrays()
    for name, rows in (("x", 3), ("h", 3), ("c", 1)):
        np.testing.assert_array_equal(masks[name], around(rows))


@says(
    convlstm_window,
    "Of a frame four steps back it sees 11 by 11 pixels; with a 1 by 1 kernel on the hidden state still 3 by 3.",
    "Below: what it can have seen of earlier frames, kernels 3 × 3 (light), and 1 × 1 on $h$ (dark).",
)
def test_windows_grow_by_the_kernel_on_the_hidden_state_and_not_at_all_with_one_pixel():
    masks = arrays()
    assert [width(mask) for mask in masks["wide"]] == [3, 5, 7, 9, 11]
    assert [width(mask) for mask in masks["narrow"]] == [3] * 5
    for lag, mask in enumerate(masks["wide"]):
        np.testing.assert_array_equal(mask, around(receptive_field(lag, 3, 3)))
