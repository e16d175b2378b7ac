"""Faults that `scripts/reference/ewc.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

FAULTS = [
    Fault(
        "a penalty without its half",
        {"strength / 2 *": "strength *"},
        caught_by="test_ewc.py::test_penalty_and_gradient_agree_with_pytorch",
    ),
    Fault(
        "a spring that is as stiff everywhere",
        {"strength * F * (theta - old)": "strength * F.mean() * (theta - old)"},
        caught_by="test_ewc.py::test_gradient_agrees_with_centred_differences",
    ),
    Fault(
        "the square of the mean gradient",
        {"(scores**2).mean(axis=0)": "scores.mean(axis=0) ** 2"},
        caught_by="test_ewc.py::test_fisher_of_a_logistic_unit_is_what_its_formula_says",
    ),
]
