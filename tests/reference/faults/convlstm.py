"""Faults that `scripts/reference/convlstm.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

KERAS = "test_convlstm.py::test_values_agree_with_keras"
CHECK = "test_convlstm.py::test_gradient_of_a_step_agrees_with_centred_differences"

FAULTS = [
    Fault(
        "input and forget gate exchanged, forward and backward",
        {
            "c = f * c_prev + i * g": "c = i * c_prev + f * g",
            "di = dc * g": "di = dc * c_prev",
            "df = dc * c_prev": "df = dc * g",
            "dg = dc * i\n    dc_prev = dc * f": "dg = dc * f\n    dc_prev = dc * i",
        },
        caught_by=KERAS,
        slips_past=CHECK,
    ),
    Fault(
        "hidden state without the tanh, forward and backward",
        {"tanh_c = tanh(c)": "tanh_c = c", "o * tanh_slope(tanh_c)": "o"},
        caught_by=KERAS,
        slips_past=CHECK,
    ),
    Fault(
        "blocks in another order, forward and backward",
        {
            "z_i, z_f, z_g, z_o = np.split": "z_i, z_f, z_o, z_g = np.split",
            "[dz_i, dz_f, dz_g, dz_o]": "[dz_i, dz_f, dz_o, dz_g]",
        },
        caught_by=KERAS,
        slips_past=CHECK,
    ),
    Fault(
        "bias taken for that of one pixel on the way back",
        {"dz.sum(axis=(0, 2, 3))": "dz.sum(axis=0)[:, 0, 0]"},
        caught_by=CHECK,
        slips_past=KERAS,
    ),
    Fault(
        "what reaches c through h forgotten",
        {"dc = dc + dh * o * tanh_slope(tanh_c)": "dc = dc + 0 * dh"},
        caught_by=CHECK,
    ),
    Fault(
        "hidden state read at its own pixel alone",
        {
            "conv(h_prev, p.U) +": "conv(h_prev, p.U * (np.indices(p.U.shape[2:]) == p.U.shape[2] // 2).all(0)) +",
        },
        caught_by="test_convlstm.py::test_what_a_pixel_does_spreads_by_the_state_kernel_at_each_step",
        slips_past="test_convlstm.py::test_kernels_of_one_pixel_make_one_lstm_at_every_pixel",
    ),
]
