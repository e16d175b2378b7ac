"""The claim of bits_by_order, on the arrays that it plots."""

import pytest

from scripts.figures.q21_language_modeling.bits_by_order import arrays


@pytest.fixture(scope="module")
def plotted():
    return dict(zip(("orders", "ngram", "lstm", "mixture"), arrays().values(), strict=True))


def test_counts_fall_with_the_order_to_the_numbers_that_are_said(plotted):
    assert plotted["orders"].tolist() == [1, 2, 3, 4, 5, 6, 7, 8]
    assert (plotted["ngram"][1:] < plotted["ngram"][:-1]).all()
    assert [round(float(plotted["ngram"][n - 1]), 2) for n in (1, 5, 8)] == [4.54, 2.36, 2.34]


def test_the_lstm_lies_between_orders_four_and_five(plotted):
    assert plotted["ngram"][3] > plotted["lstm"].max()
    assert plotted["ngram"][4] < plotted["lstm"].min()
    assert round(plotted["lstm"].mean(), 2) == 2.42


def test_the_mixture_lies_below_both(plotted):
    assert plotted["mixture"].max() < min(plotted["ngram"].min(), plotted["lstm"].min()) - 0.1
    assert round(plotted["mixture"].mean(), 2) == 2.20
