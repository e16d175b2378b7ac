"""Faults that `scripts/reference/bptt.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

BPTT_VALUES = "test_bptt.py::test_values_agree_with_pytorch"
BPTT_CHECK = "test_bptt.py::test_gradient_agrees_with_centred_differences"

FAULTS = [
    Fault(
        "no sum over time",
        {"        dW += step.dW\n        dU += step.dU\n        db += step.db": "        _, _, _, dW, dU, db = step"},
        caught_by=BPTT_CHECK,
        slips_past="test_bptt.py::test_one_step_is_the_step",
    ),
    Fault(
        "h-path dropped",
        {"lstm.step_backward(dh + dh_next, dc_next, cache, p)": "lstm.step_backward(dh, dc_next, cache, p)"},
        caught_by=BPTT_CHECK,
    ),
    Fault(
        "c-path dropped",
        {"dh_next, dc_next = step.dh_prev, step.dc_prev": "dh_next, dc_next = step.dh_prev, np.zeros_like(dc_next)"},
        caught_by=BPTT_CHECK,
    ),
    Fault(
        "gradient at the last cell state ignored",
        {"dc_next = np.zeros(dhs.shape[1:]) if dc_T is None else dc_T": "dc_next = np.zeros(dhs.shape[1:])"},
        caught_by="test_bptt.py::test_gradients_agree_with_pytorch",
    ),
    Fault(
        "hidden state not carried to the next step",
        {"h, c, cache = lstm.step(x, h, c, p)": "h, c, cache = lstm.step(x, h0, c, p)"},
        caught_by=BPTT_VALUES,
    ),
    Fault(
        "truncation that resets the values too",
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
        {"start = max(0, new + every - k)": "start = 0"},
        caught_by="test_bptt.py::test_no_gradient_crosses_a_cut",
        slips_past="test_bptt.py::test_truncation_beyond_the_length_is_no_truncation",
    ),
    Fault(
        "a loss counted once in every window it lies in",
        {"np.concatenate([np.zeros_like(dhs[start:new]), dhs[new:end]])": "dhs[start:end]"},
        caught_by="test_bptt.py::test_truncation_beyond_the_length_is_no_truncation",
    ),
    Fault(
        "gradient of a cell state without its share through h",
        {"to_c.append(dc + dh * cache.o * tanh_slope(cache.tanh_c))": "to_c.append(dc)"},
        caught_by="test_bptt.py::test_state_gradients_agree_with_pytorch",
    ),
]
