"""Dates as people write them, and the same dates as ISO 8601 has them: "Sunday the 7th of March 2021" to "2021-03-07".

Every source tells the same three numbers, year, month and day; only the words around them make it long, 6 to 48
characters. So the answer is never longer than ten characters, whatever the source. Days run over a hundred years from
START_DAY on; two digits of a year mean 1969 to 2068, as in POSIX. Some of the days are held out for testing.
"""

from datetime import date, timedelta

import torch

from scripts.experiments.tasks.pairs import FIRST, Pairs, padded

START_DAY, DAYS = date(1969, 1, 1), 36_525
MONTHS = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
]
WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
FORMATS = (
    "{day}/{month}/{yy}",
    "{day}.{month}.{year}",
    "{day} {short} {year}",
    "{name} {day}, {year}",
    "{name} {nth}, {year}",
    "{weekday}, {day} {name} {year}",
    "the {nth} day of {name} {year}",
    "{weekday} the {nth} of {name} {year}",
    "{weekday} the {nth} of {name} in the year {year}",
)
READ = sorted(set("".join(MONTHS + WEEKDAYS + list(FORMATS)) + "0123456789") - set("{}"))
SAID = "-0123456789"
SOURCES, TARGETS = FIRST + len(READ), FIRST + len(SAID)


def written(day: date, form: str) -> str:
    """One of FORMATS filled in."""
    ending = "th" if 10 < day.day < 20 else {1: "st", 2: "nd", 3: "rd"}.get(day.day % 10, "th")
    return form.format(
        day=day.day,
        nth=f"{day.day}{ending}",
        month=day.month,
        name=MONTHS[day.month - 1],
        short=MONTHS[day.month - 1][:3],
        year=day.year,
        yy=f"{day.year % 100:02d}",
        weekday=WEEKDAYS[day.weekday()],
    )


def pairs(days: list[date], forms: list[str]) -> Pairs:
    """The days, each written in its form, and what is to be said."""
    return padded(
        [[FIRST + READ.index(c) for c in written(day, form)] for day, form in zip(days, forms, strict=True)],
        [[FIRST + SAID.index(c) for c in day.isoformat()] for day in days],
    )


def split(test_days: int, generator: torch.Generator) -> tuple[list[date], list[date]]:
    """The days to train on, and as many others as are asked for."""
    order = [START_DAY + timedelta(days=n) for n in torch.randperm(DAYS, generator=generator).tolist()]
    return order[test_days:], order[:test_days]


def draw(days: list[date], B: int, generator: torch.Generator) -> Pairs:
    """B pairs: any of the days in any of the forms."""
    which = torch.randint(len(days), (B,), generator=generator).tolist()
    how = torch.randint(len(FORMATS), (B,), generator=generator).tolist()
    return pairs([days[n] for n in which], [FORMATS[n] for n in how])
