"""What is said of the frames of one film, on the frames that are drawn."""

import numpy as np
import pytest

from scripts.figures import kit
from scripts.figures.q37_convlstm import digit_frames
from tests.figures.says import says


@pytest.fixture(scope="module")
def plotted() -> dict[str, np.ndarray]:
    return digit_frames.arrays()


def errors(plotted: dict[str, np.ndarray], name: str) -> np.ndarray:
    return np.square((plotted[name] - plotted["to_come"]) / 16).sum(axis=(1, 2))


@says(
    digit_frames,
    "With about as many weights, the ConvLSTM keeps the digit's place for two frames and has faded at the "
    "fourth; the flattened LSTM draws a cloud.",
    "With 82 times the weights the flattened LSTM follows to the fourth.",
    "One ahead, the ConvLSTM has place and hole; the flattened LSTM of its size draws a cloud.",
    "Four ahead only the large one follows.",
)
def test_with_as_many_weights_the_convlstm_is_nearer_and_the_large_lstm_is_nearest(plotted):
    conv, full, wide = (errors(plotted, name) for name in ("conv", "full", "full_wide"))
    assert (conv < full).all()
    assert (wide < conv).all()
    assert conv[-1] - wide[-1] > 5 > full[-1] - conv[-1]  # at the fourth step only the large one follows
    darkest = {name: plotted[name].max(axis=(1, 2)) for name in ("conv", "full", "full_wide")}
    assert (darkest["conv"][:2] > darkest["full"][:2]).all()  # a digit, and a cloud
    assert darkest["conv"][-1] < darkest["conv"][0] / 2
    models = kit.data("moving_digits")
    assert round(models.full_wide.parameters / models.conv.parameters) == 82
    assert 0.9 < models.full.parameters / models.conv.parameters < 1.1


@says(
    digit_frames,
    "All forecasts blur.",
    "Compare each row with the first: all blur.",
)
def test_all_blur_and_the_convlstm_has_faded(plotted):
    darkest = {name: plotted[name].max(axis=(1, 2)) for name, _ in digit_frames.ROWS}
    assert (darkest["to_come"] == 16).all()
    assert max(darkest["conv"].max(), darkest["full"].max(), darkest["full_wide"].max()) < 16
    assert darkest["conv"][-1] < darkest["conv"][0] / 2


def test_runs_cover_the_pixels_that_are_lit():
    assert digit_frames.runs(np.array([True, True, False, True])) == [(0, 2), (3, 1)]
    assert digit_frames.runs(np.array([False, False])) == []
