"""Faults that `scripts/reference/advantage.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

FILTER = "test_advantage.py::test_advantages_agree_with_a_filter_of_scipy_over_each_episode"

FAULTS = [
    Fault(
        "the next episode leaks back",
        {"gamma * lam * (1 - end) * ahead": "gamma * lam * ahead"},
        caught_by=FILTER,
        slips_past="test_advantage.py::test_it_is_the_weighted_mean_of_all_n_step_advantages",
    ),
    Fault(
        "a true end is bootstrapped",
        {"gamma * (1 - terminated) * next_values": "gamma * next_values"},
        caught_by="test_advantage.py::test_a_time_limit_is_bootstrapped_and_a_true_end_is_not",
    ),
    Fault(
        "the trace decays without the discount",
        {"gamma * lam * (1 - end) * ahead": "lam * (1 - end) * ahead"},
        caught_by=FILTER,
    ),
]
