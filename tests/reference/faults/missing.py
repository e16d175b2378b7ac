"""Faults that `scripts/reference/missing.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

FAULTS = [
    Fault(
        "a gap that starts anew where the value is missing now, not before",
        {"np.where(seen[t - 1], 0.0, delta[t - 1])": "np.where(seen[t], 0.0, delta[t - 1])"},
        caught_by="test_missing.py::test_a_gap_by_hand",
    ),
    Fault(
        "forward fill with zero before the first value",
        {"np.broadcast_to(mean, seen.shape[1:])": "np.zeros(seen.shape[1:])"},
        caught_by="test_missing.py::test_forward_fill_is_that_of_pandas",
    ),
    Fault(
        "a mask that is multiplied: NaN times 0 is NaN",
        {"np.where(seen, x, gamma": "(lambda m, a, b: m * a + (1 - m) * b)(seen, x, gamma"},
        caught_by="test_missing.py::test_no_rate_is_forward_fill_and_a_large_one_the_mean",
    ),
    Fault(
        "a decay without its maximum",
        {"gamma = np.exp(-np.maximum(0.0, z))\n    filled": "gamma = np.exp(-z)\n    filled"},
        caught_by="test_missing.py::test_decay_and_its_gradients_agree_with_pytorch",
    ),
    Fault(
        "last and mean swapped in the slope",
        {"(last - mean)": "(mean - last)"},
        caught_by="test_missing.py::test_decay_gradient_agrees_with_centred_differences",
    ),
    Fault(
        "a gradient of the state's rates that is twice as large",
        {"dz.T @ gap": "(gap.T @ dz).T * 2.0"},
        caught_by="test_missing.py::test_state_gradient_agrees_with_centred_differences",
    ),
]
