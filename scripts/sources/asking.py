"""Everything that Crossref and arXiv have under the numbers of our sources, compared with what we have."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from pybtex.database import Entry

from scripts.sources import arxiv, crossref
from scripts.sources.differences import Difference, differences, missing
from scripts.sources.network import Asker, Unanswered
from scripts.sources.works import Work


@dataclass
class Found:
    """The differences, by key why an entry could not be compared, and how many numbers were asked for."""

    differences: list[Difference] = field(default_factory=list)
    unanswered: dict[str, str] = field(default_factory=dict)
    asked: int = 0


def compare(entries: Mapping[str, Entry], asker: Asker) -> Found:
    """Ask for each DOI and each arXiv number."""
    found = Found()
    _ask_crossref({key: entry for key, entry in entries.items() if entry.fields.get("doi")}, asker, found)
    _ask_arxiv({key: entry for key, entry in entries.items() if entry.fields.get("eprint")}, asker, found)
    found.differences.sort(key=lambda difference: difference.key)
    return found


def _ask_crossref(entries: Mapping[str, Entry], asker: Asker, found: Found) -> None:
    for key, entry in entries.items():
        found.asked += 1
        doi = entry.fields["doi"]
        try:
            work = asker.ask(crossref.address(doi), crossref.read)
            if work:
                found.differences += differences(key, entry, work, crossref.NAME)
            elif asker.ask(crossref.elsewhere(doi), bool) is None:
                found.differences.append(missing(key, crossref.NAME, doi))
        except Unanswered as reason:
            found.unanswered[key] = str(reason)


def _ask_arxiv(entries: Mapping[str, Entry], asker: Asker, found: Found) -> None:
    keys = list(entries)
    for at in range(0, len(keys), arxiv.AT_ONCE):
        some = keys[at : at + arxiv.AT_ONCE]
        found.asked += len(some)
        try:
            works = _works(sorted({entries[key].fields["eprint"] for key in some}), asker)
        except Unanswered as reason:
            found.unanswered |= dict.fromkeys(some, str(reason))
            continue
        for key in some:
            found.differences += _differences(key, entries[key], works)


def _works(numbers: Sequence[str], asker: Asker) -> Mapping[str, Work]:
    """What arXiv has of these, asked again without each that it takes for no number."""
    while numbers:
        try:
            return asker.ask(arxiv.address([*map(arxiv.plain, numbers)]), arxiv.read) or {}
        except arxiv.Refused as refused:
            left = [number for number in numbers if arxiv.plain(number) != arxiv.plain(str(refused))]
            if len(left) == len(numbers):
                raise Unanswered(f"arXiv refuses {refused}, for which it was not asked") from None
            numbers = left
    return {}


def _differences(key: str, entry: Entry, works: Mapping[str, Work]) -> Iterator[Difference]:
    number = entry.fields["eprint"]
    if work := works.get(arxiv.plain(number)):
        yield from differences(key, entry, work, arxiv.NAME)
    else:
        yield missing(key, arxiv.NAME, number)
