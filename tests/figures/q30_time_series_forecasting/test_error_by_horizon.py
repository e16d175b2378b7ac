"""The claim of error_by_horizon, on the arrays that it plots."""

import pytest

from scripts.figures.q30_time_series_forecasting.error_by_horizon import arrays


def test_the_arrays_show_what_is_said():
    plotted = arrays()
    assert plotted
    pytest.fail("TODO: the test, which asserts on these arrays what ALT says")
