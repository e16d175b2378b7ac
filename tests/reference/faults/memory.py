"""Faults that `scripts/reference/memory.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

FAULTS = [
    Fault(
        "cell state left out of the memory of a stream",
        {"lambda _: R + H": "lambda _: R"},
        caught_by="test_memory.py::test_state_and_weights_agree_with_pytorch",
    ),
    Fault(
        "logits kept beside the log-probabilities",
        {"layers * layer + sequence(V, T, B, itemsize)": "layers * layer + 2 * sequence(V, T, B, itemsize)"},
        caught_by="test_memory.py::test_a_language_model_keeps_what_pytorch_saves",
    ),
    Fault(
        "the shortest segment made again instead of the longest",
        {"longest = ceil(T / segments)": "longest = T // segments"},
        caught_by="test_memory.py::test_checkpoints_are_states_and_the_caches_of_the_longest_segment",
    ),
    Fault(
        "a boundary of h alone in the best number of segments",
        {"sqrt(T * (6 + copies) / 2)": "sqrt(T * (6 + copies))"},
        caught_by="test_memory.py::test_no_number_of_segments_is_cheaper_than_the_best",
    ),
]
