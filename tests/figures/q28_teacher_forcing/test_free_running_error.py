"""The claims of free_running_error, on the errors that it plots."""

import numpy as np

from scripts.figures.q28_teacher_forcing.free_running_error import SERIES, TRUE, YEAR, arrays


def test_with_true_values_the_error_is_flat_and_running_free_it_doubles():
    plotted = arrays()
    flat, own = plotted[TRUE].mean(0), plotted["teacher forcing"].mean(0)
    assert plotted["steps"][[0, -1]].tolist() == [1, 50]
    assert 0.41 < flat.min() < flat.max() < 0.44
    assert own[0] == flat[0]  # nothing has been fed back yet
    assert own[-1] > 2 * flat[-1]
    assert round(float(own[-1]), 2) == 0.93


def test_training_on_own_forecasts_ends_lower_but_within_the_spread():
    plotted = arrays()
    forced = plotted["teacher forcing"]
    for name in ("scheduled sampling", "free running"):
        trained = plotted[name]
        assert round(float(trained[:, -1].mean()), 2) == 0.91
        apart = forced[:, -1].mean() - trained[:, -1].mean()
        assert 0 < apart < trained[:, -1].std(ddof=1)


def test_at_the_end_every_network_beats_last_years_week():
    plotted = arrays()
    assert round(float(plotted[YEAR][-1]), 2) == 1.21
    assert all(np.all(plotted[name][:, -1] < plotted[YEAR][-1]) for name in SERIES)
