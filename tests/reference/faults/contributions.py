"""Faults that `scripts/reference/contributions.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

FAULTS = [
    Fault(
        "a write scaled by the gate of its own step",
        {"left[t + 1] * f[t + 1]": "left[t + 1] * f[t]"},
        caught_by="test_contributions.py::test_a_closed_gate_removes_every_term_before_it_and_none_after",
    ),
]
