"""Faults that `scripts/reference/initialise.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

FAULTS = [
    Fault(
        "one of PyTorch's two biases forgotten",
        {"lstm.Params(W, U, b_ih + b_hh)": "lstm.Params(W, U, b_ih)"},
        caught_by="test_initialise.py::test_torch_default_is_uniform_like_pytorchs",
    ),
    Fault(
        "orthogonal matrix drawn for all blocks at once",
        {
            "concatenate([_orthonormal_columns(H, H, rng) for _ in range(4)])": (
                "vstack(_orthonormal_columns(4 * H, H, rng))"
            ),
        },
        caught_by="test_initialise.py::test_orthogonal_makes_every_block_orthogonal",
    ),
    Fault(
        "forget bias set on the input gate",
        {"b[H : 2 * H] = value": "b[:H] = value"},
        caught_by="test_initialise.py::test_forget_bias_sets_block_f_and_nothing_else",
    ),
    Fault(
        "input gate of the chrono scheme opened as wide as the forget gate",
        {"b[:H] = -b[H : 2 * H]": "b[:H] = b[H : 2 * H]"},
        caught_by="test_initialise.py::test_chrono_spreads_the_memory_up_to_T_max",
    ),
]
