"""The claims of error_by_horizon, on the errors that it plots."""

import numpy as np
import pytest

from scripts.figures.q30_time_series_forecasting import error_by_horizon
from scripts.figures.q30_time_series_forecasting.error_by_horizon import LSTMS, arrays, draw
from tests.figures.says import says


def test_on_co2_from_the_last_value_four_forecasts_lie_close_together_and_far_below_seasonal_naive():
    plotted = arrays()
    four = [plotted["co2 smoothing"], plotted["co2 linear"], *(plotted[f"co2 {kind} last"].mean(0) for kind in LSTMS)]
    for error in four:
        assert 0.2 < error[0] < 0.4
        assert 0.5 < error[-1] < 0.65
        assert error.max() < 0.55 * plotted["co2 seasonal"].min()


@says(
    error_by_horizon,
    "CO2: centred on the last value, both LSTMs lie with smoothing and the linear forecast, far below seasonal "
    "naive; centred on the training mean they are above it for most of the year.",
)
def test_on_co2_from_the_mean_both_lstms_are_above_seasonal_naive_from_week_13_to_39():
    plotted = arrays()
    assert plotted["co2"].tolist()[2:5] == [13, 26, 39]
    for kind in LSTMS:
        assert (plotted[f"co2 {kind} mean"].mean(0)[2:5] > plotted["co2 seasonal"][2:5]).all()
        last = plotted[f"co2 {kind} last"].mean(0)
        assert last.max() < 0.55 * plotted["co2 seasonal"].min()
        others = np.array([plotted["co2 smoothing"], plotted["co2 linear"]])
        assert (np.abs(last - others) < 0.15).all()
    weeks = plotted["co2"]
    assert weeks[4] - weeks[2] >= weeks[-1] / 2


@says(
    error_by_horizon,
    "Sunspots: on the last value both end below seasonal naive, on the mean they are above it from year two on.",
)
def test_on_sunspots_both_lstms_end_below_seasonal_naive_from_the_last_value_and_above_it_from_the_mean():
    plotted = arrays()
    assert plotted["sunspots"].tolist()[1] == 2
    naive = plotted["sunspots seasonal"]
    for kind in LSTMS:
        assert (plotted[f"sunspots {kind} last"].mean(0)[-2:] < naive[-2:]).all()
        assert (plotted[f"sunspots {kind} mean"].mean(0)[1:] > naive[1:]).all()


@says(
    error_by_horizon,
    "Dots are seeds, hollow for the dotted lines.",
    "Compare the solid lines (centred on the last value) with the dotted ones (on the training mean).",
)
@pytest.mark.parametrize("narrow", [False, True])
def test_seeds_are_hollow_where_their_line_is_dotted(narrow):
    for axes in draw(narrow).axes:
        lines = axes.get_lines()
        means = {line.get_label(): line for line in lines}
        for label, level, fill in (("LSTM direct, last", "-", "full"), ("LSTM recursive, mean", ":", "none")):
            mean = means[label]
            seeds = lines[lines.index(mean) - 1]
            assert (mean.get_linestyle(), seeds.get_marker(), seeds.get_fillstyle()) == (level, "o", fill)
