"""What makes no difference between two titles, names or pages, and what does."""

import pytest

from scripts.sources.works import same, shown, span


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Long Short-Term Memory", "LONG SHORT\u2010TERM MEMORY"),
        ("How to Use t-SNE", "How to Use <i>t</i>-SNE"),
        ("Bounds in L1", "Bounds in <mml:math><mml:msub><mml:mi>L</mml:mi><mml:mn>1</mml:mn></mml:msub></mml:math>"),
        ("Černocký", "{\\v{C}}ernock{\\'y}"),
        ("Černocký", "C\u030cernocky\u0301"),
        ("Arık", "Arik"),
        ("Viégas & Ré", "Vi&eacute;gas &amp;amp; R&#233;"),
        ("Show, Attend and Tell: Neural Captions", "Show, attend and tell\u2014neural\n   captions*"),
        ("Is p < 0.05 enough?", "Is p &lt; 0.05 enough?"),
    ],
)
def test_the_same(one, other):
    assert same(one) == same(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("LSTM can count", "LSTM can count to 3"), ("Labelling", "Labeling"), ("Wu", "Wei"), ("BERT", "BART")],
)
def test_not_the_same(one, other):
    assert same(one) != same(other)


def test_what_is_no_tex_stays_as_it_is():
    assert shown("Set {1, 2} and 5 \\") == "Set {1, 2} and 5 \\"


@pytest.mark.parametrize(
    ("written", "span_"),
    [
        ("1735--1780", "1735-1780"),
        ("1735–1780", "1735-1780"),
        ("1735 - 80", "1735-1780"),
        ("pp. 98-101", "98-101"),
        ("E12-E34", "e12-e34"),
        ("e12-34", "e12-e34"),
        ("e0194889", "e0194889"),
        ("2130001", "2130001"),
    ],
)
def test_pages(written, span_):
    assert span(written) == span_
