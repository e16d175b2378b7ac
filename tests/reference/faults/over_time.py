"""Faults that `scripts/reference/over_time.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

LOOP_VALUES = "test_over_time.py::test_values_agree_with_pytorch"
LOOP_CHECK = "test_over_time.py::test_gradient_agrees_with_centred_differences"
LOOP_GRADIENTS = "test_over_time.py::test_gradients_agree_with_pytorch"
LOOP_ONE_STEP = "test_over_time.py::test_one_step_is_the_step"
LOOP_TRUNCATED = "test_over_time.py::test_truncated_gradients_of_the_lstm_are_those_of_bptt_to_the_last_bit"
LOOP_UNCUT = "test_over_time.py::test_truncation_beyond_the_length_is_no_truncation"
LOOP_CUT = "test_over_time.py::test_no_gradient_crosses_a_cut"

FAULTS = [
    Fault(
        "no sum over the steps",
        {"dp = _add(dp, dp_step)": "dp = dp_step"},
        caught_by=LOOP_CHECK,
        slips_past=LOOP_ONE_STEP,
    ),
    Fault(
        "state not carried to the next step",
        {"cell.step(x, *state, p)": "cell.step(x, *start, p)"},
        caught_by=LOOP_VALUES,
        slips_past=LOOP_ONE_STEP,
    ),
    Fault(
        "states begin with the start, one step late",
        {
            "        *state, cache = cell.step(x, *state, p)\n        states.append(state)": (
                "        states.append(state)\n        *state, cache = cell.step(x, *state, p)"
            )
        },
        caught_by=LOOP_VALUES,
        slips_past=LOOP_GRADIENTS,
    ),
    Fault(
        "what the loss sends to each output dropped",
        {"(dh + dstate[0], *dstate[1:])": "dstate"},
        caught_by=LOOP_CHECK,
    ),
    Fault(
        "what the output gets from the next step dropped",
        {"(dh + dstate[0], *dstate[1:])": "(dh, *dstate[1:])"},
        caught_by=LOOP_CHECK,
    ),
    Fault(
        "only the output sends a gradient back to the step before",
        {"(dh + dstate[0], *dstate[1:])": "(dh + dstate[0], *_zeros(dstate[1:]))"},
        caught_by=LOOP_CHECK,
        slips_past="test_over_time.py::test_values_and_gradients_of_the_rnn_are_those_of_its_own_loop_to_the_last_bit",
    ),
    Fault(
        "gradient at the last state ignored",
        {"dstate = _zeros(run.start) if dlast is None else dlast": "dstate = _zeros(run.start)"},
        caught_by=LOOP_GRADIENTS,
        slips_past="test_over_time.py::test_without_dlast_the_last_state_gets_nothing_directly",
    ),
    Fault(
        "gradient at the last state counted at every step",
        {
            "        dxs.append(dx)\n": (
                "        dxs.append(dx)\n        dstate = dstate if dlast is None else _add(dstate, dlast)\n"
            )
        },
        caught_by=LOOP_CHECK,
        slips_past="test_over_time.py::test_without_dlast_the_last_state_gets_nothing_directly",
    ),
    Fault(
        "gradients of the inputs left in backward order",
        {"np.stack(dxs[::-1])": "np.stack(dxs)"},
        caught_by=LOOP_CHECK,
        slips_past=LOOP_ONE_STEP,
    ),
    Fault(
        "outputs' gradients read from the first step",
        {"zip(reversed(dhs), reversed(run.caches)": "zip(dhs, reversed(run.caches)"},
        caught_by=LOOP_CHECK,
        slips_past=LOOP_ONE_STEP,
    ),
    Fault(
        "caches read from the first step",
        {"zip(reversed(dhs), reversed(run.caches)": "zip(reversed(dhs), run.caches"},
        caught_by=LOOP_CHECK,
        slips_past=LOOP_ONE_STEP,
    ),
    Fault(
        "gradient of the start is the output's share alone",
        {
            "return Grads(np.stack(dxs[::-1]),": (
                "dstate = [dstate[0], *_zeros(dstate[1:])]\n    return Grads(np.stack(dxs[::-1]),"
            )
        },
        caught_by=LOOP_CHECK,
        slips_past="test_over_time.py::test_values_and_gradients_of_the_rnn_are_those_of_its_own_loop_to_the_last_bit",
    ),
    Fault(
        "truncation that cuts nothing",
        {"begin = max(0, new + every - k)": "begin = 0"},
        caught_by=LOOP_CUT,
        slips_past=LOOP_UNCUT,
    ),
    Fault(
        "truncation one step too short",
        {"begin = max(0, new + every - k)": "begin = min(new, max(0, new + every - k + 1))"},
        caught_by=LOOP_TRUNCATED,
        slips_past=LOOP_CUT,
    ),
    Fault(
        "a loss counted once in every window it lies in",
        {"np.concatenate([np.zeros_like(dhs[begin:new]), dhs[new:end]])": "dhs[begin:end]"},
        caught_by=LOOP_UNCUT,
        slips_past=LOOP_CUT,
    ),
    Fault(
        "gradient at the last state sent back from every piece",
        {"backward(part, losses, dlast if end == T else None)": "backward(part, losses, dlast)"},
        caught_by=LOOP_TRUNCATED,
    ),
    Fault(
        "a piece that does not reach the start sends it a gradient",
        {"if begin == 0:": "if True:"},
        caught_by=LOOP_CUT,
        slips_past=LOOP_UNCUT,
    ),
    Fault(
        "no sum over the pieces",
        {"dp = _add(dp, grads.dp)": "dp = grads.dp"},
        caught_by=LOOP_TRUNCATED,
        slips_past=LOOP_CUT,
    ),
    Fault(
        "overlapping pieces overwrite each other's gradients of the inputs",
        {"dxs[begin:end] += grads.dxs": "dxs[begin:end] = grads.dxs"},
        caught_by=LOOP_TRUNCATED,
        slips_past=LOOP_CUT,
    ),
]
