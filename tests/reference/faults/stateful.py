"""Faults that `scripts/reference/stateful.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

VALUES = "test_stateful.py::test_values_and_gradients_agree_with_pytorch"

FAULTS = [
    Fault(
        "consecutive steps stand in one row of a batch, so that row b does not continue itself",
        {"reshape(B, length, *stream.shape[1:]).swapaxes(0, 1)": "reshape(length, B, *stream.shape[1:])"},
        caught_by="test_stateful.py::test_rows_are_contiguous_and_the_rest_is_dropped",
        slips_past=VALUES,
    ),
    Fault(
        "the last row of a chunk seeds the first of the next",
        {"array[-1] for array in runs[-1].states": "np.roll(array[-1], 1, axis=0) for array in runs[-1].states"},
        caught_by=VALUES,
        slips_past="test_stateful.py::test_a_loss_in_a_chunk_sends_nothing_to_the_chunks_before_it",
    ),
    Fault(
        "the rows that go on are reset, not those that are done",
        {"array * (1 - done)[:, None]": "array * done[:, None]"},
        caught_by=VALUES,
    ),
    Fault(
        "every chunk begins where the first began",
        {"state = start._make(array[-1] for array in runs[-1].states)": "state = start"},
        caught_by="test_stateful.py::test_values_agree_with_a_stateful_layer_of_keras",
    ),
]
