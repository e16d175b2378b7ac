"""Faults that `scripts/reference/lstm.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

LSTM_VALUES = "test_lstm.py::test_values_agree_with_pytorch"
LSTM_CHECK = "test_lstm.py::test_gradient_agrees_with_centred_differences"
BPTT_CHECK = "test_bptt.py::test_gradient_agrees_with_centred_differences"
SPLIT = "z_i, z_f, z_g, z_o = np.split(z, 4, axis=1)"
JOIN = "np.concatenate([dz_i, dz_f, dz_g, dz_o], axis=1)"

FAULTS = [
    Fault(
        "output tanh dropped, forward and backward",
        {"tanh_c = tanh(c)": "tanh_c = c", "dc = dc + dh * o * tanh_slope(tanh_c)": "dc = dc + dh * o"},
        caught_by=LSTM_VALUES,
        slips_past=LSTM_CHECK,
    ),
    Fault(
        "i and f swapped, forward and backward",
        {
            SPLIT: "z_f, z_i, z_g, z_o = np.split(z, 4, axis=1)",
            JOIN: "np.concatenate([dz_f, dz_i, dz_g, dz_o], axis=1)",
        },
        caught_by=LSTM_VALUES,
        slips_past=LSTM_CHECK,
    ),
    Fault(
        "blocks in ONNX's order i, o, f, g, forward and backward",
        {
            SPLIT: "z_i, z_o, z_f, z_g = np.split(z, 4, axis=1)",
            JOIN: "np.concatenate([dz_i, dz_o, dz_f, dz_g], axis=1)",
        },
        caught_by="test_bptt.py::test_values_agree_with_keras_whose_blocks_are_i_f_c_o",
        slips_past=BPTT_CHECK,
    ),
    Fault(
        "bias left out, forward and backward",
        {"h_prev @ p.U.T + p.b": "h_prev @ p.U.T", "db = dz.sum(axis=0)": "db = np.zeros_like(p.b)"},
        caught_by=LSTM_VALUES,
        slips_past=LSTM_CHECK,
    ),
    Fault(
        "cell updated with 1 - i in place of f, forward and backward",
        {
            "f = sigmoid(z_f)": "f = 1.0 - i",
            "dz_i = di * sigmoid_slope(i)": "dz_i = (di - df) * sigmoid_slope(i)",
            "dz_f = df * sigmoid_slope(f)": "dz_f = 0.0 * df",
        },
        caught_by=LSTM_VALUES,
        slips_past=LSTM_CHECK,
    ),
    Fault(
        "forget gate's gradient uses c_t",
        {"df = dc * c_prev": "df = dc * cache.c"},
        caught_by=LSTM_CHECK,
        slips_past=LSTM_VALUES,
    ),
    Fault(
        "candidate's gradient uses the sigmoid's slope",
        {"dz_g = dg * tanh_slope(g)": "dz_g = dg * sigmoid_slope(g)"},
        caught_by=LSTM_CHECK,
    ),
    Fault(
        "what c gets through h left out",
        {"dc = dc + dh * o * tanh_slope(tanh_c)": "dc = dc + 0.0 * dh"},
        caught_by="test_lstm.py::test_gradients_agree_with_pytorch",
    ),
    Fault(
        "only the output block sends a gradient to h_prev",
        {"dh_prev = dz @ p.U ": "dh_prev = dz_o @ p.U[3 * H :] "},
        caught_by=LSTM_CHECK,
    ),
    Fault(
        "bias gradient averaged over the batch",
        {"db = dz.sum(axis=0)": "db = dz.mean(axis=0)"},
        caught_by=LSTM_CHECK,
    ),
]
