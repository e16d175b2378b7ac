"""Faults that `scripts/reference/belief.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

PATHS = "test_belief.py::test_it_is_the_sum_over_all_paths"

FAULTS = [
    Fault(
        "from the columns to the rows",
        {"belief @ transitions[action]": "transitions[action] @ belief"},
        caught_by=PATHS,
        slips_past="test_belief.py::test_a_tiger_that_is_heard_twice",
    ),
    Fault(
        "the observation counts before the move",
        {
            "seen[:, observation] * (belief @ transitions[action])": (
                "(seen[:, observation] * belief) @ transitions[action]"
            )
        },
        caught_by=PATHS,
    ),
    Fault(
        "a belief that does not sum to 1",
        {"return joint / joint.sum()": "return joint"},
        caught_by="test_belief.py::test_a_tiger_that_is_heard_twice",
    ),
]
