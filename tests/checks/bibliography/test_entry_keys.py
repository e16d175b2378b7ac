"""Keys of docs/references.bib."""

import pytest

from scripts.checks.bibliography import entry_keys
from scripts.checks.repository import Repository


def say(site, key: str, author: str, title: str = "T", more: str = "") -> list[str]:
    """What is said of an entry of 2018, up to the remedy."""
    site.write(
        "docs/references.bib",
        f"@misc{{{key},\n  author = {{{author}}},\n  title = {{{title}}},\n{more}  year = {{2018}}\n}}\n",
    )
    return [problem.message for problem in entry_keys.check(Repository(site.root))]


@pytest.mark.parametrize(
    ("key", "author"),
    [
        ("greff2018", "Klaus Greff"),
        ("greff2018odyssey", "Klaus Greff and Jürgen Schmidhuber"),
        ("vanderwesthuizen2018janet", "Jos van der Westhuizen"),
        ("elnaggar2018counting", "Nadine El-Naggar"),
        ("kocisky2018", "Tomáš Kočiský"),
        ("kaiser2018t5", "Kaiser, Łukasz"),
        ("keras2018", "{Keras contributors}"),
        ("onnxscript2018gru", "{ONNX Script contributors}"),
        ("keras_gru_docs", "{Keras contributors}"),
    ],
)
def test_right(site, key, author):
    assert say(site, key, author) == []


def test_a_project_may_be_named_by_its_title(site):
    assert say(site, "cudnn_docs", "{NVIDIA}", "cuDNN API") == []


@pytest.mark.parametrize(
    ("key", "author", "told"),
    [
        ("greff2017", "Klaus Greff", "the key says 2017, the entry 2018"),
        ("gref2018", "Klaus Greff", "the first author is greff"),
        ("schmidhuber2018", "Klaus Greff and Jürgen Schmidhuber", "the first author is greff"),
        ("greff_odyssey", "Klaus Greff", "a key is the first author's surname and the year"),
        ("torch_docs", "{Keras contributors}", '"torch" is neither in author nor in title'),
    ],
)
def test_wrong(site, key, author, told):
    assert say(site, key, author) == [f"{key}: {told}"]


@pytest.mark.parametrize(
    ("number", "right"), [("1601.00001", True), ("1812.00001", True), ("1512.00001", False), ("1901.00001", False)]
)
def test_the_year_of_an_arxiv_number(site, number, right):
    told = [] if right else [f"greff2018: arXiv {number} is of 20{number[:2]}, the entry of 2018"]
    assert say(site, "greff2018", "Klaus Greff", more=f"  eprint = {{{number}}},\n") == told


def test_a_later_version_on_arxiv_stands_in_the_note(site):
    more = "  eprint = {1901.00001},\n  note = {On arXiv since 2019},\n"
    assert say(site, "greff2018", "Klaus Greff", more=more) == []
