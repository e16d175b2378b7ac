"""Faults that `scripts/reference/gru.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

GRU_VALUES = "test_gru.py::test_values_agree_with_pytorch_which_resets_after"
GRU_CHECK = "test_gru.py::test_gradient_of_a_step_agrees_with_centred_differences"

FAULTS = [
    Fault(
        "z and 1 - z exchanged, forward and backward",
        {
            'h = z * h_prev + (1.0 - z) * n if update == "keep"': 'h = z * h_prev + (1.0 - z) * n if update != "keep"',
            'keep = z if update == "keep"': 'keep = z if update != "keep"',
            'dz = dkeep if update == "keep"': 'dz = dkeep if update != "keep"',
        },
        caught_by=GRU_VALUES,
        slips_past=GRU_CHECK,
    ),
    Fault(
        "reset gate moved to the other side of the product, forward and backward",
        {
            'if reset == "after":\n        m = ': 'if reset != "after":\n        m = ',
            'if reset == "after":\n        dm = ': 'if reset != "after":\n        dm = ',
        },
        caught_by="test_gru.py::test_values_agree_with_onnx",
        slips_past=GRU_CHECK,
    ),
    Fault(
        "recurrent bias of the candidate left out of the reset",
        {
            "m = h_prev @ U_n.T + b_n\n": "m = h_prev @ U_n.T\n",
            "n = tanh(a_n + r * m)": "n = tanh(a_n + r * m + b_n)",
        },
        caught_by="test_gru.py::test_shut_reset_gate_drops_the_recurrent_bias_only_after_the_product",
    ),
    Fault(
        "reset forgotten on the way back to h_prev",
        {"dh_prev = drh * r": "dh_prev = drh"},
        caught_by="test_gru.py::test_gradients_agree_with_autograd",
        slips_past="test_gru.py::test_gradients_agree_with_pytorch",
    ),
    Fault(
        "the state's own path left out of the GRU's gradient",
        {"dh_prev = dh * keep + da_r @ U_r": "dh_prev = da_r @ U_r"},
        caught_by=GRU_CHECK,
    ),
]
