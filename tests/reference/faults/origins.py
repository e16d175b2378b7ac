"""Faults that `scripts/reference/origins.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

FAULTS = [
    Fault(
        "the last pair forgotten",
        {"np.arange(L, T - K + 1)": "np.arange(L, T - K)"},
        caught_by="test_origins.py::test_pairs_are_counted_by_the_formula",
    ),
    Fault(
        "targets that begin with the last input",
        {"series[at + np.arange(K)]": "series[at - 1 + np.arange(K)]"},
        caught_by="test_origins.py::test_windows_are_those_of_numpy",
    ),
    Fault(
        "a gap that is not left out of the fit",
        {"Split(origin - gap, origin)": "Split(origin, origin)"},
        caught_by="test_origins.py::test_rolling_origins_are_those_of_scikit_learn",
    ),
    Fault(
        "overlap counted without the horizon",
        {"np.maximum(L + K - ": "np.maximum(L - "},
        caught_by="test_origins.py::test_shared_steps_are_counted_as_sets",
    ),
]
