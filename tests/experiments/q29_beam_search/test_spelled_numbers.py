"""Numbers in words: as one says them, and digits that are dropped and replaced as often as the settings say."""

import random

import pytest

from scripts.experiments.q29_beam_search import spelled_numbers as task
from scripts.experiments.tasks.pairs import END, FIRST, PAD

SETTINGS = {"digits": 6, "dropped": 0.2, "replaced": 0.1}


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (0, "zero"),
        (10, "ten"),
        (19, "nineteen"),
        (20, "twenty"),
        (47, "forty seven"),
        (300, "three hundred"),
        (105, "one hundred and five"),
        (1000, "one thousand"),
        (2005, "two thousand and five"),
        (2300, "two thousand three hundred"),
        (40_000, "forty thousand"),
        (999_999, "nine hundred and ninety nine thousand nine hundred and ninety nine"),
    ],
)
def test_numbers_are_spelled_as_one_says_them(n, words):
    assert " ".join(task.spelled(n)) == words


def test_no_two_numbers_have_the_same_words_and_none_more_than_eleven():
    said = {tuple(task.spelled(n)) for n in range(0, 1_000_000, 37)}
    assert len(said) == len(range(0, 1_000_000, 37))
    assert max(map(len, said)) == 11


def test_without_errors_the_digits_are_those_of_the_number():
    assert task.seen(40_305, random.Random(0), {"dropped": 0.0, "replaced": 0.0}) == [4, 0, 3, 0, 5]


def test_all_dropped_leaves_the_last_digit():
    assert task.seen(417, random.Random(0), {"dropped": 1.0, "replaced": 0.0}) == [7]


def test_digits_are_dropped_and_replaced_as_often_as_the_settings_say():
    rng = random.Random(1)
    seen = [task.seen(777_777, rng, SETTINGS) for _ in range(4000)]
    assert sum(map(len, seen)) / 24_000 == pytest.approx(0.8, abs=0.01)
    other = sum(digit != 7 for digits in seen for digit in digits)
    assert other / 24_000 == pytest.approx(0.1 * 0.9, abs=0.006)  # one replacement of ten is the same digit


def test_a_pair_is_the_digits_and_the_words():
    batch = task.draw(50, random.Random(2), SETTINGS | {"dropped": 0.0, "replaced": 0.0})
    for n, length in enumerate(batch.lengths.tolist()):
        digits = [token - FIRST for token in batch.source[:length, n].tolist()]
        words = [task.WORDS[token - FIRST] for token in batch.target[:, n].tolist() if token not in (PAD, END)]
        assert words == task.spelled(int("".join(map(str, digits))))
    assert set(batch.lengths.tolist()) == {1, 2, 3, 4, 5, 6}
