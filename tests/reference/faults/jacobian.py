"""Faults that `scripts/reference/jacobian.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

FAULTS = [
    Fault(
        "path through c left out of the Jacobian",
        {" + _scaled(out, c_by_h)": ""},
        caught_by="test_jacobian.py::test_step_jacobian_agrees_with_centred_differences",
    ),
    Fault(
        "Jacobians multiplied from the wrong end",
        {"product = product @ J": "product = J @ product"},
        caught_by="test_jacobian.py::test_product_over_a_run_agrees_with_autograd_at_every_lag",
    ),
    Fault(
        "full derivative of the cell taken for its forget gate",
        {"return c_by_c + c_by_h @ h_prev_by_c_prev": "return c_by_c"},
        caught_by="test_jacobian.py::test_cell_jacobian_agrees_with_autograd_of_two_steps",
    ),
]
