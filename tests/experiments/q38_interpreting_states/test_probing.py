"""Ends of words, control labels, windows and the probe, on examples that can be checked by hand."""

import numpy as np
import pytest
import torch

from scripts.experiments.q38_interpreting_states import probing
from scripts.experiments.q38_interpreting_states.wrapped_text import Part, columns


@pytest.fixture(scope="module")
def part() -> tuple[Part, str]:
    text = "ab c def\nghi ab\nj"
    alphabet = "".join(sorted(set(text)))
    return Part(torch.tensor([alphabet.index(letter) for letter in text]), columns(text)), alphabet


def test_words_end_before_white_space_and_are_late_in_the_second_half(part):
    found = probing.ends(*part, width=6)
    assert found.at.tolist() == [1, 3, 7, 11, 14]
    assert found.words == ["ab", "c", "def", "ghi", "ab"]
    assert found.late.tolist() == [False, True, True, False, True]  # in columns 1, 3, 7, 2 and 6


def test_a_kind_of_word_has_one_label_and_about_half_of_them_each(part):
    words = [f"w{n}" for n in range(400)]
    train, test = probing.control(words + words, words[::-1], seed=0)
    assert (train[:400] == train[400:]).all()
    assert (test == train[:400][::-1]).all()
    assert 0.4 < train.mean() < 0.6
    assert (probing.control(words, words, seed=1)[0] != train[:400]).mean() > 0.4


def test_a_window_has_the_last_characters_and_none_before_the_text(part):
    places, alphabet = part[0].places, part[1]
    K = len(alphabet)
    found = probing.window(places, np.array([0, 3]), 3, K).reshape(2, 3, K)
    assert found[0].sum(axis=1).tolist() == [0, 0, 1]
    assert [alphabet[row.argmax()] for row in found[1]] == ["b", " ", "c"]


def test_a_probe_finds_a_direction_and_nothing_in_noise():
    rng = np.random.default_rng(0)
    X = rng.normal(size=(1200, 6))
    y = X @ [1.0, -2.0, 0.0, 0.0, 0.5, 0.0] > 0.3
    assert probing.accuracy(X[:800], y[:800], X[800:], y[800:]) > 0.95
    lots = rng.random(1200) < 0.5
    assert abs(probing.accuracy(X[:800], lots[:800], X[800:], lots[800:]) - 0.5) < 0.08


def test_a_probe_that_knows_nothing_says_the_commoner_label():
    y = np.array([True] * 7 + [False] * 3)
    assert probing.accuracy(np.zeros((10, 2)), y, np.zeros((10, 2)), y) == 0.7
