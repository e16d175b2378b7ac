"""CO2 over Mauna Loa: every Saturday from 1958 to 2001, with the weeks that nobody measured."""

from datetime import date, timedelta
from itertools import groupby

import pytest

from scripts.experiments.tasks import co2


def test_weeks_and_parts():
    series = co2.load()
    assert series.x.shape == (2284, 1)
    assert [len(steps) for steps in series.parts.values()] == [1449, 313, 522]
    assert series.x.min().item() == pytest.approx(313.0)
    assert series.x.max().item() == pytest.approx(373.9)
    assert series.x[0].item() == pytest.approx(316.1)
    assert co2.FIRST + timedelta(weeks=len(series.x) - 1) == date(2001, 12, 29)


def test_dates_are_saturdays_and_map_to_steps():
    assert {day.weekday() for day in (co2.FIRST, co2.VALIDATION, co2.TEST)} == {5}
    assert co2.step(co2.FIRST) == 0
    assert co2.step(date(1958, 4, 5)) == 1


def test_the_gaps_are_those_of_the_record_and_lie_in_the_training_part():
    series = co2.load()
    missing = ~series.seen[:, 0]
    runs = [len(list(steps)) for gap, steps in groupby(missing.tolist()) if gap]
    assert (missing.sum(), len(runs), max(runs)) == (59, 22, 18)
    assert missing[: series.validation].sum() == 59
    assert missing[co2.step(date(1985, 8, 3))]
    assert not missing[co2.step(date(1985, 8, 10)) :].any()


def test_a_gap_holds_the_week_before_it():
    series = co2.load()
    start = co2.step(date(1964, 1, 25))
    assert not series.seen[start : start + 18].any()
    assert (series.x[start : start + 18] == series.x[start - 1]).all()
    assert series.seen[start - 1]
    assert series.seen[start + 18]
