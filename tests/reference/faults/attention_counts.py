"""Faults that `scripts/reference/attention_counts.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

WEIGHTS = "test_attention_counts.py::test_weights_are_those_of_pytorchs_layer"
WORK = "test_attention_counts.py::test_multiply_adds_are_those_that_pytorch_counts"
CACHE = "test_attention_counts.py::test_cache_has_the_keys_and_values_that_attention_keeps"

FAULTS = [
    Fault("one normalisation instead of two", {"(13 * H if": "(11 * H if"}, caught_by=WEIGHTS, slips_past=WORK),
    Fault("attention's matrices alone", {"return 12 * H**2 +": "return 4 * H**2 +"}, caught_by=WEIGHTS),
    Fault("one product of attention instead of two", {"return 2 * T * H\n": "return T * H\n"}, caught_by=WORK),
    Fault("keys cached without their values", {"return 2 * T * H * layers": "return T * H * layers"}, caught_by=CACHE),
    Fault(
        "work of one layer whatever the depth", {"* T * B * layers\n": "* T * B\n"}, caught_by=WORK, slips_past=CACHE
    ),
]
