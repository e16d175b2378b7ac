"""Proceedings of one series agree: the number of the conference counts years, and a volume has one conference.

What most entries say is taken for right: of the 33rd ICML in 2016 and the 34th in 2017 follows the year of each other.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping
from typing import NamedTuple

from pybtex.database import Entry

from scripts.checks.repository import Repository
from scripts.site.model.document import Problem

_HELD = re.compile(r"\((?P<conference>[A-Z][\w-]+) (?P<year>\d{4})\)")
_NUMBER = re.compile(r"\b(?P<number>\d+)(?:st|nd|rd|th) ")
_VOLUME = re.compile(r"\b(?P<volume>PMLR \d+)\b")


class Held(NamedTuple):
    """What the name of some proceedings says of the conference: which and when, its number, and the volume."""

    conference: str
    year: int
    number: int | None
    volume: str | None


def check(repository: Repository) -> Iterator[Problem]:
    """Proceedings whose number or volume is not that of the others."""
    held = {key: found for key, entry in repository.bibliography.items() if (found := _held(entry))}
    numbered = {key: one for key, one in held.items() if one.number}
    for key, began in _odd(numbered, lambda one: one.conference, lambda one: one.year - one.number).items():
        one = held[key]
        message = f"the {one.conference} of {one.year} is number {one.year - began}, not {one.number}"
        yield repository.library.problem(key, f"{key}: {message}, as other sources count them", "correct the number")
    bound = {key: one for key, one in held.items() if one.volume}
    for of, other in ((lambda one: one[:2], lambda one: one.volume), (lambda one: one.volume, lambda one: one[:2])):
        for key in _odd(bound, of, other):
            one = held[key]
            message = f"{key}: {one.volume} is not {one.conference} {one.year} in other sources"
            yield repository.library.problem(key, message, "correct the volume or the conference")


def _held(entry: Entry) -> Held | None:
    name = entry.fields.get("booktitle", "")
    if not (held := _HELD.search(name)):
        return None
    number, volume = _NUMBER.search(name), _VOLUME.search(name)
    return Held(held["conference"], int(held["year"]), number and int(number["number"]), volume and volume["volume"])


def _odd(held: Mapping[str, Held], of: Callable[[Held], Hashable], what: Callable[[Held], Hashable]) -> dict:
    """By key what most others say `of` the same, where the entry says something else; no more than half say so."""
    said = defaultdict(Counter)
    for one in held.values():
        said[of(one)][what(one)] += 1
    odd = {}
    for key, one in held.items():
        (most, count), all_of_it = said[of(one)].most_common(1)[0], said[of(one)].total()
        if what(one) != most and 2 * count > all_of_it:
            odd[key] = most
    return odd
