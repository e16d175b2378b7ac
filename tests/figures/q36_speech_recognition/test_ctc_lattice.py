"""The claim of ctc_lattice, on the arrays that it plots."""

from itertools import product

import numpy as np
from numpy.testing import assert_allclose

from scripts.figures.q36_speech_recognition import ctc_lattice
from scripts.reference.ctc_search import collapse
from tests.figures.says import says


@says(
    ctc_lattice,
    "28 paths spell bee.",
    "In each circle: how many of the 28 paths pass through it.",
)
def test_each_frame_adds_up_to_all_paths_counted_by_enumeration():
    through = ctc_lattice.arrays()["through"]
    spelled = tuple(ctc_lattice.LETTERS.index(letter) for letter in ctc_lattice.WORD)
    paths = [path for path in product(range(3), repeat=ctc_lattice.FRAMES) if collapse(path) == spelled]
    assert len(paths) == 28
    assert_allclose(through.sum(axis=1), 28, rtol=1e-12)
    assert_allclose(
        through[:, ctc_lattice.arrays()["states"] == 1].sum(axis=1),
        [sum(path[t] == 1 for path in paths) for t in range(6)],
        atol=1e-12,
    )


@says(
    ctc_lattice,
    "Any path from left to right spells “bee”.",
)
def test_the_moves_drawn_make_exactly_those_paths():
    moves = ctc_lattice.arrays()["moves"]
    counts = np.zeros(7)
    counts[:2] = 1
    for t in range(ctc_lattice.FRAMES - 1):
        after = np.zeros(7)
        for _, s, to in moves[moves[:, 0] == t]:
            after[to] += counts[s]
        counts = after
    assert counts[-2:].sum() == 28


@says(
    ctc_lattice,
    "A lattice of six frames and seven states: blank, b, blank, e, blank, e, blank.",
    "Each begins in one of the first two states and ends in one of the last two; from b it may skip to e, but "
    "between the two e's it has to pass a blank.",
    "None joins the two e's.",
)
def test_the_two_equal_letters_are_not_joined_and_the_different_ones_are():
    skips = {(int(s), int(to)) for _, s, to in ctc_lattice.arrays()["moves"] if to - s == 2}
    assert skips == {(1, 3)}
    assert ctc_lattice.FRAMES == 6
    letters = ["blank" if not state else ctc_lattice.LETTERS[state] for state in ctc_lattice.arrays()["states"]]
    assert letters == ["blank", "b", "blank", "e", "blank", "e", "blank"]
    through = np.round(ctc_lattice.arrays()["through"])
    assert np.flatnonzero(through[0]).tolist() == [0, 1]
    assert np.flatnonzero(through[-1]).tolist() == [5, 6]
