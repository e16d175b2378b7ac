"""Faults that `scripts/reference/rnn.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

RNN_VALUES = "test_rnn.py::test_values_agree_with_pytorch"
RNN_CHECK = "test_rnn.py::test_gradient_of_a_sequence_agrees_with_centred_differences"

FAULTS = [
    Fault(
        "U transposed, forward and backward",
        {
            "h_prev @ p.U.T": "h_prev @ p.U",
            "dU = dz.T @ h_prev": "dU = h_prev.T @ dz",
            "dh_prev = dz @ p.U": "dh_prev = dz @ p.U.T",
        },
        caught_by=RNN_VALUES,
        slips_past=RNN_CHECK,
    ),
    Fault(
        "U not transposed on the way back",
        {"dh_prev = dz @ p.U": "dh_prev = dz @ p.U.T"},
        caught_by=RNN_CHECK,
    ),
]
