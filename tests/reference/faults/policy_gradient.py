"""Faults that `scripts/reference/policy_gradient.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

VALUES = "test_policy_gradient.py::test_value_and_gradients_agree_with_pytorch_through_the_network"
DIFFERENCES = "test_policy_gradient.py::test_gradient_agrees_with_centred_differences"

FAULTS = [
    Fault(
        "the mean counts padded steps",
        {"(each * batch.on).sum() / batch.on.sum()": "(each * batch.on).mean()"},
        caught_by=VALUES,
    ),
    Fault(
        "the policy's gradient with the wrong sign",
        {"(p - one_hot)": "(one_hot - p)"},
        caught_by=DIFFERENCES,
    ),
    Fault(
        "the entropy's gradient without its mean",
        {"p * (log_p + entropy)": "p * log_p"},
        caught_by=DIFFERENCES,
    ),
    Fault(
        "the value's gradient does not reach the states",
        {"dhs = dscores @ heads.W + dvalues[..., None] * heads.w": "dhs = dscores @ heads.W"},
        caught_by=DIFFERENCES,
    ),
]
