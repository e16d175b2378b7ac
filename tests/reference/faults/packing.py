"""Faults that `scripts/reference/packing.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

VALUES = "test_packing.py::test_values_agree_with_pytorch"
GRADIENTS = "test_packing.py::test_gradients_agree_with_pytorch"
CHECK = "test_packing.py::test_gradient_agrees_with_centred_differences"

FAULTS = [
    Fault(
        "last states left in the order of the lengths, forward and backward",
        {
            "h[back], c[back], caches": "h, c, caches",
            "dh, dc = dh_n[order], dc_n[order]": "dh, dc = dh_n.copy(), dc_n.copy()",
        },
        caught_by=VALUES,
        slips_past=CHECK,
    ),
    Fault(
        "gradient of the start left in the order of the lengths",
        {"dh[back], dc[back], dp)": "dh, dc, dp)"},
        caught_by=CHECK,
        slips_past=VALUES,
    ),
    Fault(
        "shortest first",
        {"np.argsort(-lengths": "np.argsort(lengths"},
        caught_by="test_packing.py::test_the_layout_is_that_of_pytorch",
    ),
    Fault(
        "cell state of the sequences that have ended wiped",
        {"np.concatenate([c_t, c[n:]])": "np.concatenate([c_t, 0.0 * c[n:]])"},
        caught_by=VALUES,
    ),
    Fault(
        "gradient of the last states added after the last step alone",
        {"dh, dc = dh_n[order], dc_n[order]": "dh, dc = np.zeros_like(dh_n), np.zeros_like(dc_n)"},
        caught_by=GRADIENTS,
        slips_past=VALUES,
    ),
]
