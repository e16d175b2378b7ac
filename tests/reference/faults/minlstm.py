"""Faults that `scripts/reference/minlstm.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

VALUES = "test_minlstm.py::test_values_and_gradients_agree_with_autograd"
CHECK = "test_minlstm.py::test_gradient_agrees_with_centred_differences"
SCAN = "test_minlstm.py::test_the_scan_gives_what_the_loop_gives"

FAULTS = [
    Fault(
        "gates not divided by their sum, forward and backward",
        {
            "a = f / (f + i)": "a = f",
            "b = i / (f + i) * g": "b = i * g",
            "df = apart * i": "df = dh * h_prev",
            "di = -apart * f": "di = dh * g",
            "dg = dh * i / total": "dg = dh * i",
            "dh * f / total, dz.T": "dh * f, dz.T",
        },
        caught_by=VALUES,
        slips_past=CHECK,
    ),
    Fault(
        "the two steps of a pair exchanged",
        {"then.a * first.b + then.b": "first.a * then.b + first.b"},
        caught_by=SCAN,
        slips_past=CHECK,
    ),
    Fault(
        "factors of a pair not multiplied",
        {"Linear(then.a * first.a,": "Linear(then.a,"},
        caught_by=SCAN,
        slips_past=VALUES,
    ),
    Fault(
        "state before the first step left out of the scan",
        {"whole.a * h0 + whole.b": "whole.a * 0.0 * h0 + whole.b"},
        caught_by=SCAN,
    ),
    Fault(
        "rounds rounded down",
        {"return (T - 1).bit_length()": "return T.bit_length() - 1"},
        caught_by="test_minlstm.py::test_the_rounds_are_the_logarithm_rounded_up",
        slips_past=SCAN,
    ),
    Fault(
        "gradient of the input gate with the sign of the forget gate",
        {"di = -apart * f": "di = apart * f"},
        caught_by=CHECK,
    ),
]
