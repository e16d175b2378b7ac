"""Faults that `scripts/reference/highway.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

VALUES = "test_highway.py::test_values_and_gradients_of_a_stack_agree_with_pytorch"
CHECK = "test_highway.py::test_gradient_of_a_layer_agrees_with_centred_differences"
JACOBIAN = "test_highway.py::test_jacobian_agrees_with_centred_differences_in_every_row"

FAULTS = [
    Fault(
        "transform and carry exchanged, forward and backward",
        {
            "y = t * h + (1.0 - t) * x": "y = (1.0 - t) * h + t * x",
            "dh = dy * t\n    dt = dy * (h - x)": "dh = dy * (1.0 - t)\n    dt = dy * (x - h)",
            "dx = dy * (1.0 - t) +": "dx = dy * t +",
        },
        caught_by=VALUES,
        slips_past=CHECK,
    ),
    Fault(
        "an open gate taken to make a residual layer",
        {"y = t * h + (1.0 - t) * x": "y = t * h + x", "dt = dy * (h - x)": "dt = dy * h", "dy * (1.0 - t) +": "dy +"},
        caught_by="test_highway.py::test_an_open_gate_makes_a_plain_layer",
        slips_past=CHECK,
    ),
    Fault(
        "the carried gradient left out",
        {"dx = dy * (1.0 - t) + da_h @ p.W_h": "dx = da_h @ p.W_h"},
        caught_by="test_highway.py::test_a_shut_gate_hands_on_input_and_gradient_through_any_number_of_layers",
    ),
    Fault(
        "the gate taken for a constant on the way back",
        {"+ da_h @ p.W_h + da_t @ p.W_t": "+ da_h @ p.W_h"},
        caught_by=CHECK,
        slips_past="test_highway.py::test_a_bias_alone_carries_its_power_of_the_gradient",
    ),
    Fault("the input's share of the gate's gradient left out", {"dt = dy * (h - x)": "dt = dy * h"}, caught_by=CHECK),
    Fault(
        "the residual's own path left out",
        {"_replace(dx=dy + grads.dx)": "_replace(dx=grads.dx)"},
        caught_by=CHECK,
    ),
    Fault("the gate's slope left out of the Jacobian", {"(h - x) * sigmoid_slope(t)": "(h - x)"}, caught_by=JACOBIAN),
    Fault(
        "the gate on the Jacobian's diagonal in place of the carry",
        {"np.diag(1.0 - t)": "np.diag(t)"},
        caught_by=JACOBIAN,
    ),
    Fault(
        "the layers' gradients returned from the highest",
        {"return grads[::-1]": "return grads"},
        caught_by=VALUES,
    ),
]
