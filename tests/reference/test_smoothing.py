"""Holt-Winters against statsmodels, on lines and seasons that it must continue, and several parameter sets at once."""

import numpy as np
import pytest
from numpy.testing import assert_allclose
from statsmodels.tsa.holtwinters import ExponentialSmoothing

from scripts.reference import smoothing
from scripts.reference.smoothing import Params
from tests.reference.samples import normal

T, M, K = 30, 4, 7
Y = 5.0 + 0.3 * np.arange(T) + np.tile([1.0, -2.0, 0.5, 0.5], 8)[:T] + normal(1, T, scale=0.3)
P = Params(0.4, 0.2, 0.3)


def test_forecasts_are_those_of_statsmodels():
    first = smoothing.start(Y, M)
    theirs = ExponentialSmoothing(
        Y[M:],
        trend="add",
        seasonal="add",
        seasonal_periods=M,
        initialization_method="known",
        initial_level=first.level,
        initial_trend=first.trend,
        initial_seasonal=first.season,
    ).fit(smoothing_level=P.alpha, smoothing_trend=P.beta, smoothing_seasonal=P.gamma, optimized=False)
    states = smoothing.run(Y, M, P)
    assert len(states) == T - M + 1
    assert_allclose([s.level for s in states[1:]], theirs.level, rtol=1e-10)
    assert_allclose([s.trend for s in states[1:]], theirs.trend, rtol=1e-10)
    assert_allclose([s.season[-1] for s in states[1:]], theirs.season, rtol=1e-10)
    said, expected = smoothing.forecast(states[-1], K), theirs.forecast(K)
    # At k = m statsmodels 0.15 takes the season from before the last update, though its own `season` has that update.
    expected[M - 1] = theirs.level[-1] + M * theirs.trend[-1] + theirs.season[-1]
    assert_allclose(said, expected, rtol=1e-10)


def test_a_line_with_a_season_is_continued_whatever_the_shares():
    y = 2.0 + 0.5 * np.arange(T + K) + np.resize([3.0, -1.0, 0.0, -2.0], T + K)
    season = y[:M] - y[:M].mean() - 0.5 * (np.arange(M) - (M - 1) / 2)
    level = y[M - 1] - season[-1]
    state = smoothing.State(level, 0.5, season)
    for value in y[M:T]:
        state = smoothing.step(value, state, P)
    assert_allclose(smoothing.forecast(state, K), y[T:], rtol=1e-10)


def test_without_season_and_trend_a_share_of_1_is_the_last_value():
    states = smoothing.run(Y, 1, Params(1.0, 0.0, 0.0))
    flat = states[-1]._replace(trend=np.array(0.0))
    assert_allclose(smoothing.forecast(flat, K), Y[-1] * np.ones(K))


def test_several_parameter_sets_run_side_by_side():
    many = Params(np.array([0.4, 0.9, 0.1]), np.array([0.2, 0.0, 0.1]), np.array([0.3, 0.5, 0.0]))
    together = smoothing.forecast(smoothing.run(Y, M, many)[-1], K)
    assert together.shape == (K, 3)
    for s, one in enumerate(zip(*many, strict=True)):
        assert_allclose(together[:, s], smoothing.forecast(smoothing.run(Y, M, Params(*one))[-1], K), rtol=1e-12)


def test_less_than_two_seasons_are_refused():
    with pytest.raises(ValueError, match="at least two"):
        smoothing.start(Y[:7], M)
