"""Faults that `scripts/reference/retention.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

FAULTS = [
    Fault(
        "half-life by the rule of thumb 1 / (1 - f)",
        {"return log(0.5) / log(f)": "return 1.0 / (1.0 - f)"},
        caught_by="test_retention.py::test_half_is_left_after_the_half_life",
    ),
]
