"""Faults that `scripts/reference/events.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

FAULTS = [
    Fault(
        "adjustment that takes away alarms beside the event",
        {"filled = alarms.copy()": "filled = alarms & labels"},
        caught_by="test_events.py::test_an_adjusted_event_is_found_wholly",
    ),
    Fault(
        "an event at the end that is not seen",
        {"np.concatenate([[False], flags, [False]])": "np.concatenate([[False], flags[:-1], [False]])"},
        caught_by="test_events.py::test_the_runs_are_those_of_scipy",
    ),
    Fault(
        "beta on the wrong side",
        {"(beta**2 * p + r)": "(p + beta**2 * r)"},
        caught_by="test_events.py::test_by_point_and_f_are_those_of_scikit_learn",
    ),
]
