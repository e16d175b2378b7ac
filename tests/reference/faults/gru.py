"""Faults that `scripts/reference/gru.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

GRU_VALUES = "test_gru.py::test_values_agree_with_pytorch_which_resets_after"
GRU_CHECK = "test_gru.py::test_gradient_of_a_step_agrees_with_centred_differences"

FAULTS = [
    Fault(
        "z and 1 - z exchanged, forward and backward",
        {
            "n = tanh(a_n + r * u_n)\n    h = z * h_prev + (1.0 - z) * n": (
                "n = tanh(a_n + r * u_n)\n    h = (1.0 - z) * h_prev + z * n"
            ),
            "dz = dh * (h_prev - n)\n    dn = dh * (1.0 - z)\n    da_n = dn * tanh_slope(n)\n    dr = da_n * u_n": (
                "dz = dh * (n - h_prev)\n    dn = dh * z\n    da_n = dn * tanh_slope(n)\n    dr = da_n * u_n"
            ),
            "dh_prev = dh * z + du @ p.U": "dh_prev = dh * (1.0 - z) + du @ p.U",
        },
        caught_by=GRU_VALUES,
        slips_past=GRU_CHECK,
    ),
    Fault(
        "reset gate moved to the other side of the product, forward and backward",
        {
            "RESET_BEFORE = Cell(step_reset_before, step_reset_before_backward)": (
                "RESET_BEFORE = Cell(step_reset_after, step_reset_after_backward)"
            )
        },
        caught_by="test_gru.py::test_values_agree_with_onnx",
        slips_past=GRU_CHECK,
    ),
    Fault(
        "recurrent bias of the candidate left out of the reset",
        {"n = tanh(a_n + r * u_n)": ("n = tanh(a_n + r * (h_prev @ np.split(p.U, 3)[2].T) + np.split(p.b_U, 3)[2])")},
        caught_by="test_gru.py::test_shut_reset_gate_drops_the_recurrent_bias_only_after_the_product",
    ),
    Fault(
        "reset forgotten on the way back to h_prev",
        {"drh * r ": "drh "},
        caught_by="test_gru.py::test_gradients_agree_with_autograd",
        slips_past="test_gru.py::test_gradients_agree_with_pytorch",
    ),
    Fault(
        "candidate's block of U taken to read the state before its reset",
        {"da_n.T @ (r * h_prev)": "da_n.T @ h_prev"},
        caught_by=GRU_CHECK,
        slips_past="test_gru.py::test_gradients_agree_with_pytorch",
    ),
    Fault(
        "reset forgotten in the gradient of the state's share",
        {"du_n = da_n * r": "du_n = da_n"},
        caught_by=GRU_CHECK,
        slips_past="test_gru.py::test_update_gate_can_carry_the_gradient_exactly",
    ),
    Fault(
        "one gradient for both biases where the reset comes after the product",
        {"db_U = du.sum(axis=0)": "db_U = da.sum(axis=0)"},
        caught_by=GRU_CHECK,
    ),
    Fault(
        "reset gate's gradient scaled by the state, not by the state's share",
        {"dr = da_n * u_n": "dr = da_n * h_prev"},
        caught_by=GRU_CHECK,
    ),
    Fault(
        "the state's own path left out of the GRU's gradient",
        {"dh_prev = dh * z + du @ p.U": "dh_prev = du @ p.U"},
        caught_by="test_gru.py::test_update_gate_can_carry_the_gradient_exactly",
    ),
    Fault(
        "block r negated in place of block z",
        {"[1.0, -1.0, 1.0]": "[-1.0, 1.0, 1.0]"},
        caught_by="test_gru.py::test_negated_block_z_makes_the_cell_whose_z_weights_the_candidate",
        slips_past="test_gru.py::test_negating_block_z_twice_changes_nothing",
    ),
    Fault(
        "biases not negated with block z",
        {"signs * p.b_W, signs * p.b_U": "p.b_W, p.b_U"},
        caught_by="test_gru.py::test_negated_block_z_makes_the_cell_whose_z_weights_the_candidate",
    ),
]
