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
    Fault(
        "the input's kernel counted for the hidden state as well",
        {"k_state**2 * C": "k**2 * C"},
        caught_by="test_params.py::test_convolutional_counts_with_peepholes_for_each_channel_are_those_of_the_paper",
        slips_past="test_params.py::test_count_of_a_convolutional_lstm_agrees_with_keras_at_every_size_of_image",
    ),
    Fault(
        "convolutional peepholes counted for two gates",
        {"extra = 3 * C": "extra = 2 * C"},
        caught_by="test_params.py::test_convolutional_counts_with_peepholes_for_each_channel_are_those_of_the_paper",
    ),
    Fault(
        "a tied model counts its matrix twice",
        {"(0 if tied else V * H)": "V * H"},
        caught_by="test_params.py::test_count_of_a_language_model_agrees_with_pytorch",
    ),
]
