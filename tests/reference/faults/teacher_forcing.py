"""Faults that `scripts/reference/teacher_forcing.py` could have, each with the test that has to catch it."""

from tests.reference.fault import Fault

FAULTS = [
    Fault(
        "the token that is due is read: no shift",
        {"x[1:] = target[:-1]": "x[1:] = target[1:]"},
        caught_by="test_teacher_forcing.py::test_nothing_that_is_read_depends_on_the_token_due_or_later",
    ),
    Fault(
        "one coin for the whole sequence",
        {"np.where(coins, target": "np.where(coins[:1], target"},
        caught_by="test_teacher_forcing.py::test_each_token_has_its_own_coin",
    ),
    Fault(
        "heads and tails swapped",
        {"np.where(coins, target[:-1], said[:-1])": "np.where(coins, said[:-1], target[:-1])"},
        caught_by="test_teacher_forcing.py::test_all_heads_are_teacher_forcing_and_all_tails_free_running",
    ),
    Fault(
        "a linear schedule that goes on below its least value",
        {"return max(least, k - c * i)": "return k - c * i"},
        caught_by="test_teacher_forcing.py::test_ends_of_the_schedules",
    ),
    Fault(
        "the inverse sigmoid without its ln k",
        {"min(i / k - np.log(k), 700.0)": "min(i / k, 700.0)"},
        caught_by="test_teacher_forcing.py::test_inverse_sigmoid_is_a_sigmoid",
    ),
    Fault(
        "an optimum that is the data's own distribution",
        {"return epsilon * joint / first + (1.0 - epsilon) * second": "return joint / first + 0.0 * second"},
        caught_by="test_teacher_forcing.py::test_optimum_is_what_an_optimiser_finds",
    ),
]
