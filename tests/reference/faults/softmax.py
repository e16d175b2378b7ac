"""Faults that `scripts/reference/softmax.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

VALUES = "test_softmax.py::test_log_probabilities_agree_with_pytorch"
LARGE = "test_softmax.py::test_large_scores_do_not_overflow"

FAULTS = [
    Fault(
        "divided by the exponential of the sum",
        {"np.log(np.exp(shifted).sum(axis=-1, keepdims=True))": "np.exp(shifted).sum(axis=-1, keepdims=True)"},
        caught_by=VALUES,
    ),
    Fault(
        "summed over the first axis",
        {"np.exp(shifted).sum(axis=-1, keepdims=True)": "np.exp(shifted).sum(axis=0, keepdims=True)"},
        caught_by=VALUES,
    ),
    Fault(
        "scores that are not shifted before the exponential",
        {"shifted = z - z.max(axis=-1, keepdims=True)": "shifted = z + 0.0"},
        caught_by=LARGE,
        slips_past=VALUES,
    ),
]
