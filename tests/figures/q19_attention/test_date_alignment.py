"""The claim of date_alignment, on the arrays that it plots."""

import pytest

from scripts.figures.q19_attention import date_alignment
from tests.figures.says import says


@pytest.fixture(scope="module")
def plotted():
    return date_alignment.arrays()


def test_it_is_the_date_that_the_text_names(plotted):
    assert "".join(plotted["source"]) == "Sunday the 7th of March 2021"
    assert "".join(plotted["said"]) == "2021-03-07"
    assert plotted["weights"].sum(axis=1) == pytest.approx(1.0, abs=0.01)


@says(
    date_alignment,
    "The digits of the year and the last digit of the day sit on themselves, the 3 on the c of March.",
)
@pytest.mark.parametrize(
    ("row", "said", "places"), [(0, "2", (24,)), (1, "0", (25,)), (2, "2", (26,)), (3, "1", (27,))]
)
def test_the_digits_of_the_year_sit_on_themselves(plotted, row, said, places):
    assert plotted["said"][row] == said
    assert plotted["weights"][row].argmax() in places


def test_the_seven_sits_on_itself_and_the_three_on_the_c_of_march(plotted):
    for row, character in ((9, "7"), (6, "c")):
        assert plotted["source"][plotted["weights"][row].argmax()] == character


@says(
    date_alignment,
    "The dashes sit on letters that a dash does not need.",
)
@pytest.mark.parametrize("row", [4, 7])
def test_the_dashes_sit_on_letters(plotted, row):
    assert plotted["said"][row] == "-"
    assert plotted["source"][plotted["weights"][row].argmax()].isalpha()
