"""Faults that `scripts/reference/low_rank.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

FAULTS = [
    Fault(
        "the smallest singular values are kept",
        {"root = np.sqrt(values[:r])": "root = np.sqrt(values[-r:])"},
        caught_by="test_low_rank.py::test_the_product_is_pytorchs_truncated_svd",
    ),
    Fault(
        "the values are on one side alone",
        {"left[:, :r] * root, root[:, None] * right[:r]": "left[:, :r] * values[:r], right[:r]"},
        caught_by="test_low_rank.py::test_both_factors_carry_the_same_scale",
    ),
    Fault(
        "a rank that is as large as the matrix counts as smaller",
        {"(m * n - 1) // (m + n)": "m * n // (m + n)"},
        caught_by="test_low_rank.py::test_the_largest_rank_saves_and_the_next_does_not",
    ),
]
