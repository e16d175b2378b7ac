"""Faults that `scripts/reference/slstm.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

VALUES = "test_slstm.py::test_values_agree_with_a_softmax_over_the_past"
CHECK = "test_slstm.py::test_gradient_of_a_step_agrees_with_centred_differences"
MEAN = "test_slstm.py::test_what_is_read_is_a_mean_of_candidates_so_h_stays_inside_one"

FAULTS = [
    Fault(
        "normaliser that adds up plain ones, forward and backward",
        {
            "n = f * n_prev + i\n    h = o * c / n\n    return h, c, n, m,": (
                "n = f * n_prev + 1.0\n    h = o * c / n\n    return h, c, n, m,"
            ),
            "di = dc * g + dn": "di = dc * g",
        },
        caught_by=VALUES,
        slips_past=CHECK,
    ),
    Fault(
        "normaliser not decayed, forward and backward",
        {
            "n = f * n_prev + i\n    h = o * c / n\n    return h, c, n, m,": (
                "n = n_prev + i\n    h = o * c / n\n    return h, c, n, m,"
            ),
            "df = dc * prev.c + dn * prev.n": "df = dc * prev.c",
            "dc * f, dn * f, dm_prev": "dc * f, dn, dm_prev",
        },
        caught_by=VALUES,
        slips_past=CHECK,
    ),
    Fault(
        "normaliser forgotten on the way back",
        {"dn = dn - dh * o * c / n**2": "dn = dn + 0.0"},
        caught_by=CHECK,
        slips_past=MEAN,
    ),
    Fault(
        "input and forget gate exchanged",
        {"gates = exponential.gates(z_i, z_f, m_prev)": "gates = exponential.gates(z_f, z_i, m_prev)"},
        caught_by=VALUES,
        slips_past=MEAN,
    ),
    Fault(
        "a sigmoid input gate in the plain form",
        {"i = np.exp(z_i)\n": "i = sigmoid(z_i)\n"},
        caught_by="test_slstm.py::test_the_stabiliser_leaves_the_outputs_as_they_are",
        slips_past=VALUES,
    ),
]
