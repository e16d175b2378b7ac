"""MASE by hand and against pandas, and the naive forecasts in it."""

import numpy as np
import pandas as pd
import pytest
from numpy.testing import assert_allclose, assert_array_equal

from scripts.reference import scaled_error
from tests.reference.samples import normal

KNOWN = np.array([10.0, 12.0, 11.0, 13.0, 12.0])
N, K = 4, 3


def test_scale_by_hand():
    assert scaled_error.scale(KNOWN) == 1.5
    assert scaled_error.scale(KNOWN, 2) == 1.0


@pytest.mark.parametrize("m", [1, 7])
def test_scale_is_the_mean_of_pandas_differences(m):
    known = normal(1, 50)
    assert scaled_error.scale(known, m) == pytest.approx(pd.Series(known).diff(m).abs().mean(), rel=1e-12)


def test_errors_are_scaled_step_by_step():
    y, said = normal(2, N, K), normal(3, N, K)
    assert_allclose(scaled_error.by_step(y, said, 2.0), pd.DataFrame((y - said) / 2.0).abs().mean().to_numpy())
    said[:, 1] = y[:, 1]
    assert (scaled_error.by_step(y, said, 2.0) == 0).tolist() == [False, True, False]


def test_one_step_naive_forecasts_of_the_past_have_mase_1():
    known = normal(4, 30)
    y, said = known[1:, None], known[:-1, None]
    assert scaled_error.by_step(y, said, scaled_error.scale(known))[0] == pytest.approx(1.0)


def test_the_seasonal_naive_forecast_repeats_the_last_season():
    assert_array_equal(scaled_error.seasonal_naive(KNOWN, 5, 3), [11, 13, 12, 11, 13])
    assert_array_equal(scaled_error.seasonal_naive(KNOWN, 3), [12, 12, 12])


def test_a_past_that_scales_nothing_is_refused():
    with pytest.raises(ValueError, match="the season is 5"):
        scaled_error.scale(KNOWN, 5)
    with pytest.raises(ValueError, match="repeats itself"):
        scaled_error.scale(np.array([1.0, 2.0, 1.0, 2.0]), 2)
    with pytest.raises(ValueError, match="the season is 6"):
        scaled_error.seasonal_naive(KNOWN, 2, 6)
