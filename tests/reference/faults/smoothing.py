"""Faults that `scripts/reference/smoothing.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

FAULTS = [
    Fault(
        "a season corrected by the new level",
        {"p.gamma * (y - s.level - s.trend)": "p.gamma * (y - level)"},
        caught_by="test_smoothing.py::test_forecasts_are_those_of_statsmodels",
    ),
    Fault(
        "a trend counted from the origin on",
        {"np.arange(1, K + 1)": "np.arange(K)"},
        caught_by="test_smoothing.py::test_a_line_with_a_season_is_continued_whatever_the_shares",
    ),
    Fault(
        "a season that starts one step late",
        {"s.season[np.arange(K) % len(s.season)]": "s.season[np.arange(1, K + 1) % len(s.season)]"},
        caught_by="test_smoothing.py::test_forecasts_are_those_of_statsmodels",
    ),
]
