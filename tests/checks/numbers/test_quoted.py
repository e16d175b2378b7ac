"""Numbers beside a citation are those that the source's field `quoted` lists."""

import pytest

from scripts.checks.numbers.quoted import known
from scripts.checks.repository import Repository

HERE = "It came late"
REMEDY = "correct it or the key; if the source has it, add it to the entry's field quoted"
LISTED = {"gers2000forget": "18 0.5 5,400 7", "jozefowicz2015empirical": "1 3", "khandelwal2018context": "200"}


@pytest.fixture
def listed(site):
    for key, numbers in LISTED.items():
        kind = next(kind for kind in ("article", "inproceedings", "misc") if f"@{kind}{{{key},\n" in site.read(BIB))
        site.edit(f"@{kind}{{{key},\n", f"@{kind}{{{key},\n  quoted = {{{numbers}}},\n", BIB)
    assert site.problems() == [f"{BIB}:{line(site)}: no page prints 0.5, 7, 18, 5,400 beside gers2000forget; {UNUSED}"]
    return site


BIB = "docs/references.bib"
UNUSED = "take it out of the field quoted"


def line(site, key="gers2000forget") -> int:
    text = site.read(BIB)
    return text[: text.index(f"{{{key},")].count("\n") + 1


def said(site, text: str) -> list[str]:
    """What is wrong with a text, but for what is listed and not printed."""
    return [one for one in site.broken(HERE, f"{text} {HERE}") if UNUSED not in one]


@pytest.mark.parametrize(
    "text",
    [
        "It failed in 18 % of −0.5 and 5,400 cases, or seven [@gers2000forget].",
        "[@gers2000forget] has 18 cases, and one of two.",
        "Of 18 [@gers2000forget] some learned 200 [@khandelwal2018context].",
        "In 2000 it was in PyTorch 2.13 [@gers2000forget].",
        "It is 0.25<!-- = 0.5**2 --> here, and 18 there [@gers2000forget].",
        "Both know it: 18 and 200 [@gers2000forget; @khandelwal2018context].",
    ],
)
def test_numbers_of_the_source(listed, text):
    assert said(listed, text) == []


@pytest.mark.parametrize(
    ("text", "number", "source", "has"),
    [
        ("It failed in 17 % of cases [@gers2000forget].", "17 %", "gers2000forget", "0.5, 7, 18, 5,400"),
        ("It took eight times as long [@gers2000forget].", "eight", "gers2000forget", "0.5, 7, 18, 5,400"),
        ("It used 18 words [@khandelwal2018context].", "18", "khandelwal2018context", "200"),
        (
            "Both know it: 19 [@gers2000forget; @khandelwal2018context].",
            "19",
            "gers2000forget or khandelwal2018context",
            "0.5, 7, 18, 200, 5,400",
        ),
    ],
)
def test_a_number_of_no_source_or_of_another(listed, text, number, source, has):
    assert said(listed, text) == [f"P:L: {number} is no number of {source}, which has {has}; {REMEDY}"]


def test_the_row_of_a_table(listed):
    table = "| who | share |\n|---|---|\n| Gers [@gers2000forget] | 18 % |\n| he too [@gers2000forget] | 81 % |"
    (found,) = [one for one in listed.broken(HERE, f"See:\n\n{table}\n\n{HERE}") if "is no number" in one]
    assert "81 % is no number of gers2000forget" in found


def test_a_number_that_no_page_prints(listed):
    assert known("khandelwal2018context", Repository(listed.root)) == [200]
    (found,) = [one for one in listed.broken("uses 200 steps", "uses many steps") if "khandelwal" in one]
    assert (
        found
        == f"{BIB}:{line(listed, 'khandelwal2018context')}: no page prints 200 beside khandelwal2018context; {UNUSED}"
    )


def test_a_bibliography_without_such_fields_is_left_alone(site):
    assert said(site, "It failed in 17 % of cases [@gers2000forget].") == []
