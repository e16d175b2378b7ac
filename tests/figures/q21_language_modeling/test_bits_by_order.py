"""The claim of bits_by_order, on the arrays that it plots."""

import math

import numpy as np
import pytest

from scripts.experiments.q21_language_modeling import next_character
from scripts.figures import kit
from scripts.figures.q21_language_modeling import bits_by_order
from scripts.figures.q21_language_modeling.bits_by_order import arrays, draw
from scripts.reference import ngram, perplexity
from tests.figures.says import says

FALL = "Test bits per character of n-grams with Kneser-Ney smoothing fall from 4.54 at order 1 to 2.36 at 5, 2.34 at 8."


@pytest.fixture(scope="module")
def plotted():
    return dict(zip(("orders", "ngram", "lstm", "mixture"), arrays().values(), strict=True))


@says(bits_by_order, FALL)
def test_counts_fall_with_the_order_to_the_numbers_that_are_said(plotted):
    assert plotted["orders"].tolist() == [1, 2, 3, 4, 5, 6, 7, 8]
    assert (plotted["ngram"][1:] < plotted["ngram"][:-1]).all()
    assert [round(float(plotted["ngram"][n - 1]), 2) for n in (1, 5, 8)] == [4.54, 2.36, 2.34]


@says(bits_by_order, FALL)
def test_the_counts_are_those_of_the_test_part_smoothed_by_kneser_and_ney(plotted):
    assert next_character.ngram is ngram
    assert "Kneser" in ngram.__doc__
    text = next_character.guide_characters.load()
    assert next_character.counted(1, text).bits()["test"] == pytest.approx(plotted["ngram"][0], abs=1e-3)


@says(bits_by_order, "The LSTM needs 2.42: it beats orders 1 to 4 and loses to 5 and above.")
def test_the_lstm_lies_between_orders_four_and_five(plotted):
    assert plotted["ngram"][:4].min() > plotted["lstm"].max()
    assert plotted["ngram"][4:].max() < plotted["lstm"].min()
    assert round(plotted["lstm"].mean(), 2) == 2.42


@says(
    bits_by_order,
    "Mixed with the 8-gram it needs 2.20, less than either.",
    "Follow the counts to where they pass below the LSTM's line, at order 5; then see the mixture, below both.",
)
def test_the_mixture_lies_below_both(plotted):
    assert kit.data("next_character").order == 8
    assert plotted["mixture"].max() < min(plotted["ngram"].min(), plotted["lstm"].min()) - 0.1
    assert round(plotted["mixture"].mean(), 2) == 2.20
    passed = plotted["orders"][plotted["ngram"] < plotted["lstm"].min()]
    assert passed.min() == 5


@says(bits_by_order, "Lower is better.")
def test_a_model_that_gives_more_to_what_comes_needs_fewer_bits():
    assert perplexity.bits(-math.log(0.5)) < perplexity.bits(-math.log(0.25))


@says(bits_by_order, "The seeds' lines nearly coincide.")
@pytest.mark.parametrize("narrow", [False, True])
def test_each_seed_has_a_level_line_and_they_nearly_coincide(plotted, narrow):
    axes = draw(narrow).axes[0]
    levels = [line.get_ydata()[0] for line in axes.lines if len({*line.get_ydata()}) == 1]
    np.testing.assert_array_equal(levels, [*plotted["lstm"], *plotted["mixture"]])
    for name in ("lstm", "mixture"):
        assert len(plotted[name]) == len(kit.settings("next_character").seeds)
        assert np.ptp(plotted[name]) < 0.01 * np.ptp(axes.get_ylim())
