"""Faults that `scripts/reference/pinball.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

FAULTS = [
    Fault(
        "the error with the sign turned round, forward and backward",
        {"return y[:, None] - q": "return q - y[:, None]", "dy=de.sum(axis=1), dq=-de": "dy=-de.sum(axis=1), dq=de"},
        caught_by="test_pinball.py::test_the_loss_is_that_of_scikit_learn",
        slips_past="test_pinball.py::test_gradient_agrees_with_centred_differences",
    ),
    Fault(
        "a gradient that is not divided by the number of forecasts",
        {" * dloss / e.size": " * dloss"},
        caught_by="test_pinball.py::test_gradients_agree_with_pytorch",
        slips_past="test_pinball.py::test_the_loss_is_that_of_scikit_learn",
    ),
    Fault(
        "coverage counted from above",
        {"y[:, None] <= q": "y[:, None] > q"},
        caught_by="test_pinball.py::test_the_best_constant_is_the_quantile",
    ),
]
