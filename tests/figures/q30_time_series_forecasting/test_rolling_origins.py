"""The claim of rolling_origins, on the arrays that it draws."""

from scripts.figures.q30_time_series_forecasting import rolling_origins
from scripts.figures.q30_time_series_forecasting.rolling_origins import arrays
from tests.figures.says import says


@says(
    rolling_origins,
    "Rolling origins: five evaluations, each fitted on all steps up to its origin and tested on the ten steps "
    "after it.",
    "Rolling origins: the fit ends where the forecast begins.",
)
def test_each_fit_ends_where_its_forecast_begins():
    splits = arrays()["splits"]
    assert len(splits) == 5
    assert (splits[:, 0] == splits[:, 1]).all()
    assert splits[-1, 1] + rolling_origins.K == rolling_origins.T
    assert rolling_origins.K == 10


@says(
    rolling_origins,
    "Shuffled windows: seven are held out at random, and each of them shares all of its steps but one with a "
    "window used for training.",
    "Shuffled: each window reads ten steps and is asked for the next four; those held out, framed, lie among "
    "those used for training.",
)
def test_each_window_that_is_held_out_shares_all_but_one_step_with_training():
    plotted = arrays()
    held = plotted["held"]
    assert (held.sum(), len(held)) == (7, 23)
    assert set(plotted["shared"][held].tolist()) == {13}
    assert (rolling_origins.SMALL["L"], rolling_origins.SMALL["K"]) == (10, 4)
