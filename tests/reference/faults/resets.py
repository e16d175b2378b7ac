"""Faults that `scripts/reference/resets.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

VALUES = "test_resets.py::test_values_and_gradients_agree_with_pytorch"

FAULTS = [
    Fault(
        "the rows that go on are reset",
        {"array * (1 - first)[:, None] for array": "array * first[:, None] for array"},
        caught_by=VALUES,
    ),
    Fault(
        "h alone is reset, c goes on",
        {
            "kept = [array * (1 - first)[:, None] for array in state]": (
                "kept = [state[0] * (1 - first)[:, None], *state[1:]]"
            )
        },
        caught_by=VALUES,
    ),
    Fault(
        "the gradient crosses the end",
        {"*(darray * (1 - first)[:, None] for darray in dkept)": "*dkept"},
        caught_by="test_resets.py::test_a_loss_sends_nothing_across_an_end",
        slips_past="test_resets.py::test_any_cell_begins_afresh_at_an_end_and_never_without_one",
    ),
    Fault(
        "burn-in ends where it began",
        {"start = start._make(array[-1] for array in before.states)": "start = before.start"},
        caught_by="test_resets.py::test_burn_in_is_a_run_from_where_the_prefix_ends",
    ),
]
