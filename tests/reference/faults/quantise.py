"""Faults that `scripts/reference/quantise.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

FAULTS = [
    Fault(
        "a symmetric range one step wider below",
        {"top = 2 ** (bits - 1) - 1": "top = 2 ** (bits - 1)"},
        caught_by="test_quantise.py::test_rows_are_the_whole_numbers_of_onnx_runtime",
    ),
    Fault(
        "one scale per column",
        {"np.abs(w).max(axis=1, keepdims=True) if per_row": "np.abs(w).max(axis=0, keepdims=True) if per_row"},
        caught_by="test_quantise.py::test_what_is_read_back_is_pytorchs_fake_quantisation_by_row",
    ),
    Fault(
        "weights cut off instead of rounded",
        {"np.rint(w / scale).astype(np.int64), scale)": "np.trunc(w / scale).astype(np.int64), scale)"},
        caught_by="test_quantise.py::test_the_round_trip_is_off_by_at_most_half_a_step",
    ),
    Fault(
        "a range that need not hold zero",
        {"min(x.min(), 0.0), max(x.max(), 0.0)": "x.min(), x.max()"},
        caught_by="test_quantise.py::test_affine_is_onnx_runtimes_and_keeps_zero",
    ),
    Fault(
        "a range of 2^b numbers instead of 2^b - 1 steps",
        {"2**bits - 1\n": "2**bits\n"},
        caught_by="test_quantise.py::test_the_affine_scale_and_zero_point_are_those_of_pytorchs_observer",
    ),
    Fault(
        "the zero point of the inputs is not taken out of the sums",
        {" - x.zero * w.q.sum(axis=1)": ""},
        caught_by="test_quantise.py::test_the_product_in_integers_is_that_of_what_is_read_back",
    ),
    Fault(
        "the cell is rounded for the output alone, not where it is stored",
        {
            "c = scale * np.rint((f * c + each) / scale)": "c = f * c + each",
            "stored.append(c)": "stored.append(scale * np.rint(c / scale))",
        },
        caught_by="test_quantise.py::test_a_cell_in_steps_is_pytorchs_fake_quantisation_at_every_step",
    ),
]
