"""Faults that `scripts/reference/task_gradients.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

NEAREST = "test_task_gradients.py::test_projection_is_the_nearest_gradient_without_conflict"
ORDER = "test_task_gradients.py::test_projections_follow_each_other_in_the_order_given"
BOARD = "test_task_gradients.py::test_sum_raises_a_loss_that_pcgrad_lowers"

FAULTS = [
    Fault("projected where they agree", {"if along >= 0.0": "if along < 0.0"}, caught_by=NEAREST),
    Fault(
        "divided by the norm instead of its square",
        {"along / (other @ other)": "along / np.linalg.norm(other)"},
        caught_by=NEAREST,
    ),
    Fault(
        "every projection starts from the task's own gradient",
        {"g = without_conflict(g, G[j])": "g = without_conflict(G[k], G[j])"},
        caught_by=ORDER,
        slips_past=BOARD,
    ),
    Fault(
        "a task that has come further gets the larger gradient",
        {"left = losses / first": "left = first / losses"},
        caught_by="test_task_gradients.py::test_a_task_that_lags_gets_the_larger_target",
        slips_past="test_task_gradients.py::test_targets_are_the_mean_norm_where_all_have_come_equally_far",
    ),
]
