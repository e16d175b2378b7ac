"""What differs between an entry of docs/references.bib and a work as Crossref or arXiv has it."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from pybtex.database import Entry, Person

from scripts.checks.bibliography.sources import is_group, people, posted, printed, year, years
from scripts.sources import arxiv, crossref
from scripts.sources.works import Name, Work, same, shown, span, words

NOTHING = "nothing"
_LONGEST = 120
_SUFFIX = re.compile(r",?\s+(?:Jr|Sr|II|III)\.?$")


class Difference(NamedTuple):
    """A field of an entry that somebody else has otherwise: as we have it, and as they do."""

    key: str
    field: str
    ours: str
    theirs: str


def missing(key: str, service: str, number: str) -> Difference:
    """There is nothing under a number of ours."""
    return Difference(key, "DOI" if service == crossref.NAME else "arXiv number", number, NOTHING)


def differences(key: str, entry: Entry, work: Work, service: str) -> Iterator[Difference]:
    """The fields that differ; one that either side leaves out does not."""
    for field, pair in (
        ("title", _title(entry, work)),
        ("authors", _authors(entry, work)),
        ("year", _late(entry, work) if service == arxiv.NAME else _year(entry, work)),
        ("pages", _pages(entry, work)),
        ("DOI", _doi(entry, work)),
        ("journal", _journal(entry, work)),
        ("volume", _count(entry.fields.get("volume", ""), work.volume)),
        ("issue", _count(entry.fields.get("number", ""), work.issue)),
    ):
        if pair:
            yield Difference(key, f"{field} ({service})", *pair)


def _title(entry: Entry, work: Work) -> tuple[str, str] | None:
    ours = printed(entry.fields["title"])
    if not work.titles or same(ours) in map(same, work.titles):
        return None
    return ours, shown(work.titles[0])


def _year(entry: Entry, work: Work) -> tuple[str, str] | None:
    """The years of the note count as well: a source may have been printed in the year after its conference."""
    ours = {year(entry)} | years(entry) - {posted(entry)}
    if not work.years or ours & work.years:
        return None
    return str(year(entry)), " or ".join(map(str, sorted(work.years)))


def _late(entry: Entry, work: Work) -> tuple[str, str] | None:
    """The first version is often older than what was published; where it is younger, number or year may be wrong."""
    first, noted = min(work.years, default=0), years(entry) - {posted(entry)}
    published = year(entry)
    return (str(published), str(first)) if published and first > published and first not in noted else None


def _pages(entry: Entry, work: Work) -> tuple[str, str] | None:
    ours = entry.fields.get("pages", "")
    theirs = [span(pages) for pages in work.pages]
    # Of an article with pages, an own number beside them is no other answer; and some have its first page alone.
    first = span(ours).partition("-")[0]
    if not ours or not theirs or span(ours) in theirs or first in theirs:
        return None
    return ours.replace("--", "-"), shown(work.pages[0])


def _doi(entry: Entry, work: Work) -> tuple[str, str] | None:
    ours = entry.fields.get("doi", "")
    return (ours, work.doi) if work.doi and ours.casefold() != work.doi.casefold() else None


def _journal(entry: Entry, work: Work) -> tuple[str, str] | None:
    ours = printed(entry.fields.get("journal", ""))
    if not ours or not work.journals or _journal_name(ours) in map(_journal_name, work.journals):
        return None
    return ours, shown(work.journals[0])


def _journal_name(name: str) -> str:
    """The letters of a journal's name; `The` before it and the form of its `and` make no difference."""
    return same(re.sub(r"^The\s", "", shown(name).replace("&", "and")))


def _count(ours: str, theirs: str) -> tuple[str, str] | None:
    """A volume, or an issue of it, which may be two: `1–2`, and which some write `03`."""
    return (ours, theirs) if ours and theirs and _plain(ours) != _plain(theirs) else None


def _plain(count: str) -> list[str]:
    return [part.lstrip("0") for part in re.findall(r"\w+", printed(count).casefold())]


def _authors(entry: Entry, work: Work) -> tuple[str, str] | None:
    ours, theirs = people(entry), work.authors
    if not theirs or any(map(is_group, ours)):
        return None
    at = next((at for at, pair in enumerate(zip(ours, theirs, strict=False)) if not _is_one(*pair)), None)
    if at is None and len(ours) == len(theirs):
        return None
    at = min(len(ours), len(theirs)) if at is None else at
    return _from([_family(person) for person in ours], at), _from([shown(name.family) for name in theirs], at)


def _is_one(person: Person, name: Name) -> bool:
    """Whether two names are of one family, wherever either side begins it: `van Merriënboer`, `Pineda Arango`."""
    last = words(" ".join(map(printed, person.last_names)))
    full = words(" ".join(map(printed, [*person.first_names, *person.middle_names, *person.prelast_names]))) + last
    family, theirs = words(name.family), words(_SUFFIX.sub("", name.full))
    if not last or not family:
        return False
    ends = {"".join(full[at:]) for at in range(len(full))}
    return "".join(family) in ends or theirs[-len(last) :] == last


def _family(person: Person) -> str:
    return " ".join(map(printed, [*person.prelast_names, *person.last_names]))


def _from(names: Sequence[str], at: int) -> str:
    """All names where that is short, else those from the one on that differs, with its number."""
    everyone = ", ".join(names)
    if len(everyone) <= _LONGEST:
        return everyone
    if at >= len(names):
        return f"{len(names)} authors, the last is {names[-1]}"
    return f"of {len(names)}, from number {at + 1} on: {', '.join(names[at : at + 4])}"
