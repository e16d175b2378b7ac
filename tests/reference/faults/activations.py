"""Faults that `scripts/reference/activations.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

FAULTS = [
    Fault(
        "slope of the sigmoid without its second factor",
        {"return s * (1.0 - s)": "return s * s"},
        caught_by="test_activations.py::test_slope_agrees_with_centred_differences",
    ),
    Fault(
        "hard sigmoid of Keras 2",
        {
            "hard_sigmoid(z: np.ndarray, slope: float = 1 / 6)": "hard_sigmoid(z: np.ndarray, slope: float = 0.2)",
        },
        caught_by="test_activations.py::test_hard_sigmoid_agrees_with_pytorch_and_keras",
    ),
]
