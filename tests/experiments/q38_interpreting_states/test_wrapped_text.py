"""Lines break only where the next word would not fit, and columns count from the break."""

from itertools import pairwise

import numpy as np
import pytest
import torch

from scripts.experiments.q38_interpreting_states import wrapped_text
from scripts.experiments.tasks import guide_characters

WIDTH = 32


@pytest.fixture(scope="module")
def text() -> wrapped_text.Wrapped:
    return wrapped_text.load(WIDTH)


def test_a_line_takes_a_word_as_long_as_it_fits():
    assert wrapped_text.wrapped(["one", "two", "three", "four"], 7) == "one two\nthree\nfour\n"
    assert wrapped_text.wrapped(["one", "two", "three", "four"], 6) == "one\ntwo\nthree\nfour\n"
    assert wrapped_text.wrapped(["a", "incomprehensible", "b"], 5) == "a\nincomprehensible\nb\n"


def test_columns_begin_anew_behind_each_line_break():
    assert wrapped_text.columns("one two\nthree\n").tolist() == [*range(8), *range(6)]


def test_what_is_read_of_a_line_begins_anew_at_its_break():
    letters = "one two\nsix\n"
    alphabet = "".join(sorted(set(letters)))
    places = torch.tensor([alphabet.index(letter) for letter in letters])
    found = wrapped_text.so_far(wrapped_text.Part(places, wrapped_text.columns(letters)), alphabet)
    assert found.characters.tolist() == [1, 2, 3, 4, 5, 6, 7, 0, 1, 2, 3, 0]
    assert found.words.tolist() == [0, 0, 0, 1, 1, 1, 1, 0, 0, 0, 0, 0]


def test_the_parts_are_those_of_the_guide_but_for_their_breaks(text):
    plain = guide_characters.load()
    for name in ("train", "validation", "test"):
        places, column = getattr(text, name)
        written = guide_characters.shown(places, text.alphabet)
        assert written.split() == guide_characters.shown(getattr(plain, name), plain.alphabet).split()
        assert len(column) == len(places)
        assert (column == 0).sum() == written.count("\n")


def test_no_line_has_room_for_the_next_word(text):
    lines = guide_characters.shown(text.test.places, text.alphabet).splitlines()
    assert all(len(line) <= WIDTH for line in lines if " " in line)
    assert all(len(line) + 1 + len(after.split()[0]) > WIDTH for line, after in pairwise(lines))
    assert np.mean([len(line) for line in lines]) > 0.8 * WIDTH
