"""A key says what it stands for: first author and year of its entry; an arXiv number fits the year.

`greff2017odyssey` is the surname of the first author, the year and a word where there are several. Contributors to a
project have a name instead of a surname, and documentation that has no year may go without: `keras_lstm_docs`.
"""

import re
from collections.abc import Iterator

from pybtex.database import Entry

from scripts.checks.bibliography.fields import misread
from scripts.checks.bibliography.sources import folded, is_group, noted, people, posted, year
from scripts.checks.repository import Repository
from scripts.site.model.document import Problem

# Between the first version on arXiv and publication, in years.
LONGEST = 2
_KEY = re.compile(r"(?P<who>\D+?)(?P<year>\d{4})(?P<word>\D*[a-z0-9]*)")
_UNDATED = re.compile(r"(?P<who>[a-z]+)_\w+")


def check(repository: Repository) -> Iterator[Problem]:
    """Keys that say something else than their entries, and arXiv numbers of another time."""
    unsure = misread(repository)
    for key, entry in repository.bibliography.items():
        if key in unsure:
            continue
        for message, remedy in [*_key(key, entry), *_number(entry)]:
            yield repository.library.problem(key, f"{key}: {message}", remedy)


def _key(key: str, entry: Entry) -> Iterator[tuple[str, str]]:
    group = is_group(people(entry)[0])
    match = _KEY.fullmatch(key) or (_UNDATED.fullmatch(key) if group else None)
    author = _first_author(entry)
    if match is None:
        yield (
            "a key is the first author's surname and the year",
            f"write {author}{year(entry)}, a word behind it if need be",
        )
        return
    told = match.groupdict().get("year")
    if told and int(told) != year(entry):
        yield f"the key says {told}, the entry {year(entry)}", "correct the one that is wrong"
    who = folded(match["who"])
    if group:
        described = folded(f"{people(entry)[0]} {entry.fields['title']}")
        if who not in described:
            yield f'"{match["who"]}" is neither in author nor in title', "call the key by the project that it is about"
    elif who != author:
        yield f"the first author is {author}", f"write {author}{told}{match.groupdict().get('word') or ''}"


def _first_author(entry: Entry) -> str:
    """The first author's surname as a key has it: `vanderwesthuizen`, `elnaggar`."""
    first = people(entry)[0]
    return folded("".join([*first.prelast_names, *first.last_names]))


def _number(entry: Entry) -> Iterator[tuple[str, str]]:
    first, published = posted(entry), year(entry)
    if first and published and not first <= published <= first + LONGEST and first not in noted(entry):
        message = f"arXiv {entry.fields['eprint']} is of {first}, the entry of {published}"
        yield message, "correct the number or the year, or name the other year in the note"
