"""The claim of carried_state, on the arrays that it draws."""

import pytest

from scripts.figures.q18_stateful_training import carried_state
from scripts.figures.q18_stateful_training.carried_state import K, arrays
from tests.figures.says import says


@pytest.fixture(scope="module")
def drawn():
    return arrays()


@says(
    carried_state,
    "The alphabet in four rows of six letters, cut after the third: batch 1 and batch 2.",
)
def test_every_row_is_contiguous(drawn):
    assert ["".join(row) for row in drawn["letters"].T] == ["abcdef", "ghijkl", "mnopqr", "stuvwx"]


@says(
    carried_state,
    "Only the letters of batch 2 are tinted: a loss there sends no gradient back over the cut.",
    "Tinted: letters that get a gradient from a loss in batch 2.",
)
def test_no_gradient_crosses_the_cut(drawn):
    assert (drawn["gradients"][:K] == 0).all()
    assert (drawn["gradients"][K:] > 0).all()


@says(
    carried_state,
    "In every row an arrow carries h and c across the cut into the same row.",
    "Follow one row across the cut: the values of $h$ and $c$ go on into the same row.",
)
def test_the_values_of_every_letter_do(drawn):
    assert (drawn["values"] > 0).all()
