"""Faults that `scripts/reference/distillation.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

VALUES = "test_distillation.py::test_loss_and_gradient_are_pytorchs"
CHECK = "test_distillation.py::test_the_gradient_agrees_with_centred_differences"

FAULTS = [
    Fault(
        "no rescaling by τ²",
        {
            "return tau**2 * (np.exp(log_p)": "return (np.exp(log_p)",
            "return tau * (np.exp(log_q)": "return (1.0 / tau) * (np.exp(log_q)",
        },
        caught_by="test_distillation.py::test_at_large_tau_it_is_the_distance_of_the_centred_logits",
        slips_past=CHECK,
    ),
    Fault(
        "rescaled by τ",
        {
            "return tau**2 * (np.exp(log_p)": "return tau * (np.exp(log_p)",
            "return tau * (np.exp(log_q)": "return (np.exp(log_q)",
        },
        caught_by=VALUES,
        slips_past=CHECK,
    ),
    Fault(
        "the divergence the other way round",
        {"(np.exp(log_p) * (log_p - log_q))": "(np.exp(log_q) * (log_q - log_p))"},
        caught_by=VALUES,
    ),
    Fault(
        "the student is not softened",
        {"log_softmax(z / tau)": "log_softmax(z)"},
        caught_by=VALUES,
    ),
    Fault(
        "the gradient points away from the teacher",
        {"(np.exp(log_q) - np.exp(log_p))": "(np.exp(log_p) - np.exp(log_q))"},
        caught_by=CHECK,
    ),
]
