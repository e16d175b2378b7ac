"""Faults that `scripts/reference/padding.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

POOL = "test_padding.py::test_a_pool_agrees_with_pytorch_on_each_sequence_alone"
CHECK = "test_padding.py::test_the_gradient_of_a_pool_agrees_with_centred_differences"
LOSS = "test_padding.py::test_the_loss_is_that_of_ignore_index"
LOSS_CHECK = "test_padding.py::test_the_gradient_of_the_loss_agrees_with_centred_differences"

FAULTS = [
    Fault(
        "last column instead of the last real step, forward and backward",
        {
            "return hs[lengths - 1, np.arange(len(lengths))]": "return hs[-1]",
            "dhs[lengths - 1, np.arange(len(lengths))] = dlast": "dhs[-1] = dlast",
        },
        caught_by=POOL,
        slips_past=CHECK,
    ),
    Fault(
        "mean over T, forward and backward",
        {
            ".sum(axis=0) / lengths[:, None]": ".sum(axis=0) / len(hs)",
            "* dmean / lengths[:, None]": "* dmean / T",
        },
        caught_by=POOL,
        slips_past=CHECK,
    ),
    Fault(
        "padding counted as 0 in the maximum",
        {"hs, -np.inf).max(axis=0)": "hs, 0.0).max(axis=0)"},
        caught_by=POOL,
    ),
    Fault(
        "masked by a product, which keeps NaN",
        {"np.where(real(lengths, len(hs)), hs, 0.0).sum": "(real(lengths, len(hs)) * hs).sum"},
        caught_by="test_padding.py::test_what_stands_in_padding_does_not_matter",
        slips_past=POOL,
    ),
    Fault(
        "loss divided by padding as well, forward and backward",
        {
            ".sum() / here.sum())": ".sum() / here.size)",
            "return here / here.sum()": "return here / here.size",
        },
        caught_by=LOSS,
        slips_past=LOSS_CHECK,
    ),
]
