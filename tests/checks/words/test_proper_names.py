"""Names on pages: products with their capitals, and surnames of authors that are nearly written."""

import pytest

from scripts.checks.repository import Repository
from scripts.checks.words import proper_names

PAGE = "docs/questions/03-forget-gate.md"
HERE = "It came late"


def say(site, sentence: str) -> list[str]:
    """What this check says of a sentence on the page; `L` stands for its line."""
    place = f"{PAGE}:{site.edit(HERE, f'{sentence} {HERE}')}:"
    return [str(problem).replace(place, "P:L:") for problem in proper_names.check(Repository(site.root))]


@pytest.mark.parametrize("name", ["people.txt", "products.txt"])
def test_our_lists_are_in_order(name):
    assert list(proper_names.listed(name)) == sorted(set(proper_names.listed(name)), key=str.casefold)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [("Pytorch", "PyTorch"), ("Github's", "GitHub"), ("numpy", "NumPy"), ("CuDNN", "cuDNN"), ("Lstm", "LSTM")],
)
def test_capitals(site, wrong, right):
    written = wrong.removesuffix("'s")
    assert say(site, f"Here {wrong} it is.") == [f'P:L: "{written}" has the wrong capitals; write "{right}"']


def test_capitals_that_are_right(site):
    assert say(site, "PyTorch's LSTMs, NumPy, PYTHON, `numpy`, STIX Two Math.") == []


SURNAMES = """@misc{a, title={A}, year={2000},
  author={Sepp Hochreiter and J{\\"u}rgen Schmidhuber and Alex Graves and Kyunghyun Cho}}
@misc{b, title={B}, year={2000}, author={Bart van Merri{\\"e}nboer and Rafal Jozefowicz and {Tensor contributors}}}
"""


@pytest.fixture
def people(site):
    site.write("docs/references.bib", site.read("docs/references.bib") + SURNAMES)
    return site


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("Hochrieter", "Hochreiter"),
        ("Hochreitr", "Hochreiter"),
        ("Hochreither's", "Hochreiter"),
        ("Schmidhüber", "Schmidhuber"),
        ("Schmidthuber’s", "Schmidhuber"),
        ("Merrienboer", "Merriënboer"),
        ("Gravves", "Graves"),
    ],
)
def test_a_surname_nearly_written(people, wrong, right):
    written = wrong.removesuffix("'s").removesuffix("’s")
    assert say(people, f"So {wrong} said.") == [
        f'P:L: "{written}" is nobody\'s name here (did you mean "{right}"?); '
        "correct it, or add it to scripts/checks/words/people.txt"
    ]


@pytest.mark.parametrize(
    "words",
    [
        "Hochreiter, Schmidhuber's, Graves’s and Cho",
        "van Merriënboer, Jozefowicz and Józefowicz",
        "Graces hochrieter",  # an English word; no capital
        "Che and Chu",  # too short
        "Braves and Grovel",  # another initial; two letters off
        "Tensar",  # contributors are nobody
        "HOCHRIETER, Jürgen and Rafal",
    ],
)
def test_no_surname(people, words):
    assert say(people, f"Here are {words}.") == []
