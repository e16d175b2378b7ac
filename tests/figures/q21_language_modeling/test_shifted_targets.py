"""The claim of shifted_targets, on the arrays that it draws."""

import math

import pytest

from scripts.figures.q21_language_modeling import shifted_targets
from scripts.figures.q21_language_modeling.shifted_targets import GIVEN, arrays, draw
from tests.figures.says import says


@says(
    shifted_targets,
    "Three steps of a language model.",
    "It reads The, keys, to and is asked for keys, to, the: each target is the next input.",
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
    assert [a / b for a, b in GIVEN] == [1 / 8, 1 / 4, 1 / 2]
    assert drawn["bits"] == pytest.approx([3, 2, 1])
    assert sum(drawn["bits"]) / 3 == pytest.approx(2)
    assert drawn["perplexity"] == pytest.approx(4)


@says(shifted_targets, "The probabilities are made up so that the sum can be done by hand.")
def test_each_probability_is_a_whole_number_of_bits():
    assert all(a == 1 and math.log2(b).is_integer() for a, b in GIVEN)


@says(shifted_targets, "The states h and c go on to the next window.")
@pytest.mark.parametrize("narrow", [False, True])
def test_an_arrow_leaves_the_last_cell(narrow):
    axes = draw(narrow).axes[0]
    last = max(text.get_position() for text in axes.texts if text.get_text() == "LSTM")
    (leaving,) = (note for note in _arrows(axes) if note.xyann[0] > last[0] and note.xyann[1] == last[1])
    assert leaving.xy[0] > leaving.xyann[0]
    assert leaving.xy[1] == last[1]
    named = [text.get_position() for text in axes.texts if text.get_text() == "$h, c$"]
    assert max(named)[0] > last[0]


@says(
    shifted_targets,
    "Read upwards, then along the dashed arrows: the word to predict is the next word to read.",
)
@pytest.mark.parametrize("narrow", [False, True])
def test_a_dashed_arrow_goes_from_each_word_asked_for_to_the_same_word_read(narrow):
    drawn, axes = arrays(), draw(narrow).axes[0]
    words = {text.get_position(): text.get_text() for text in axes.texts if text.get_text() in drawn["read"]}
    (low, high) = sorted({y for _, y in words if y in {line.get_ydata()[k] for line in axes.lines for k in (0, -1)}})
    dashed = [line.get_xydata() for line in axes.lines if line.is_dashed()]
    heads = {tuple(note.xyann): note.xy for note in _arrows(axes)}
    assert len(dashed) == 2
    for way in dashed:
        assert (way[0][1], way[-1][1]) == (high, low)
        end = heads[tuple(way[-1])]
        asked = max(place for place in words if place[1] == high and place[0] < way[0][0])
        read = min(place for place in words if place[1] == low and place[0] > end[0])
        assert words[asked] == words[read]
        assert read[0] > asked[0]


def _arrows(axes):
    return [note for note in axes.texts if getattr(note, "arrow_patch", None)]
