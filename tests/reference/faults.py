"""Faults that could be made in the reference, each with the test that has to catch it.

A fault is a replacement in the source of one module. Where it changes forward and backward alike, a gradient check
cannot see it, and the table says so: those are the faults for which values are compared with other libraries.
"""

from typing import NamedTuple


class Fault(NamedTuple):
    name: str
    module: str
    edits: dict[str, str]  # old text, which must occur exactly once, to new text
    caught_by: str  # file::test
    slips_past: str | None = None  # file::test that stays green


LSTM_VALUES = "test_lstm.py::test_values_agree_with_pytorch"
LSTM_CHECK = "test_lstm.py::test_gradient_agrees_with_centred_differences"
BPTT_VALUES = "test_bptt.py::test_values_agree_with_pytorch"
BPTT_CHECK = "test_bptt.py::test_gradient_agrees_with_centred_differences"
RNN_VALUES = "test_rnn.py::test_values_agree_with_pytorch"
RNN_CHECK = "test_rnn.py::test_gradient_of_a_sequence_agrees_with_centred_differences"
GRU_VALUES = "test_gru.py::test_values_agree_with_pytorch_which_resets_after"
GRU_CHECK = "test_gru.py::test_gradient_of_a_step_agrees_with_centred_differences"

SPLIT = "z_i, z_f, z_g, z_o = np.split(z, 4, axis=1)"
JOIN = "np.concatenate([dz_i, dz_f, dz_g, dz_o], axis=1)"

FAULTS = [
    Fault(
        "output tanh dropped, forward and backward",
        "lstm",
        {"tanh_c = tanh(c)": "tanh_c = c", "dc = dc + dh * o * tanh_slope(tanh_c)": "dc = dc + dh * o"},
        caught_by=LSTM_VALUES,
        slips_past=LSTM_CHECK,
    ),
    Fault(
        "i and f swapped, forward and backward",
        "lstm",
        {
            SPLIT: "z_f, z_i, z_g, z_o = np.split(z, 4, axis=1)",
            JOIN: "np.concatenate([dz_f, dz_i, dz_g, dz_o], axis=1)",
        },
        caught_by=LSTM_VALUES,
        slips_past=LSTM_CHECK,
    ),
    Fault(
        "blocks in ONNX's order i, o, f, g, forward and backward",
        "lstm",
        {
            SPLIT: "z_i, z_o, z_f, z_g = np.split(z, 4, axis=1)",
            JOIN: "np.concatenate([dz_i, dz_o, dz_f, dz_g], axis=1)",
        },
        caught_by="test_bptt.py::test_values_agree_with_keras_whose_blocks_are_i_f_c_o",
        slips_past=BPTT_CHECK,
    ),
    Fault(
        "bias left out, forward and backward",
        "lstm",
        {"h_prev @ p.U.T + p.b": "h_prev @ p.U.T", "db = dz.sum(axis=0)": "db = np.zeros_like(p.b)"},
        caught_by=LSTM_VALUES,
        slips_past=LSTM_CHECK,
    ),
    Fault(
        "cell updated with 1 - i in place of f, forward and backward",
        "lstm",
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
        "lstm",
        {"df = dc * c_prev": "df = dc * cache.c"},
        caught_by=LSTM_CHECK,
        slips_past=LSTM_VALUES,
    ),
    Fault(
        "candidate's gradient uses the sigmoid's slope",
        "lstm",
        {"dz_g = dg * tanh_slope(g)": "dz_g = dg * sigmoid_slope(g)"},
        caught_by=LSTM_CHECK,
    ),
    Fault(
        "what c gets through h left out",
        "lstm",
        {"dc = dc + dh * o * tanh_slope(tanh_c)": "dc = dc + 0.0 * dh"},
        caught_by="test_lstm.py::test_gradients_agree_with_pytorch",
    ),
    Fault(
        "only the output block sends a gradient to h_prev",
        "lstm",
        {"dh_prev = dz @ p.U ": "dh_prev = dz_o @ p.U[3 * H :] "},
        caught_by=LSTM_CHECK,
    ),
    Fault(
        "bias gradient averaged over the batch",
        "lstm",
        {"db = dz.sum(axis=0)": "db = dz.mean(axis=0)"},
        caught_by=LSTM_CHECK,
    ),
    Fault(
        "no sum over time",
        "bptt",
        {"        dW += step.dW\n        dU += step.dU\n        db += step.db": "        _, _, _, dW, dU, db = step"},
        caught_by=BPTT_CHECK,
        slips_past="test_bptt.py::test_one_step_is_the_step",
    ),
    Fault(
        "h-path dropped",
        "bptt",
        {"lstm.step_backward(dh + dh_next, dc_next, cache, p)": "lstm.step_backward(dh, dc_next, cache, p)"},
        caught_by=BPTT_CHECK,
    ),
    Fault(
        "c-path dropped",
        "bptt",
        {"dh_next, dc_next = step.dh_prev, step.dc_prev": "dh_next, dc_next = step.dh_prev, np.zeros_like(dc_next)"},
        caught_by=BPTT_CHECK,
    ),
    Fault(
        "gradient at the last cell state ignored",
        "bptt",
        {"dc_next = np.zeros(dhs.shape[1:]) if dc_T is None else dc_T": "dc_next = np.zeros(dhs.shape[1:])"},
        caught_by="test_bptt.py::test_gradients_agree_with_pytorch",
    ),
    Fault(
        "hidden state not carried to the next step",
        "bptt",
        {"h, c, cache = lstm.step(x, h, c, p)": "h, c, cache = lstm.step(x, h0, c, p)"},
        caught_by=BPTT_VALUES,
    ),
    Fault(
        "truncation that resets the values too",
        "bptt",
        {
            "part = backward(window, caches[start:end], p,": (
                "again = forward(np.stack([cache.x for cache in caches[start:end]]), 0 * dh0, 0 * dc0, p)[2]\n"
                "        part = backward(window, again, p,"
            )
        },
        caught_by="test_bptt.py::test_truncated_gradients_agree_with_pytorch_detached_every_k_steps",
        slips_past="test_bptt.py::test_no_gradient_crosses_a_cut",
    ),
    Fault(
        "truncation that cuts nothing",
        "bptt",
        {"start = max(0, new + every - k)": "start = 0"},
        caught_by="test_bptt.py::test_no_gradient_crosses_a_cut",
        slips_past="test_bptt.py::test_truncation_beyond_the_length_is_no_truncation",
    ),
    Fault(
        "a loss counted once in every window it lies in",
        "bptt",
        {"np.concatenate([np.zeros_like(dhs[start:new]), dhs[new:end]])": "dhs[start:end]"},
        caught_by="test_bptt.py::test_truncation_beyond_the_length_is_no_truncation",
    ),
    Fault(
        "gradient of a cell state without its share through h",
        "bptt",
        {"to_c.append(dc + dh * cache.o * tanh_slope(cache.tanh_c))": "to_c.append(dc)"},
        caught_by="test_bptt.py::test_state_gradients_agree_with_pytorch",
    ),
    Fault(
        "z and 1 - z exchanged, forward and backward",
        "gru",
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
        "gru",
        {
            'if reset == "after":\n        m = ': 'if reset != "after":\n        m = ',
            'if reset == "after":\n        dm = ': 'if reset != "after":\n        dm = ',
        },
        caught_by="test_gru.py::test_values_agree_with_onnx",
        slips_past=GRU_CHECK,
    ),
    Fault(
        "recurrent bias of the candidate left out of the reset",
        "gru",
        {
            "m = h_prev @ U_n.T + b_n\n": "m = h_prev @ U_n.T\n",
            "n = tanh(a_n + r * m)": "n = tanh(a_n + r * m + b_n)",
        },
        caught_by="test_gru.py::test_shut_reset_gate_drops_the_recurrent_bias_only_after_the_product",
    ),
    Fault(
        "reset forgotten on the way back to h_prev",
        "gru",
        {"dh_prev = drh * r": "dh_prev = drh"},
        caught_by="test_gru.py::test_gradients_agree_with_autograd",
        slips_past="test_gru.py::test_gradients_agree_with_pytorch",
    ),
    Fault(
        "the state's own path left out of the GRU's gradient",
        "gru",
        {"dh_prev = dh * keep + da_r @ U_r": "dh_prev = da_r @ U_r"},
        caught_by=GRU_CHECK,
    ),
    Fault(
        "U transposed, forward and backward",
        "rnn",
        {
            "h_prev @ p.U.T": "h_prev @ p.U",
            "dU = dz.T @ h_prev": "dU = h_prev.T @ dz",
            "dh_prev = dz @ p.U": "dh_prev = dz @ p.U.T",
        },
        caught_by=RNN_VALUES,
        slips_past=RNN_CHECK,
    ),
    Fault(
        "U not transposed on the way back",
        "rnn",
        {"dh_prev = dz @ p.U": "dh_prev = dz @ p.U.T"},
        caught_by=RNN_CHECK,
    ),
    Fault(
        "step between layers without the input gate's slope",
        "depth",
        {"(g * sigmoid_slope(i))[:, None] * W_i": "0.0 * W_i"},
        caught_by="test_depth.py::test_vertical_jacobian_agrees_with_autograd",
    ),
    Fault(
        "one layer too many to wait in",
        "depth",
        {"comb(k + n - 1, k) if n": "comb(k + n, k) if n"},
        caught_by="test_depth.py::test_ways_agree_with_counting_them",
    ),
    Fault(
        "path through c left out of the Jacobian",
        "jacobian",
        {" + _scaled(out, c_by_h)": ""},
        caught_by="test_jacobian.py::test_step_jacobian_agrees_with_centred_differences",
    ),
    Fault(
        "Jacobians multiplied from the wrong end",
        "jacobian",
        {"product = product @ J": "product = J @ product"},
        caught_by="test_jacobian.py::test_product_over_a_run_agrees_with_autograd_at_every_lag",
    ),
    Fault(
        "full derivative of the cell taken for its forget gate",
        "jacobian",
        {"return c_by_c + c_by_h @ h_prev_by_c_prev": "return c_by_c"},
        caught_by="test_jacobian.py::test_cell_jacobian_agrees_with_autograd_of_two_steps",
    ),
    Fault(
        "slope of the sigmoid without its second factor",
        "activations",
        {"return s * (1.0 - s)": "return s * s"},
        caught_by="test_activations.py::test_slope_agrees_with_centred_differences",
    ),
    Fault(
        "hard sigmoid of Keras 2",
        "activations",
        {
            "hard_sigmoid(z: np.ndarray, slope: float = 1 / 6)": "hard_sigmoid(z: np.ndarray, slope: float = 0.2)",
        },
        caught_by="test_activations.py::test_hard_sigmoid_agrees_with_pytorch_and_keras",
    ),
    Fault(
        "one of PyTorch's two biases forgotten",
        "initialise",
        {"lstm.Params(W, U, b_ih + b_hh)": "lstm.Params(W, U, b_ih)"},
        caught_by="test_initialise.py::test_torch_default_is_uniform_like_pytorchs",
    ),
    Fault(
        "orthogonal matrix drawn for all blocks at once",
        "initialise",
        {
            "concatenate([_orthonormal_columns(H, H, rng) for _ in range(4)])": (
                "vstack(_orthonormal_columns(4 * H, H, rng))"
            ),
        },
        caught_by="test_initialise.py::test_orthogonal_makes_every_block_orthogonal",
    ),
    Fault(
        "forget bias set on the input gate",
        "initialise",
        {"b[H : 2 * H] = value": "b[:H] = value"},
        caught_by="test_initialise.py::test_forget_bias_sets_block_f_and_nothing_else",
    ),
    Fault(
        "input gate of the chrono scheme opened as wide as the forget gate",
        "initialise",
        {"b[:H] = -b[H : 2 * H]": "b[:H] = b[H : 2 * H]"},
        caught_by="test_initialise.py::test_chrono_spreads_the_memory_up_to_T_max",
    ),
    Fault(
        "half-life by the rule of thumb 1 / (1 - f)",
        "retention",
        {"return log(0.5) / log(f)": "return 1.0 / (1.0 - f)"},
        caught_by="test_retention.py::test_half_is_left_after_the_half_life",
    ),
    Fault(
        "upper layers of a bidirectional stack read one direction",
        "params",
        {"(layers - 1) * one(directions * R)": "(layers - 1) * one(R)"},
        caught_by="test_params.py::test_count_agrees_with_pytorch",
    ),
    Fault(
        "Keras's GRU counted with one bias",
        "params",
        {'or (convention == "keras" and reset == "after")': ""},
        caught_by="test_params.py::test_count_agrees_with_keras",
        slips_past="test_params.py::test_keras_gru_that_resets_before_has_one_bias",
    ),
    Fault(
        "a multiply-add counted as one operation",
        "flops",
        {"8 * H * (width + R) + 2 * proj * H": "4 * H * (width + R) + proj * H"},
        caught_by="test_flops.py::test_products_agree_with_pytorchs_counter",
    ),
    Fault(
        "cell state left out of the memory of a stream",
        "memory",
        {"lambda _: R + H": "lambda _: R"},
        caught_by="test_memory.py::test_state_and_weights_agree_with_pytorch",
    ),
    Fault(
        "a write scaled by the gate of its own step",
        "contributions",
        {"left[t + 1] * f[t + 1]": "left[t + 1] * f[t]"},
        caught_by="test_contributions.py::test_a_closed_gate_removes_every_term_before_it_and_none_after",
    ),
]
