"""Faults that `scripts/reference/params.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

FAULTS = [
    Fault(
        "a projection leaves the hidden state as wide as the cell",
        {"return proj or H": "return H"},
        caught_by="test_params.py::test_count_with_projection_agrees_with_pytorch",
        slips_past="test_params.py::test_count_agrees_with_pytorch",
    ),
    Fault(
        "upper layers of a bidirectional stack read one direction",
        {"(layers - 1) * one(directions * R)": "(layers - 1) * one(R)"},
        caught_by="test_params.py::test_count_agrees_with_pytorch",
    ),
    Fault(
        "Keras's GRU counted with one bias",
        {'or (convention == "keras" and reset == "after")': ""},
        caught_by="test_params.py::test_count_agrees_with_keras",
        slips_past="test_params.py::test_keras_gru_that_resets_before_has_one_bias",
    ),
]
