"""Faults that `scripts/reference/gaussian_code.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

VALUES = "test_gaussian_code.py::test_the_divergence_agrees_with_pytorch"
DRAW = "test_gaussian_code.py::test_the_draw_agrees_with_pytorch"

FAULTS = [
    Fault(
        "a deviation where a variance belongs",
        {
            "np.exp(log_var) - 1.0 - log_var": "np.exp(log_var / 2.0) - 1.0 - log_var",
            "0.5 * (np.exp(log_var) - 1.0)": "0.5 * (0.5 * np.exp(log_var / 2.0) - 1.0)",
        },
        caught_by=VALUES,
        slips_past="test_gaussian_code.py::test_gradient_of_the_divergence_agrees_with_centred_differences",
    ),
    Fault(
        "no half before the variance's gradient",
        {"0.5 * (np.exp(log_var) - 1.0)": "(np.exp(log_var) - 1.0)"},
        caught_by="test_gaussian_code.py::test_gradient_of_the_divergence_agrees_with_centred_differences",
        slips_past="test_gaussian_code.py::test_by_hand",
    ),
    Fault(
        "noise times the variance",
        {"mean + np.exp(log_var / 2.0) * noise": "mean + np.exp(log_var) * noise"},
        caught_by=DRAW,
    ),
    Fault(
        "the drawn code sends nothing to the log variance's half",
        {"np.exp(log_var / 2.0) / 2.0)": "np.exp(log_var / 2.0))"},
        caught_by="test_gaussian_code.py::test_gradient_of_the_draw_agrees_with_centred_differences",
    ),
    Fault(
        "the weight goes on rising",
        {"min(1.0, update / warm_up)": "update / warm_up"},
        caught_by="test_gaussian_code.py::test_the_weight_rises_to_one_and_stays",
    ),
]
