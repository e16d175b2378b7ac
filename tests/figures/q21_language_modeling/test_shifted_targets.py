"""The claim of shifted_targets, on the arrays that it draws."""

import pytest

from scripts.figures.q21_language_modeling.shifted_targets import arrays


def test_each_target_is_the_next_input():
    drawn = arrays()
    assert drawn["read"] == ["The", "keys", "to"]
    assert drawn["asked"] == ["keys", "to", "the"]
    assert drawn["read"][1:] == drawn["asked"][:-1]


def test_three_two_and_one_bits_have_perplexity_four():
    drawn = arrays()
    assert drawn["bits"] == pytest.approx([3, 2, 1])
    assert drawn["perplexity"] == pytest.approx(4)
