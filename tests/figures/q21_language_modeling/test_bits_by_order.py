"""The claim of bits_by_order, on the arrays that it plots."""

import numpy as np
import pytest

from scripts.figures.q21_language_modeling import bits_by_order
from scripts.figures.q21_language_modeling.bits_by_order import arrays
from tests.figures.says import says


@pytest.fixture(scope="module")
def plotted():
    return dict(zip(("orders", "ngram", "lstm", "mixture"), arrays().values(), strict=True))


@says(
    bits_by_order,
    "Test bits per character of n-grams with Kneser-Ney smoothing fall from 4.54 at order 1 to 2.36 at 5, 2.34 at 8.",
)
def test_counts_fall_with_the_order_to_the_numbers_that_are_said(plotted):
    assert plotted["orders"].tolist() == [1, 2, 3, 4, 5, 6, 7, 8]
    assert (plotted["ngram"][1:] < plotted["ngram"][:-1]).all()
    assert [round(float(plotted["ngram"][n - 1]), 2) for n in (1, 5, 8)] == [4.54, 2.36, 2.34]


@says(
    bits_by_order,
    "The LSTM needs 2.42: it beats orders 1 to 4 and loses to 5 and above.",
)
def test_the_lstm_lies_between_orders_four_and_five(plotted):
    assert plotted["ngram"][3] > plotted["lstm"].max()
    assert plotted["ngram"][4] < plotted["lstm"].min()
    assert round(plotted["lstm"].mean(), 2) == 2.42


@says(
    bits_by_order,
    "Mixed with the 8-gram it needs 2.20, less than either.",
    "Follow the counts to where they pass below the LSTM's line, at order 5; then see the mixture, below both.",
)
def test_the_mixture_lies_below_both(plotted):
    assert plotted["mixture"].max() < min(plotted["ngram"].min(), plotted["lstm"].min()) - 0.1
    assert round(plotted["mixture"].mean(), 2) == 2.20
    assert plotted["ngram"][3] > plotted["lstm"].max() > plotted["lstm"].min() > plotted["ngram"][4]


@says(bits_by_order, "The seeds' lines nearly coincide.")
def test_seeds_lie_close(plotted):
    for name in ("lstm", "mixture"):
        assert plotted[name].size > 1
        assert np.ptp(plotted[name]) < 0.02
