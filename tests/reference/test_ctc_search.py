"""Collapsing and searching against enumeration, against Keras's decoder, and by hand."""

from itertools import product

import numpy as np
import pytest
from numpy.testing import assert_allclose

from scripts.reference import ctc, ctc_search
from scripts.reference.softmax import log_softmax
from tests.reference.oracles import keras
from tests.reference.samples import normal

HAND = np.log([[0.6, 0.4], [0.6, 0.4]])  # blank and a, two frames


def numbers(text: str) -> list[int]:
    return [0 if letter == "-" else ord(letter) - 96 for letter in text]


@pytest.mark.parametrize(
    ("path", "word"), [("hheel-lloo", "hello"), ("hheelllloo", "helo"), ("--a--a-", "aa"), ("---", "")]
)
def test_repeats_are_merged_before_blanks_are_dropped(path, word):
    assert ctc_search.collapse(numbers(path)) == tuple(numbers(word))


def test_an_empty_path_says_nothing():
    assert ctc_search.collapse([]) == ()


def test_by_hand_the_best_path_is_not_the_best_label():
    assert ctc_search.best_path(HAND) == ()
    (first, log_a), (second, log_empty) = ctc_search.prefix_beam(HAND, 2)
    assert (first, second) == ((1,), ())
    assert_allclose(np.exp([log_a, log_empty]), [0.64, 0.36], rtol=1e-12)


def test_keras_says_the_same_by_hand():
    inputs, lengths = HAND[None].astype("float32"), np.array([2])
    (greedy,), _ = keras.ops.ctc_decode(inputs, lengths, strategy="greedy", mask_index=0)
    assert (np.asarray(greedy) == -1).all()
    best, _ = keras.ops.ctc_decode(inputs, lengths, strategy="beam_search", mask_index=0)
    assert [k for k in np.asarray(best)[0, 0].tolist() if k >= 0] == [1]


def test_a_beam_as_wide_as_all_prefixes_adds_up_every_path():
    log_p = log_softmax(normal(365, 5, 3))
    found = dict(ctc_search.prefix_beam(log_p, 1000))
    sums: dict[tuple, float] = {}
    for path in product(range(3), repeat=5):
        said = ctc_search.collapse(path)
        sums[said] = sums.get(said, 0.0) + np.exp(log_p[range(5), path].sum())
    found = {said: log_q for said, log_q in found.items() if log_q > -np.inf}
    assert found.keys() == sums.keys()
    for said, total in sums.items():
        assert_allclose(np.exp(found[said]), total, rtol=1e-12)
        assert_allclose(found[said], -ctc.loss(log_p, np.array(said, dtype=int))[0], rtol=1e-11)


def test_a_narrow_beam_never_says_more_than_the_whole_sum_and_comes_sorted():
    log_p = log_softmax(normal(366, 8, 4))
    found = ctc_search.prefix_beam(log_p, 3)
    assert len(found) == 3
    assert [log_q for _, log_q in found] == sorted((log_q for _, log_q in found), reverse=True)
    for said, log_q in found:
        assert log_q <= -ctc.loss(log_p, np.array(said, dtype=int))[0] + 1e-12


def test_a_width_is_a_whole_number():
    with pytest.raises(ValueError, match="width"):
        ctc_search.prefix_beam(HAND, 0)
