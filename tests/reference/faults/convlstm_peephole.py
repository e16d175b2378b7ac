"""Faults that `scripts/reference/convlstm_peephole.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

ONNX = "test_convlstm_peephole.py::test_with_kernels_of_one_pixel_values_agree_with_onnx"
CHECK = "test_convlstm_peephole.py::test_gradient_of_a_step_agrees_with_centred_differences"
SPLIT = ", V_o = np.split(p.V[:, None, None], 3)\n"

FAULTS = [
    Fault(
        "the output gate sees the old cell state, forward and backward",
        {
            "sigmoid(z_o + V_o * c)": "sigmoid(z_o + V_o * c_prev)",
            " + dz_o * V_o  #": "  #",
            "dz_i * V_i + dz_f * V_f": "dz_i * V_i + dz_f * V_f + dz_o * V_o",
            "dz_o * c]": "dz_o * c_prev]",
        },
        caught_by=ONNX,
        slips_past=CHECK,
    ),
    Fault(
        "peepholes of input and forget gate exchanged, forward and backward",
        {
            f"V_i, V_f{SPLIT}    i =": f"V_f, V_i{SPLIT}    i =",
            f"V_i, V_f{SPLIT}\n    dz_o": f"V_f, V_i{SPLIT}\n    dz_o",
            "[dz_i * c_prev, dz_f * c_prev, dz_o * c]": "[dz_f * c_prev, dz_i * c_prev, dz_o * c]",
        },
        caught_by=ONNX,
        slips_past=CHECK,
    ),
    Fault(
        "no gradient through what the output gate sees",
        {" + dz_o * V_o  #": "  #"},
        caught_by=CHECK,
        slips_past="test_convlstm_peephole.py::test_without_peepholes_it_is_the_other_cell_and_with_them_it_is_not",
    ),
    Fault(
        "no gradient from input and forget gate to the old cell state",
        {" + dz_i * V_i + dz_f * V_f  #": "  #"},
        caught_by=CHECK,
    ),
]
