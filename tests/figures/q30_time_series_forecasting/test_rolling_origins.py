"""The claim of rolling_origins, on the arrays that it draws."""

from scripts.figures.q30_time_series_forecasting import rolling_origins
from scripts.figures.q30_time_series_forecasting.rolling_origins import arrays


def test_each_fit_ends_where_its_forecast_begins():
    splits = arrays()["splits"]
    assert len(splits) == 5
    assert (splits[:, 0] == splits[:, 1]).all()
    assert splits[-1, 1] + rolling_origins.K == rolling_origins.T


def test_each_window_that_is_held_out_shares_all_but_one_step_with_training():
    plotted = arrays()
    held = plotted["held"]
    assert (held.sum(), len(held)) == (7, 23)
    assert set(plotted["shared"][held].tolist()) == {13}
    assert rolling_origins.SMALL["L"] + rolling_origins.SMALL["K"] == 14
