"""What is said of the frames of one film, on the frames that are drawn."""

import numpy as np
import pytest

from scripts.figures.q37_convlstm import digit_frames


@pytest.fixture(scope="module")
def plotted() -> dict[str, np.ndarray]:
    return digit_frames.arrays()


def errors(plotted: dict[str, np.ndarray], name: str) -> np.ndarray:
    return np.square((plotted[name] - plotted["to_come"]) / 16).sum(axis=(1, 2))


def test_with_as_many_weights_the_convlstm_is_nearer_and_the_large_lstm_is_nearest(plotted):
    conv, full, wide = (errors(plotted, name) for name in ("conv", "full", "full_wide"))
    assert (conv < full).all()
    assert (wide < conv).all()
    assert conv[-1] - wide[-1] > 5 > full[-1] - conv[-1]  # at the fourth step only the large one follows


def test_all_blur_and_the_convlstm_has_faded(plotted):
    darkest = {name: plotted[name].max(axis=(1, 2)) for name, _ in digit_frames.ROWS}
    assert (darkest["to_come"] == 16).all()
    assert max(darkest["conv"].max(), darkest["full"].max(), darkest["full_wide"].max()) < 16
    assert darkest["conv"][-1] < darkest["conv"][0] / 2


def test_runs_cover_the_pixels_that_are_lit():
    assert digit_frames.runs(np.array([True, True, False, True])) == [(0, 2), (3, 1)]
    assert digit_frames.runs(np.array([False, False])) == []
