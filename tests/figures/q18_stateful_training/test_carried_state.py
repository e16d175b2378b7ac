"""The claim of carried_state, on the arrays that it draws."""

import pytest

from scripts.figures.q18_stateful_training.carried_state import K, arrays


@pytest.fixture(scope="module")
def drawn():
    return arrays()


def test_every_row_is_contiguous(drawn):
    assert ["".join(row) for row in drawn["letters"].T] == ["abcdef", "ghijkl", "mnopqr", "stuvwx"]


def test_no_gradient_crosses_the_cut(drawn):
    assert (drawn["gradients"][:K] == 0).all()
    assert (drawn["gradients"][K:] > 0).all()


def test_the_values_of_every_letter_do(drawn):
    assert (drawn["values"] > 0).all()
