"""Who is named beside a citation wrote what is cited.

Of the people named in the part of a sentence that ends with a citation, those of one group at least wrote that source;
the others, and those in a sentence without a citation, wrote one that the page cites. A name in a surname's place that
nobody here bears is a slip.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches

from pybtex.database import Entry

from scripts.checks.bibliography.names import Group, groups, known_surnames, misspelt
from scripts.checks.bibliography.sources import people, surname, surnames
from scripts.checks.bibliography.stretches import Stretch, meant, stretches
from scripts.checks.repository import Repository
from scripts.checks.rules import Found, asked_of, asked_once, problems
from scripts.site.model.document import Document, Problem
from scripts.site.model.prose import text_blocks

_UNKNOWN = "correct it, or add it to scripts/checks/words/people.txt"
_REMEDY = "correct the name or the key, or cite the source that is meant"


def check(repository: Repository) -> Iterator[Problem]:
    """People named beside what they did not write."""
    yield from problems(_in_document, repository)
    yield from (Problem(*found) for found in _in_captions(repository))


@asked_of("site")
def _in_document(document: Document, repository: Repository) -> Found:
    known, named = repository.bibliography, repository.made(known_surnames)
    pieces, cited = meant(document)
    page = [key for key in cited if key in known]
    for stretch in pieces if known else ():
        for at, message, remedy in _wrong(stretch, page, known, named, document.text):
            yield stretch.block.flat.line_at(at), message, remedy


@asked_once
def _in_captions(repository: Repository) -> Iterator[tuple[str, int, str, str]]:
    known, named = repository.bibliography, repository.made(known_surnames)
    for name, line, caption in repository.captions if known else ():
        for stretch in stretches(text_blocks(caption)):
            for _, message, remedy in _wrong(stretch, tuple(known), known, named, caption):
                yield name, line, message, remedy


def _wrong(
    stretch: Stretch, page: Sequence[str], known: Mapping[str, Entry], named: set[str], words: str
) -> Iterator[tuple[int, str, str]]:
    """Where a piece names people who wrote nothing that is cited, and what to say."""
    text = stretch.block.flat.text[stretch.start : stretch.end]
    found = list(groups(text, named))
    cited = [key for key in stretch.cited or _of_row(stretch) if key in known]
    theirs = dict.fromkeys(name for key in cited for name in surnames(known[key]))
    strangers = {word: group.start for group in found for word in group.strangers}
    for word, at in strangers.items():
        near = get_close_matches(word, named, n=1, cutoff=0.6)
        guess = f' (did you mean "{near[0]}"?)' if near else ""
        yield stretch.start + at, f'"{word}" is no author of a source{guess}', _UNKNOWN
    for at, word, near in misspelt(text, theirs.keys(), named):
        if word not in strangers and not re.search(rf"\b{word.casefold()}s?\b", words):
            yield stretch.start + at, f'"{word}" is no author of a source (did you mean "{near}"?)', _UNKNOWN
    found = [group for group in found if group.names and not group.strangers]
    if found and theirs and not any(_wrote(group, cited, known) for group in found):
        who, shown = found[-1], list(theirs)
        verb = "is not the first author of" if who.leads else "did not write"
        listed = ", ".join(shown[:3]) + (" …" if len(shown) > 3 else "")
        message = f"{' and '.join(who.names)} {verb} {' or '.join(dict.fromkeys(cited))} ({listed})"
        yield stretch.start + who.start, message, _REMEDY
        return
    for group in found:
        if not _wrote(group, page, known):
            verb = "is the first author of" if group.leads else "wrote"
            together = " together" if len(group.names) > 1 else ""
            message = f"{' and '.join(group.names)} {verb} no source of this page{together}"
            yield stretch.start + group.start, message, _REMEDY


def _of_row(stretch: Stretch) -> tuple[str, ...]:
    return stretch.around if stretch.block.kind == "cell" else ()


def _wrote(group: Group, cited: Sequence[str], known: Mapping[str, Entry]) -> bool:
    """Whether the people of a group are all authors of one of the sources, and who leads the others its first."""
    for key in cited:
        first = surname(people(known[key])[0])
        if group.names == (first,) if group.leads else set(group.names) <= {*surnames(known[key])}:
            return True
    return False
