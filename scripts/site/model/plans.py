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


class Plan(NamedTuple):
    """Question numbers in the order of reading, in as many sittings as there are; `minutes` of each sitting."""

    title: str
    what: str
    sittings: tuple[tuple[int, ...], ...]
    minutes: tuple[int, ...]

    @property
    def anchor(self) -> str:
        """`one-hour`, `until-thursday`: where its heading is on the home page."""
        return self.title.lower().replace(" ", "-")


def plans() -> list[Plan]:
    """The plans for one hour, one evening, and three evenings: of the pages that are written."""
    everything = order()
    hour, hour_minutes = _fill(everything, HOUR, spoken_minutes)
    evening, evening_minutes = _fill(everything, EVENING, minutes)
    days, left = [], everything
    for _ in range(EVENINGS):
        sitting, taken = _fill(left, EVENING, minutes)
        left = left[len(sitting) :]
        if sitting:
            days.append((sitting, taken))
    return [
        Plan("One hour", "Say it: the first band of each page, aloud", (hour,), (hour_minutes,)),
        Plan("One evening", "whole pages, folds closed", (evening,), (evening_minutes,)),
        Plan("Until Thursday", "whole pages, in evenings", tuple(s for s, _ in days), tuple(m for _, m in days)),
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


def _fill(numbers: list[int], budget: int, cost: Callable[[int], int]) -> tuple[tuple[int, ...], int]:
    """The first of `numbers` that fit into `budget` minutes together, and their minutes."""
    taken, total = [], 0
    for number in numbers:
        if total + cost(number) > budget:
            break
        taken.append(number)
        total += cost(number)
    return tuple(taken), total


def _rank(front: dict) -> int:
    """The place of a page's level; one that is no level, which the checks report, comes last."""
    level = front.get("level")
    return LEVELS.index(level) if level in LEVELS else len(LEVELS)
