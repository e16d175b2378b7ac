"""How long the gradient is by lag, with each forget bias: what the figure says, on its arrays and on its drawing."""

import numpy as np
import pytest
from numpy.testing import assert_array_equal

from scripts.figures.q07_vanishing_gradient import (
    gradient_by_lag,
)
from tests.figures.q07_vanishing_gradient.lags import NARROW, SETTINGS, bands, curves, named
from tests.figures.says import says


@pytest.fixture
def lengths() -> dict[str, np.ndarray]:
    plotted = gradient_by_lag.arrays()
    assert plotted["lags"][-1] == 95
    return plotted


@says(gradient_by_lag, "Length of the gradient at h, k steps back, before training.")
def test_starts_at_one(lengths: dict[str, np.ndarray]) -> None:
    for name in gradient_by_lag.SERIES:
        assert lengths[name][:, 0] == pytest.approx(1.0)


@says(
    gradient_by_lag,
    "The LSTM with forget bias 0 loses it as fast as the RNN, to below 1e-19 after 95 steps.",
)
def test_bias_0_loses_it_as_the_rnn_does(lengths: dict[str, np.ndarray]) -> None:
    assert SETTINGS.models.lstm_bias_0.forget_bias == 0
    rnn, zero = (lengths[name].mean(0)[-1] for name in ("rnn", "lstm_bias_0"))
    assert 1e-20 < zero < rnn < 1e-19
    assert lengths["lstm_bias_0"][:, -1].max() < 1e-19
    assert np.log(zero) == pytest.approx(np.log(rnn), rel=0.05)  # both fall by nearly the same factor a step


@says(gradient_by_lag, "With bias 1 it loses it too, and an RNN with orthogonal U keeps more.")
def test_bias_1_loses_it_and_an_orthogonal_rnn_keeps_more(lengths: dict[str, np.ndarray]) -> None:
    assert lengths["lstm_bias_1"][:, -1].max() < 1e-6
    assert lengths["rnn_orthogonal"][:, -1].min() > 10 * lengths["lstm_bias_1"][:, -1].max()
    assert SETTINGS.models.rnn_orthogonal.orthogonal


@says(gradient_by_lag, "With bias 3 and 5 it keeps it.")
def test_bias_3_and_5_keep_it(lengths: dict[str, np.ndarray]) -> None:
    at_2, at_5 = (list(lengths["lags"]).index(lag) for lag in (2, 5))
    for bias in (3, 5):
        mean = lengths[f"lstm_bias_{bias}"].mean(0)
        assert SETTINGS.models[f"lstm_bias_{bias}"].forget_bias == bias
        assert mean[-1] > mean[at_5] > 0.03
        assert mean[at_2:].min() > 0.4 * mean[at_2]
        assert lengths[f"lstm_bias_{bias}"].mean(0)[-1] > 10 * lengths["rnn_orthogonal"].mean(0)[-1]


@says(gradient_by_lag, "Lines: mean of 5 seeds; bands: smallest to largest.")
@NARROW
def test_lines_are_means_of_five_seeds_and_bands_their_range(lengths, narrow) -> None:
    (axes,) = gradient_by_lag.draw(narrow).axes
    names = named(axes)
    drawn = zip(gradient_by_lag.SERIES.items(), curves(axes, lengths["lags"]), bands(axes), strict=True)
    for (name, (label, *_)), line, band in drawn:
        assert names[label] == (*line.get_xydata()[-1], line.get_color())
        seeds = lengths[name]
        assert len(seeds) == 5
        assert_array_equal(line.get_ydata(), seeds.mean(0))
        assert_array_equal(band, [seeds.min(0), seeds.max(0)])
