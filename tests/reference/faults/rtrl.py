"""Faults that `scripts/reference/rtrl.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

FAULTS = [
    Fault(
        "no past: the direct term alone, which is truncation after one step",
        {"return A @ J + B": "return 0 * A @ J + B"},
        caught_by="test_rtrl.py::test_the_gradient_of_one_loss_reaches_all_steps_before_it",
    ),
    Fault(
        "the step transposed",
        {"return A @ J + B": "return A.T @ J + B"},
        caught_by="test_rtrl.py::test_gradients_added_up_on_the_way_are_those_of_pytorch_through_all_steps",
    ),
    Fault(
        "an output gate that moves nothing",
        {"    h_by_z[:, 3 * H :] += np.diag(tanh_c * sigmoid_slope(o))\n": ""},
        caught_by="test_rtrl.py::test_gradient_agrees_with_centred_differences",
    ),
    Fault(
        "the derivative taken from the cell's half of J",
        {"dh[0] @ J[:H]": "dh[0] @ J[H:]"},
        caught_by="test_rtrl.py::test_gradient_agrees_with_centred_differences",
    ),
    Fault(
        "a cell that depends on the output gate",
        {"np.zeros((H, H)),": "np.diag(o),"},
        caught_by="test_rtrl.py::test_the_cells_half_of_j_is_its_derivative",
    ),
    Fault(
        "H numbers per weight: the cell forgotten",
        {"return 2 * H * count(D, H)": "return H * count(D, H)"},
        caught_by="test_rtrl.py::test_counts_are_the_size_of_j_and_of_its_product",
    ),
]
