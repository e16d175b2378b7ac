"""Faults that `scripts/reference/projection.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

VALUES = "test_projection.py::test_values_and_gradients_agree_with_pytorch"
CHECK = "test_projection.py::test_gradient_of_a_step_agrees_with_centred_differences"

FAULTS = [
    Fault(
        "the tanh of the cell is projected before its gate would scale it, as if the gate were open",
        {
            "h = m @ p.R.T": "h = tanh_c @ p.R.T",
            "dR = dh.T @ m": "dR = dh.T @ tanh_c",
            "do = dm * tanh_c": "do = 0.0 * dm",
        }
        | {"dc = dc + dm * o * tanh_slope": "dc = dc + dm * tanh_slope"},
        caught_by=VALUES,
        slips_past=CHECK,
    ),
    Fault(
        "the projection learns from the tanh of the cell",
        {"dR = dh.T @ m": "dR = dh.T @ tanh_c"},
        caught_by=CHECK,
        slips_past="test_projection.py::test_projected_onto_itself_it_is_the_lstm",
    ),
    Fault(
        "the gate's gradient is not sent back through it",
        {"dc = dc + dm * o * tanh_slope": "dc = dc + dm * tanh_slope"},
        caught_by=CHECK,
    ),
]
