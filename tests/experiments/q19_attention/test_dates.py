"""Dates in their formats: the words, the ordinals, the years of two digits, the answers, and the days held out."""

from datetime import date

import pytest
import torch

from scripts.experiments.q19_attention import dates
from scripts.experiments.tasks.pairs import END, FIRST

DAY = date(2021, 3, 7)


def test_one_day_in_every_format():
    assert [dates.written(DAY, form) for form in dates.FORMATS] == [
        "7/3/21",
        "7.3.2021",
        "7 Mar 2021",
        "March 7, 2021",
        "March 7th, 2021",
        "Sunday, 7 March 2021",
        "the 7th day of March 2021",
        "Sunday the 7th of March 2021",
        "Sunday the 7th of March in the year 2021",
    ]


@pytest.mark.parametrize(
    ("day", "nth"),
    [
        (1, "1st"),
        (2, "2nd"),
        (3, "3rd"),
        (4, "4th"),
        (11, "11th"),
        (12, "12th"),
        (13, "13th"),
        (21, "21st"),
        (31, "31st"),
    ],
)
def test_ordinals(day, nth):
    assert dates.written(date(2021, 1, day), "{nth}") == nth


def test_two_digits_of_a_year_mean_one_year_alone():
    last = dates.START_DAY.replace(year=dates.START_DAY.year + 100).toordinal() - 1
    assert dates.START_DAY.toordinal() + dates.DAYS - 1 == last
    years = {date.fromordinal(n).year % 100 for n in range(dates.START_DAY.toordinal(), last + 1, 200)}
    assert len(years) == 100
    assert [dates.written(date(year, 1, 2), "{yy}") for year in (1969, 2005, 2068)] == ["69", "05", "68"]


def test_lengths_are_those_of_the_docstring():
    days = [date(2021, month, day) for month in range(1, 13) for day in range(1, 29)]
    lengths = [len(dates.written(day, form)) for day in days for form in dates.FORMATS]
    assert (min(lengths), max(lengths)) == (6, 48)


def test_pairs_are_the_characters_and_the_iso_date():
    pairs = dates.pairs([DAY, date(1999, 12, 31)], [dates.FORMATS[0], dates.FORMATS[2]])
    assert "".join(dates.READ[n - FIRST] for n in pairs.source[:6, 0].tolist()) == "7/3/21"
    assert pairs.lengths.tolist() == [6, 11]
    for column, day in ((0, "2021-03-07"), (1, "1999-12-31")):
        *said, end = pairs.target[:, column].tolist()
        assert "".join(dates.SAID[n - FIRST] for n in said) == day
        assert end == END
    assert int(pairs.source.max()) < dates.SOURCES
    assert int(pairs.target.max()) < dates.TARGETS


def test_no_day_is_trained_on_and_tested():
    known, test = dates.split(50, torch.Generator().manual_seed(3))
    assert len(test) == 50
    assert len(set(known) | set(test)) == len(known) + len(test) == dates.DAYS


def test_a_batch_holds_given_days_alone_in_many_formats():
    batch = dates.draw([DAY], 200, torch.Generator().manual_seed(4))
    assert {"".join(dates.SAID[n - FIRST] for n in column[:10]) for column in batch.target.T.tolist()} == {"2021-03-07"}
    assert len(set(batch.lengths.tolist())) == len(dates.FORMATS)
