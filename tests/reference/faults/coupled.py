"""Faults that `scripts/reference/coupled.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

VALUES = "test_coupled.py::test_values_agree_with_onnx_which_ignores_the_block_of_the_forget_gate"
CHECK = "test_coupled.py::test_gradient_of_a_step_agrees_with_centred_differences"

FAULTS = [
    Fault(
        "the gate is taken for the forget gate, forward and backward",
        {
            "c = (1.0 - i) * c_prev + i * g": "c = i * c_prev + (1.0 - i) * g",
            "di = dc * (g - c_prev)": "di = dc * (c_prev - g)",
            "dg = dc * i\n": "dg = dc * (1.0 - i)\n",
            "dc_prev = dc * (1.0 - i)": "dc_prev = dc * i",
        },
        caught_by=VALUES,
        slips_past=CHECK,
    ),
    Fault(
        "the gate learns from what it writes alone",
        {"di = dc * (g - c_prev)": "di = dc * g"},
        caught_by=CHECK,
        slips_past=VALUES,
    ),
    Fault(
        "biases not negated with the gate's block",
        {"signs * p.b)": "p.b)"},
        caught_by="test_coupled.py::test_a_negated_block_makes_the_cell_that_computes_the_forget_gate",
        slips_past=VALUES,
    ),
    Fault(
        "the candidate's block negated as well",
        {"[-1.0, 1.0, 1.0]": "[-1.0, -1.0, 1.0]"},
        caught_by="test_coupled.py::test_a_negated_block_makes_the_cell_that_computes_the_forget_gate",
    ),
]
