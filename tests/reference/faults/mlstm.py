"""Faults that `scripts/reference/mlstm.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

VALUES = "test_mlstm.py::test_values_agree_with_sums_over_the_past"
CHECK = "test_mlstm.py::test_gradient_of_a_step_agrees_with_centred_differences"
AUTOGRAD = "test_mlstm.py::test_gradients_agree_with_those_of_the_sums_by_autograd"
PARALLEL = "test_mlstm.py::test_the_parallel_form_gives_what_the_steps_give"

FAULTS = [
    Fault(
        "bound of the divisor left at 1 beside a stabilised memory, forward and backward",
        {
            "r = np.maximum(np.abs(s), np.exp(-m))\n    h =": "r = np.maximum(np.abs(s), 1.0)\n    h =",
            "by_s = np.abs(s) >= np.exp(-m)": "by_s = np.abs(s) >= 1.0",
            "np.where(by_s, 0.0, np.exp(-m) * dr)": "np.where(by_s, 0.0, 0.0 * dr)",
        },
        caught_by=VALUES,
        slips_past=CHECK,
    ),
    Fault(
        "keys not divided by the root of their width, forward and backward",
        {
            "k = (x @ p.W_k.T + p.b_k) / np.sqrt(K)": "k = x @ p.W_k.T + p.b_k",
            "dC, v) + dn) / np.sqrt(k.shape[1])": "dC, v) + dn)",
        },
        caught_by=VALUES,
        slips_past=PARALLEL,
    ),
    Fault(
        "a step that sees what comes after it",
        {"np.tri(len(xs), dtype=bool)": "np.ones((len(xs), len(xs)), dtype=bool)"},
        caught_by=PARALLEL,
        slips_past=VALUES,
    ),
    Fault(
        "input gate of the reading step, not of the writing one, in the parallel form",
        {"z[:, None, :, 0]  # (B, t, s)": "z[:, :, None, 0]  # (B, t, s)"},
        caught_by=PARALLEL,
    ),
    Fault(
        "normaliser's share left out of the gradient at the query",
        {"C, dy) + ds[:, None] * n": "C, dy)"},
        caught_by=CHECK,
        slips_past=VALUES,
    ),
    Fault(
        "stabiliser's share in the bound left out of the way back",
        {"dm = dm - np.where(by_s, 0.0, np.exp(-m) * dr)": "dm = dm + 0.0"},
        caught_by=AUTOGRAD,
        slips_past=PARALLEL,
    ),
    Fault(
        "sign of the sum forgotten under its absolute value",
        {"np.sign(s) * dr": "dr"},
        caught_by=CHECK,
    ),
]
