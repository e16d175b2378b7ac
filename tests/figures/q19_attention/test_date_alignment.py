"""The claim of date_alignment, on the arrays that it plots."""

from datetime import date

import numpy as np
import pytest

from scripts.experiments.q19_attention import date_attention, dates
from scripts.figures import kit
from scripts.figures.q19_attention import date_alignment
from tests.figures.says import says


@pytest.fixture(scope="module")
def plotted():
    return date_alignment.arrays()


@says(date_alignment, "Weights of a trained network that turns a written date into ISO form.")
def test_it_is_the_date_that_the_text_names(plotted):
    assert "".join(plotted["source"]) == "Sunday the 7th of March 2021"
    assert "".join(plotted["said"]) == date(2021, 3, 7).isoformat() == "2021-03-07"
    assert "".join(plotted["source"]) in {dates.written(date(2021, 3, 7), form) for form in dates.FORMATS}
    assert plotted["weights"].sum(axis=1) == pytest.approx(1.0, abs=0.01)


DIGITS = "The digits of the year and the last digit of the day sit on themselves, the 3 on the c of March."


@says(date_alignment, DIGITS)
@pytest.mark.parametrize(
    ("row", "said", "places"), [(0, "2", (24,)), (1, "0", (25,)), (2, "2", (26,)), (3, "1", (27,))]
)
def test_the_digits_of_the_year_sit_on_themselves(plotted, row, said, places):
    assert plotted["said"][row] == said
    assert plotted["weights"][row].argmax() in places
    assert "".join(plotted["source"][24:]) == "2021"


@says(date_alignment, DIGITS)
def test_the_seven_sits_on_itself_and_the_three_on_the_c_of_march(plotted):
    assert "".join(plotted["said"][[6, 9]]) == "37"
    for row, character in ((9, "7"), (6, "c")):
        place = plotted["weights"][row].argmax()
        assert plotted["source"][place] == character
        assert (plotted["source"] == character).sum() == 1
        assert plotted["weights"][row, place] > 0.5


@says(date_alignment, "The dashes sit on letters that a dash does not need.")
@pytest.mark.parametrize("row", [4, 7])
def test_the_dashes_sit_on_letters(plotted, row):
    assert [place for place, said in enumerate(plotted["said"]) if said == "-"] == [4, 7]
    assert plotted["source"][plotted["weights"][row].argmax()].isalpha()
    assert {day.isoformat()[row] for day in (dates.START_DAY, date(2021, 3, 7), date(2068, 12, 31))} == {"-"}


@says(
    date_alignment,
    "Each cell is the weight on one character of the source while one character is written: the stronger the shade, "
    "the more weight.",
)
@pytest.mark.parametrize("narrow", [False, True])
def test_each_cell_is_shaded_by_its_weight(plotted, narrow):
    axes = date_alignment.draw(narrow).axes[0]
    (frame,) = (patch for patch in axes.patches if not patch.get_fill())
    weights = plotted["weights"].T if narrow else plotted["weights"]
    down, across = frame.get_height() / len(weights), frame.get_width() / weights.shape[1]
    shown = np.zeros_like(weights)
    for cell in (patch for patch in axes.patches if patch.get_fill()):
        row = round((frame.get_y() + frame.get_height() - cell.get_y()) / down) - 1
        shown[row, round((cell.get_x() - frame.get_x()) / across)] = cell.get_alpha()
    assert shown == pytest.approx(np.where(weights < 0.01, 0, weights))
    names = [_shown(plotted[name]) for name in ("source", "said")]
    texts = [text.get_text() for text in axes.texts]
    assert (texts[: len(weights)], texts[len(weights) :][: weights.shape[1]]) == tuple(names if narrow else names[::-1])


def _shown(characters) -> list[str]:
    return ["·" if character == " " else character for character in characters]


@says(date_alignment, "A day not trained on.")
def test_the_day_is_not_trained_on():
    shown = date(*kit.settings("date_attention").shown.day)
    assert shown == date(2021, 3, 7)
    assert shown not in date_attention.days(date_attention.SETTINGS)[0]
