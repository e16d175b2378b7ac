"""Faults that `scripts/reference/peephole.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

VALUES = "test_peephole.py::test_values_agree_with_onnx"
CHECK = "test_peephole.py::test_gradient_of_a_step_agrees_with_centred_differences"

FAULTS = [
    Fault(
        "output gate looks at the old cell state, forward and backward",
        {
            "o = sigmoid(z_o + p.p_o * c)": "o = sigmoid(z_o + p.p_o * c_prev)",
            " + dz_o * p.p_o ": " ",
            "+ dz_f * p.p_f": "+ dz_f * p.p_f + dz_o * p.p_o",
            "(dz_o * c).sum": "(dz_o * c_prev).sum",
        },
        caught_by=VALUES,
        slips_past=CHECK,
    ),
    Fault(
        "peepholes of input and forget gate exchanged, forward and backward",
        {
            "z_i + p.p_i * c_prev": "z_i + p.p_f * c_prev",
            "z_f + p.p_f * c_prev": "z_f + p.p_i * c_prev",
            "dz_i * p.p_i + dz_f * p.p_f": "dz_i * p.p_f + dz_f * p.p_i",
            "dp_i = (dz_i * c_prev)": "dp_i = (dz_f * c_prev)",
            "dp_f = (dz_f * c_prev)": "dp_f = (dz_i * c_prev)",
        },
        caught_by=VALUES,
        slips_past=CHECK,
    ),
    Fault(
        "no error through the output gate's peephole, as in the paper of 2002",
        {" + dz_o * p.p_o ": " "},
        caught_by=CHECK,
        slips_past="test_peephole.py::test_without_its_peepholes_it_is_the_lstm",
    ),
    Fault(
        "no error through the two others, as in the paper of 2002",
        {"dc_prev = dc * f + dz_i * p.p_i + dz_f * p.p_f": "dc_prev = dc * f"},
        caught_by="test_peephole.py::test_gradients_agree_with_autograd",
        slips_past=VALUES,
    ),
]
