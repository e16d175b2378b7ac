"""Edits by hand, against a search through all alignments, and the rate over several utterances."""

from functools import cache

import numpy as np
import pytest

from scripts.reference.error_rate import Edits, edits, rate

RIGHT = ["the", "cat", "sat", "on", "the", "mat"]
SAID = ["the", "cat", "sit", "on", "mat"]


def test_by_hand_one_word_is_wrong_and_one_is_missing():
    assert edits(RIGHT, SAID) == Edits(substitutions=1, deletions=1, insertions=0)
    assert rate([(RIGHT, SAID)]) == pytest.approx(2 / 6)


def test_deletions_and_insertions_are_not_mixed_up():
    assert edits("abc", "") == Edits(0, 3, 0)
    assert edits("", "ab") == Edits(0, 0, 2)
    assert edits("ab", "axb") == Edits(0, 0, 1)
    assert edits("abc", "abc") == Edits(0, 0, 0)


def test_the_distance_is_the_least_over_all_alignments():
    rng = np.random.default_rng(36)
    for _ in range(30):
        right, said = (tuple(rng.integers(3, size=rng.integers(7)).tolist()) for _ in range(2))

        @cache
        def least(i: int, j: int, right: tuple = right, said: tuple = said) -> int:
            if i == len(right) or j == len(said):
                return len(right) - i + len(said) - j
            return min(least(i + 1, j) + 1, least(i, j + 1) + 1, least(i + 1, j + 1) + (right[i] != said[j]))

        found = edits(right, said)
        assert found.total() == least(0, 0)
        assert len(right) - found.deletions + found.insertions == len(said)


def test_utterances_are_pooled_not_averaged():
    assert rate([("abcd", "abcd"), ("e", "f")]) == pytest.approx(1 / 5)


def test_a_rate_can_exceed_one():
    assert rate([("a", "bcd")]) == 3.0


def test_nothing_right_has_no_rate():
    with pytest.raises(ValueError, match="no word"):
        rate([("", "a")])
