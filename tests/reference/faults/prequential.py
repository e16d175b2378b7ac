"""Faults that `scripts/reference/prequential.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

FAULTS = [
    Fault(
        "a new loss that fades as well",
        {"loss + alpha * faded.S": "alpha * (loss + faded.S)"},
        caught_by="test_prequential.py::test_the_faded_error_is_the_weighted_mean_of_pandas",
    ),
    Fault(
        "items that are counted without fading",
        {"1 + alpha * faded.N": "1 + faded.N"},
        caught_by="test_prequential.py::test_the_number_of_items_tends_to_the_memory",
    ),
]
