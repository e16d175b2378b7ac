"""What to read in the time that is left: plans made from the pages' levels, what they need, and their minutes.

A plan never has a page before one that it needs. Core pages come first, then intermediate, then advanced ones, and
within a level by number; a page that another one needs is drawn before it, whatever its level.
"""

from collections.abc import Callable
from typing import NamedTuple

from scripts.site.model import markdown_file
from scripts.site.model.front_matter import LEVELS
from scripts.site.model.questions import pages
from scripts.site.model.reading import reading_of

HOUR, EVENING, EVENINGS = 60, 180, 3  # minutes, minutes, evenings until Thursday


class Stop(NamedTuple):
    """A page in a sitting: its question, the minutes that it takes, and those that have gone by when it is done."""

    number: int
    minutes: int
    so_far: int


class Plan(NamedTuple):
    """What to read, in the order of reading, in as many sittings as there are; `unit` is what a stop is called."""

    title: str
    what: str
    unit: str
    sittings: tuple[tuple[Stop, ...], ...]

    @property
    def anchor(self) -> str:
        """`one-hour`, `until-thursday`: where its heading is on its page."""
        return self.title.lower().replace(" ", "-")

    @property
    def stops(self) -> int:
        """How many pages there are in all sittings."""
        return sum(map(len, self.sittings))

    @property
    def size(self) -> str:
        """`15 answers`."""
        return f"{self.stops} {self.unit if self.stops != 1 else self.unit[:-1]}"


def plans() -> list[Plan]:
    """The plans for one hour, one evening, and three evenings: of the pages that are written."""
    everything = order()
    evenings, left = [], everything
    for _ in range(EVENINGS):
        evening = _fill(left, EVENING, minutes)
        left = left[len(evening) :]
        if evening:
            evenings.append(evening)
    hour = _fill(everything, HOUR, spoken_minutes)
    return [
        Plan("One hour", "Say it, the first band of each page, aloud.", "answers", (hour,)),
        Plan("One evening", "Whole pages, with the folds closed.", "pages", tuple(evenings[:1])),
        Plan("Until Thursday", "Whole pages, in three evenings.", "pages", tuple(evenings)),
    ]


def order() -> list[int]:
    """The written questions in the order of reading."""
    written = pages()
    fronts = {number: markdown_file.read(path).front for number, path in written.items()}
    ranked = sorted(written, key=lambda number: (_rank(fronts[number]), number))
    found: dict[int, None] = {}

    def read(number: int, above: tuple[int, ...] = ()) -> None:
        if number in found or number not in written or number in above:
            return  # read already; not written; or a circle, which the checks report
        for needed in fronts[number].get("needs") or ():
            read(needed, (*above, number))
        found.setdefault(number)

    for number in ranked:
        read(number)
    return list(found)


def minutes(number: int) -> int:
    """The minutes of a page's open parts."""
    return reading_of(pages()[number], markdown_file.ROOT).opened.minutes


def spoken_minutes(number: int) -> int:
    """The minutes of the open parts of a page's first band, read once."""
    return reading_of(pages()[number], markdown_file.ROOT).spoken.minutes


def _fill(numbers: list[int], budget: int, cost: Callable[[int], int]) -> tuple[Stop, ...]:
    """The first of `numbers` that fit into `budget` minutes together."""
    stops: list[Stop] = []
    total = 0
    for number in numbers:
        total += cost(number)
        if total > budget:
            break
        stops.append(Stop(number, cost(number), total))
    return tuple(stops)


def _rank(front: dict) -> int:
    """The place of a page's level; one that is no level, which the checks report, comes last."""
    level = front.get("level")
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)
