"""Faults that `scripts/reference/exponential.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

VALUES = "test_exponential.py::test_times_e_to_the_m_they_are_the_exponential_and_the_sigmoid"
CHECK = "test_exponential.py::test_gradient_agrees_with_centred_differences"

FAULTS = [
    Fault(
        "logarithm of a sigmoid that is zero",
        {"return -np.logaddexp(0.0, -np.asarray(z))": "return np.log(sigmoid(z))"},
        caught_by="test_exponential.py::test_log_sigmoid_agrees_with_pytorch_also_where_the_sigmoid_is_zero",
        slips_past=VALUES,
    ),
    Fault(
        "what was kept not divided by the new m",
        {"f = np.exp(kept - m)": "f = np.exp(kept)"},
        caught_by=VALUES,
    ),
    Fault(
        "m taken of the input gate alone",
        {"m = np.maximum(kept, z_i)": "m = z_i + 0.0 * kept"},
        caught_by="test_exponential.py::test_the_larger_of_the_two_is_one_and_neither_exceeds_it",
        slips_past=VALUES,
    ),
    Fault(
        "m left out of the way back",
        {"dm = d.m - d.i * made.i - d.f * made.f": "dm = d.m"},
        caught_by=CHECK,
        slips_past=VALUES,
    ),
    Fault(
        "slope of the forget gate's logarithm on the wrong side",
        {"dkept * sigmoid(-z_f)": "dkept * sigmoid(z_f)"},
        caught_by=CHECK,
    ),
]
