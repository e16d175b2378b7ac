"""Faults that `scripts/reference/peaks.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

FAULTS = [
    Fault(
        "the shape's sign as hydrologists write it",
        {"(rarer**-gamma - 1.0)": "(rarer**gamma - 1.0)"},
        caught_by="test_peaks.py::test_the_threshold_is_the_quantile_of_scipy",
    ),
    Fault(
        "a rate among the peaks in place of one among all scores",
        {"rarer = q * n / peaks": "rarer = q * peaks / n"},
        caught_by="test_peaks.py::test_the_threshold_is_the_quantile_of_scipy",
    ),
    Fault(
        "a search that is not refined",
        {"GRID, REFINEMENTS = 200, 6": "GRID, REFINEMENTS = 20, 1"},
        caught_by="test_peaks.py::test_the_fit_is_that_of_scipy_and_no_less_likely",
    ),
]
