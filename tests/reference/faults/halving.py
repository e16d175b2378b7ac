"""Faults that `scripts/reference/halving.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

FAULTS = [
    Fault(
        "chance of a hit in every trial",
        {"return 1.0 - (1.0 - best) ** trials": "return best**trials"},
        caught_by="test_halving.py::test_the_chance_of_a_hit_is_that_of_a_simulation",
    ),
    Fault(
        "a bracket's first round rounded down",
        {"n = -(-(cuts + 1) * eta**s // (s + 1))": "n = (cuts + 1) * eta**s // (s + 1)"},
        caught_by="test_halving.py::test_a_bracket_ends_at_the_full_budget_and_starts_enough",
    ),
    Fault(
        "the survivors rounded up",
        {"Round(n // eta**i, ": "Round(-(-n // eta**i), "},
        caught_by="test_halving.py::test_the_brackets_are_those_worked_out_by_hand",
    ),
]
