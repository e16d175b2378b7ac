"""Faults that `scripts/reference/classification.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

LOSS = "test_classification.py::test_the_loss_agrees_with_pytorch"
CHECK = "test_classification.py::test_the_gradient_of_the_loss_agrees_with_centred_differences"
SCORES = "test_classification.py::test_counts_and_scores_agree_with_scikit_learn"

FAULTS = [
    Fault(
        "weighted loss divided by the batch, forward and backward",
        {".sum() / w.sum())": ".sum() / len(w))", "(w / w.sum())[:, None]": "(w / len(w))[:, None]"},
        caught_by=LOSS,
        slips_past=CHECK,
    ),
    Fault(
        "gradient without the class weights",
        {"(w / w.sum())[:, None] *": "1.0 / len(w) *"},
        caught_by=CHECK,
        slips_past=LOSS,
    ),
    Fault(
        "rows and columns of the confusion matrix swapped",
        {"(y, said), 1)": "(said, y), 1)"},
        caught_by=SCORES,
    ),
    Fault(
        "false alarms counted over all cases, not over the negatives",
        {"(1.0 - specificity) * (1.0 - share)": "(1.0 - specificity)"},
        caught_by="test_classification.py::test_precision_is_that_of_ten_thousand_cases_counted",
    ),
    Fault(
        "costs swapped in the threshold",
        {"return cost_fp / (cost_fp + cost_fn)": "return cost_fn / (cost_fp + cost_fn)"},
        caught_by="test_classification.py::test_no_other_threshold_costs_less",
    ),
]
