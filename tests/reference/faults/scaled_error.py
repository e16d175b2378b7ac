"""Faults that `scripts/reference/scaled_error.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

FAULTS = [
    Fault(
        "a scale of neighbouring differences whatever the season",
        {"known[m:] - known[:-m]": "known[1:] - known[:-1]"},
        caught_by="test_scaled_error.py::test_scale_is_the_mean_of_pandas_differences",
    ),
    Fault(
        "errors averaged over the steps in place of the origins",
        {"np.abs(y - said).mean(axis=0)": "np.abs(y - said).mean(axis=1)"},
        caught_by="test_scaled_error.py::test_errors_are_scaled_step_by_step",
    ),
    Fault(
        "a season that begins one step late",
        {"len(known) - m + np.arange(K) % m": "len(known) - m + np.arange(1, K + 1) % m"},
        caught_by="test_scaled_error.py::test_the_seasonal_naive_forecast_repeats_the_last_season",
    ),
]
