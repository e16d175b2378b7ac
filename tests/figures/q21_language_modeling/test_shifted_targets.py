"""The claim of shifted_targets, on the arrays that it draws."""

import pytest

from scripts.figures.q21_language_modeling import shifted_targets
from scripts.figures.q21_language_modeling.shifted_targets import arrays
from tests.figures.says import says


@says(
    shifted_targets,
    "It reads The, keys, to and is asked for keys, to, the: each target is the next input.",
    "Read upwards, then along the dashed arrows: the word to predict is the next word to read.",
)
def test_each_target_is_the_next_input():
    drawn = arrays()
    assert drawn["read"] == ["The", "keys", "to"]
    assert drawn["asked"] == ["keys", "to", "the"]
    assert drawn["read"][1:] == drawn["asked"][:-1]


@says(
    shifted_targets,
    "It gives them the probabilities 1/8, 1/4 and 1/2, which are 3, 2 and 1 bits: 2 on average, a perplexity of 4.",
)
def test_three_two_and_one_bits_have_perplexity_four():
    drawn = arrays()
    assert drawn["bits"] == pytest.approx([3, 2, 1])
    assert drawn["perplexity"] == pytest.approx(4)
