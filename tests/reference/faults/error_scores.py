"""Faults that `scripts/reference/error_scores.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

FAULTS = [
    Fault(
        "errors that are scored without their mean",
        {"    d = errors - normal.mean\n    return (d *": "    d = errors\n    return (d *"},
        caught_by="test_error_scores.py::test_mean_covariance_and_distance_are_those_of_scikit_learn",
    ),
    Fault(
        "a variance whose logarithm counts fully",
        {"return 0.5 * np.log(variance)": "return np.log(variance)"},
        caught_by="test_error_scores.py::test_the_surprise_is_the_loss_of_pytorch",
    ),
    Fault(
        "a gradient of the covariance with the wrong sign",
        {"-(a * upstream[:, None]).T @ a": "(a * upstream[:, None]).T @ a"},
        caught_by="test_error_scores.py::test_the_gradients_of_the_distance_are_the_differences_and_those_of_pytorch",
    ),
]
