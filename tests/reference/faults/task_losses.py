"""Faults that `scripts/reference/task_losses.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

CHECK = "test_task_losses.py::test_gradient_of_uncertainty_agrees_with_centred_differences"

FAULTS = [
    Fault(
        "divided by all places instead of the labels, forward and backward",
        {
            "0.0).sum() / max(1, there.sum())": "0.0).sum() / there.size",
            "dmean * there / max(1, there.sum())": "dmean * there / there.size",
        },
        caught_by="test_task_losses.py::test_masked_mean_agrees_with_pytorchs_ignored_classes",
        slips_past="test_task_losses.py::test_gradient_of_the_masked_mean_agrees_with_centred_differences",
    ),
    Fault(
        "the mask multiplied, so that NaN stays",
        {"np.where(there, losses, 0.0)": "(there * losses)"},
        caught_by="test_task_losses.py::test_what_stands_where_no_label_is_does_not_count",
        slips_past="test_task_losses.py::test_masked_mean_is_numpys_mean_of_what_is_there",
    ),
    Fault(
        "the log term left out, forward and backward",
        {"(np.exp(-s) * parts + s)": "(np.exp(-s) * parts)", "(1.0 - weights * parts)": "(-weights * parts)"},
        caught_by="test_task_losses.py::test_uncertainty_agrees_with_pytorchs_gaussian_likelihood",
        slips_past=CHECK,
    ),
    Fault(
        "the log term kept for a task without a label, backward alone",
        {"ds = dtotal * there * (1.0": "ds = dtotal * (1.0"},
        caught_by=CHECK,
        slips_past="test_task_losses.py::test_uncertainty_agrees_with_pytorchs_gaussian_likelihood",
    ),
]
