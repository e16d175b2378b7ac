"""Faults that `scripts/reference/memory.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

FAULTS = [
    Fault(
        "cell state left out of the memory of a stream",
        {"lambda _: R + H": "lambda _: R"},
        caught_by="test_memory.py::test_state_and_weights_agree_with_pytorch",
    ),
]
