"""Faults that `scripts/reference/discord.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

FAULTS = [
    Fault(
        "stretches whose scale is kept",
        {"/ np.maximum(deviation, FLAT)": ""},
        caught_by="test_discord.py::test_the_nearest_distance_is_that_of_scipy",
    ),
    Fault(
        "windows that count from their end alone",
        {"summed[k : k + len(scores)] += scores": "summed[k : k + len(scores)] += scores[::-1]"},
        caught_by="test_discord.py::test_a_step_gets_the_mean_of_the_windows_over_it",
    ),
]
