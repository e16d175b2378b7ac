"""Faults that `scripts/reference/recurrent_highway.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

VALUES = "test_recurrent_highway.py::test_values_and_gradients_agree_with_autograd"
CHECK = "test_recurrent_highway.py::test_gradient_of_a_step_agrees_with_centred_differences"

FAULTS = [
    Fault(
        "the input read by every layer",
        {"if l == 0:": "if True:", "dW = da.T @ cache.x": "dW = L * da.T @ cache.x"},
        caught_by="test_recurrent_highway.py::test_from_the_second_layer_on_a_layer_is_a_highway_layer",
    ),
    Fault(
        "the input read by the second layer in place of the first, forward and backward",
        {
            "if l == 0:": "if l == L - 1:",
            "dR[l] = da.T @ s": "dR[l] = da.T @ s\n        da_x = da if l == L - 1 else da_x",
            "dW = da.T @ cache.x": "dW = da_x.T @ cache.x",
            "dx = da @ p.W": "dx = da_x @ p.W",
        },
        caught_by=VALUES,
        slips_past=CHECK,
    ),
    Fault(
        "the two blocks exchanged, forward and backward",
        {
            "h = tanh(a[:, :H])\n        t = sigmoid(a[:, H:])": ("h = tanh(a[:, H:])\n        t = sigmoid(a[:, :H])"),
            "np.concatenate([da_h, da_t], axis=1)": "np.concatenate([da_t, da_h], axis=1)",
        },
        caught_by=VALUES,
        slips_past=CHECK,
    ),
    Fault(
        "transform and carry exchanged, forward and backward",
        {
            "s = t * h + (1.0 - t) * s": "s = (1.0 - t) * h + t * s",
            "da_h = ds * t * tanh_slope(h)": "da_h = ds * (1.0 - t) * tanh_slope(h)",
            "da_t = ds * (h - s)": "da_t = ds * (s - h)",
            "ds = ds * (1.0 - t) +": "ds = ds * t +",
        },
        caught_by="test_recurrent_highway.py::test_depth_one_is_pytorchs_gru_with_an_open_reset_gate",
        slips_past=CHECK,
    ),
    Fault(
        "the carried gradient left out",
        {"ds = ds * (1.0 - t) + da @ p.R[l]": "ds = da @ p.R[l]"},
        caught_by="test_recurrent_highway.py::test_shut_gates_carry_the_state_and_its_gradient_exactly",
    ),
    Fault("the layer's input left out of the gate's gradient", {"ds * (h - s)": "ds * h"}, caught_by=CHECK),
]
