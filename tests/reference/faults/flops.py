"""Faults that `scripts/reference/flops.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

FAULTS = [
    Fault(
        "a multiply-add counted as one operation",
        {"8 * H * (width + R) + 2 * proj * H": "4 * H * (width + R) + proj * H"},
        caught_by="test_flops.py::test_products_agree_with_pytorchs_counter",
    ),
    Fault(
        "a softmax that costs nothing on the way back",
        {"2 * V * H * T * B * (3 if training else 1)": "2 * V * H * T * B"},
        caught_by="test_flops.py::test_products_of_a_language_model_agree_with_pytorchs_counter",
    ),
]
