"""Faults that `scripts/reference/bidirectional.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

FULL_VALUES = "test_bidirectional.py::test_values_agree_with_pytorch"
PACKED_VALUES = "test_bidirectional.py::test_values_agree_with_pytorch_on_a_packed_batch"
CHECK = "test_bidirectional.py::test_gradient_agrees_with_centred_differences"

FAULTS = [
    Fault(
        "backward half left in the order in which it was read, forward and backward",
        {
            "[ahead.states.h, reverse(back.states.h, lengths)]": "[ahead.states.h, back.states.h]",
            "(back, reverse(dback, run.lengths), ": "(back, dback, ",
        },
        caught_by=FULL_VALUES,
        slips_past=CHECK,
    ),
    Fault(
        "whole batch turned round, so that the backward pass begins in the padding",
        {"np.where(t < lengths, lengths - 1 - t, t)": "np.broadcast_to(len(xs) - 1 - t, xs.shape[:2])"},
        caught_by=PACKED_VALUES,
        slips_past=FULL_VALUES,
    ),
    Fault(
        "one set of weights for both directions",
        {"State(h_0[1], c_0[1]), p.backward)": "State(h_0[1], c_0[1]), p.forward)"},
        caught_by=FULL_VALUES,
    ),
    Fault(
        "state that moves on in padding",
        {"return np.where(here, h, h_prev), np.where(here, c, c_prev), (here, cache)": "return h, c, (here, cache)"},
        caught_by=PACKED_VALUES,
        slips_past=FULL_VALUES,
    ),
    Fault(
        "halves exchanged, forward and backward",
        {
            "[ahead.states.h, reverse(back.states.h, lengths)]": "[reverse(back.states.h, lengths), ahead.states.h]",
            "dahead, dback = ": "dback, dahead = ",
        },
        caught_by=FULL_VALUES,
        slips_past=CHECK,
    ),
    Fault(
        "last state of the backward half taken at the last step",
        {"[ahead.states.h[-1], back.states.h[-1]]": "[ahead.states.h[-1], back.states.h[0]]"},
        caught_by=FULL_VALUES,
    ),
    Fault(
        "gradient of the inputs from the backward half left in reading order",
        {"forward_grads.dxs + reverse(backward_grads.dxs, run.lengths)": "forward_grads.dxs + backward_grads.dxs"},
        caught_by=CHECK,
        slips_past=FULL_VALUES,
    ),
    Fault(
        "gradient of the last cell state lost in padding",
        {"grads.dc_prev + dc * ~here": "grads.dc_prev"},
        caught_by="test_bidirectional.py::test_gradients_agree_with_pytorch",
        slips_past=PACKED_VALUES,
    ),
    Fault(
        "outputs not set to zero in padding",
        {"outputs = here * np.concatenate": "outputs = np.concatenate"},
        caught_by=PACKED_VALUES,
        slips_past=FULL_VALUES,
    ),
]
