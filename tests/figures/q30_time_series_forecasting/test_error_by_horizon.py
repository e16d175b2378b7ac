"""The claims of error_by_horizon, on the errors that it plots."""

from scripts.figures.q30_time_series_forecasting.error_by_horizon import LSTMS, arrays


def test_on_co2_four_forecasts_lie_close_together_and_far_below_seasonal_naive():
    plotted = arrays()
    for method in ("smoothing", "linear", *LSTMS):
        error = plotted[f"co2 {method}"].mean(0)
        assert 0.2 < error[0] < 0.4
        assert 0.5 < error[-1] < 0.65
        assert error.max() < 0.55 * plotted["co2 seasonal"].min()


def test_on_sunspots_both_lstms_are_worse_than_seasonal_naive_from_the_second_year_on():
    plotted = arrays()
    assert plotted["sunspots"].tolist()[:2] == [1, 2]
    naive = plotted["sunspots seasonal"][0]
    assert 1.2 < naive.min() < naive.max() < 1.5
    for method in LSTMS:
        assert (plotted[f"sunspots {method}"].mean(0)[1:] > naive[1:]).all()


def test_one_year_ahead_only_the_linear_forecast_is_better_than_the_recursive_lstm():
    plotted = arrays()
    recursive = plotted["sunspots recursive"].mean(0)[0]
    assert plotted["sunspots linear"][0, 0] < recursive
    for method in ("last", "seasonal", "smoothing", "direct"):
        assert recursive < plotted[f"sunspots {method}"].mean(0)[0]
