"""Interpolated Kneser-Ney: against the formula written out in fractions, by hand, and in limit cases."""

from fractions import Fraction

import numpy as np
import pytest
from numpy.testing import assert_allclose

from scripts.reference import ngram

V = 5
TEXT = np.random.default_rng(3).choice(V - 1, p=[0.5, 0.25, 0.15, 0.1], size=60).tolist()  # token 4 is never seen


def grams(n: int) -> list[tuple[int, ...]]:
    return [tuple(TEXT[i : i + n]) for i in range(len(TEXT) - n + 1)]


def count(gram: tuple[int, ...], n: int) -> int:
    """Occurrences at the highest order n, below it the distinct left neighbours: the definition, by search."""
    if len(gram) == n:
        return grams(n).count(gram)
    left = {longer[0] for longer in grams(len(gram) + 1) if longer[1:] == gram}
    if len(gram) + 1 == n:
        return len(left)
    return sum(count((v, *gram), n) > 0 for v in range(V))


def discount(length: int, n: int) -> Fraction:
    counts = [count(gram, n) for gram in set(grams(length))]
    ones, twos = counts.count(1), counts.count(2)
    return Fraction(ones, ones + 2 * twos) if ones else Fraction(1, 2)


def probability(w: int, context: tuple[int, ...], n: int) -> Fraction:
    shorter = probability(w, context[1:], n) if context else Fraction(1, V)
    row = [count((*context, v), n) for v in range(V)]
    if not sum(row):
        return shorter
    D = discount(len(context) + 1, n)
    return max(row[w] - D, Fraction(0)) / sum(row) + D * sum(c > 0 for c in row) / sum(row) * shorter


@pytest.mark.parametrize("n", [1, 2, 3])
def test_every_probability_is_that_of_the_formula_in_fractions(n):
    model = ngram.train(TEXT, n, V)
    for context in [(), (0,), (3,), (0, 1), (3, 3), (4, 0)]:
        used = context[len(context) - min(n - 1, len(context)) :]
        wanted = [float(probability(w, used, n)) for w in range(V)]
        assert_allclose(ngram.distribution(model, context), wanted, rtol=0, atol=1e-14)


@pytest.mark.parametrize("n", [1, 2, 3, 5])
def test_every_row_is_a_distribution_that_leaves_something_to_the_unseen(n):
    model = ngram.train(TEXT, n, V)
    for context in [(), (2,), (4,), (0, 0, 1, 0), (1, 4, 4, 0)]:
        p = ngram.distribution(model, context)
        assert p.sum() == pytest.approx(1.0)
        assert (p > 0).all()


def test_a_frequent_token_with_one_left_neighbour_is_unlikely_elsewhere():
    # 0 1 0 1 0 1, then 2 3, 4 3: token 1 is seen three times, always after 0; token 3 twice, after 2 and after 4.
    model = ngram.train([0, 1, 0, 1, 0, 1, 2, 3, 4, 3], 2, 6)
    after_unseen = ngram.distribution(model, [5])
    assert after_unseen[3] > after_unseen[1]


def test_a_text_is_scored_from_its_second_token_on():
    model = ngram.train(TEXT, 3, V)
    ps = ngram.probabilities(model, [0, 1, 4, 2])
    wanted = [ngram.distribution(model, context)[w] for context, w in [((0,), 1), ((0, 1), 4), ((1, 4), 2)]]
    assert_allclose(ps, wanted)


def test_a_text_that_is_too_short_is_refused():
    with pytest.raises(ValueError, match=r"^the text has 2 tokens, expected at least n = 3$"):
        ngram.train([0, 1], 3, V)
