"""Faults that `scripts/reference/depth.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

FAULTS = [
    Fault(
        "step between layers without the input gate's slope",
        {"(g * sigmoid_slope(i))[:, None] * W_i": "0.0 * W_i"},
        caught_by="test_depth.py::test_vertical_jacobian_agrees_with_autograd",
    ),
    Fault(
        "one layer too many to wait in",
        {"comb(k + n - 1, k) if n": "comb(k + n, k) if n"},
        caught_by="test_depth.py::test_ways_agree_with_counting_them",
    ),
]
