"""A year in a text is the year of the source that is cited for it.

A year belongs to the citation that follows in its part of the sentence, between semicolons; to one that stands right
before it; and one that opens an item, `2015: …`, to all citations of its sentence. Elsewhere it has to be the year of
some source of the page, and beside a surname, of a source by that author; what is known by its year, such as the
carousel of 1997, has that one. A source has its year of publication, that of its first version on arXiv, and those that
its `note` names.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

from pybtex.database import Entry

from scripts.checks.bibliography.names import groups, known_surnames
from scripts.checks.bibliography.sources import surnames, years
from scripts.checks.bibliography.stretches import Stretch, keys, meant, stretches
from scripts.checks.repository import Repository
from scripts.checks.rules import Found, asked_of, asked_once, problems
from scripts.site.model.document import Document, Problem
from scripts.site.model.prose import COMMENT, FORMULA, UNBOLD, text_blocks

FIRST, LAST = 1985, 2030
_THINGS = "steps|tokens|words|sequences|updates|units|epochs|examples|characters|samples|weights|numbers|runs|times"
_YEAR = re.compile(rf"(?<![\w.,@-])(?:19[89]\d|20[0-3]\d)(?![\w{COMMENT}-]|{UNBOLD}{COMMENT}|[.,]\d|\s(?:{_THINGS})\b)")
_OPENS = re.compile(r"\W*\d{4}:")
_CLOSE = re.compile(r"[^\S\n]*(?:\w+\s+){0,2}")  # between a citation and the year right behind it
# What is known by its year and often stands without a citation, but for spans of time: no forget gate until 1999.
# In a pattern, YEAR stands for the year that is looked at.
_LANDMARKS = (
    (
        "hochreiter1997lstm",
        r"\bcarousel|\b(?:fixed at|factor|factor of) (?:1|one)\b|\bpurely additive|\bweight conflicts?\b"
        r"|\b(?:no|without|without a|lacks a|had no) (?:such |forget )gates?\b|\b(?:cell|LSTM) of YEAR"
        r"|\bfirst LSTM\b|\binput and output gates?\b",
    ),
    ("gers2000forget", r"\bforget gate[\s,:(]*(?:in |of |came in |conference |presented in )?YEAR"),
)
_NETWORKS = tuple(
    (key, re.compile(rf"\b(?:{network})[\s(:]*(?:with {FORMULA} )?(?:in |of )?$"))
    for key, network in (("hochreiter1997lstm", "LSTM|cell|[Cc]arousel"), ("cho2014gru", "GRU"))
)
_SPAN = re.compile(r"\b(?:until|till|before|since|after|from|up to)\s+$", re.IGNORECASE)
_REMEDY = "correct the year or the key, or cite the source that it is about"


def check(repository: Repository) -> Iterator[Problem]:
    """Years that are not those of their sources."""
    yield from problems(_in_document, repository)
    yield from (Problem(*found) for found in _in_captions(repository))


@asked_of("site")
def _in_document(document: Document, repository: Repository) -> Found:
    known, named = repository.bibliography, repository.made(known_surnames)
    pieces, cited = meant(document)
    for stretch in pieces if known else ():
        for at, message in _wrong(stretch, cited, known, named):
            yield stretch.block.flat.line_at(at), message, _REMEDY


@asked_once
def _in_captions(repository: Repository) -> Iterator[tuple[str, int, str, str]]:
    known, named = repository.bibliography, repository.made(known_surnames)
    for name, line, caption in repository.captions if known else ():
        for stretch in stretches(text_blocks(caption)):
            yield from ((name, line, text, _REMEDY) for _, text in _wrong(stretch, tuple(known), known, named))


def _wrong(
    stretch: Stretch, page: Sequence[str], known: Mapping[str, Entry], people: set[str]
) -> Iterator[tuple[int, str]]:
    """Where a piece has a year that is not its source's, and what to say."""
    for match in _YEAR.finditer(stretch.block.flat.text, stretch.start, stretch.end):
        year = int(match[0])
        if not FIRST <= year <= LAST or match.start() < stretch.block.flat.quoted_mistake:
            continue
        if bound := [key for key in _bound(stretch, match.start()) if key in known]:
            if year not in _all_years([*bound, *_named(stretch, match.start(), page)], known):
                yield match.start(), f"{year} is not the year of {_told(bound, known)}"
            continue
        on_page = [key for key in page if key in known]
        named = [group.names for group in groups(stretch.text, people) if group.names]
        theirs = [key for key in on_page if any({*names} <= {*surnames(known[key])} for names in named)]
        theirs = theirs or _landmarks(stretch, match.start(), known)
        if theirs and year not in _all_years(theirs, known):
            yield match.start(), f"{year} is not the year of {_told(theirs, known)}"
        elif year not in _all_years(on_page, known) and stretch.around:
            yield match.start(), f"{year} is not the year of a source of this page"


def _bound(stretch: Stretch, at: int) -> tuple[str, ...]:
    """The keys to one of which the year at a position belongs, none where it stands alone."""
    text = stretch.block.flat.text
    close = stretch.before if _CLOSE.fullmatch(text[stretch.start : at]) else ()
    bare = stretch.block.kind == "cell" and not keys(text) and len(text.split()) > 1
    if _OPENS.match(text[stretch.start : stretch.end]) or bare:
        return stretch.cited + close or stretch.around
    return stretch.cited + close


def _named(stretch: Stretch, at: int, page: Sequence[str]) -> list[str]:
    """The sources of the page whose network stands right before the year, as in `LSTM 1997, forget gate 1999`."""
    before = stretch.block.flat.text[stretch.start : at]
    return [key for key, network in _NETWORKS if key in page and network.search(before)]


def _landmarks(stretch: Stretch, at: int, known: Mapping[str, Entry]) -> list[str]:
    """The sources that a piece without a citation is about, by what it says."""
    text = stretch.block.flat.text
    if _SPAN.search(text[stretch.start : at]):
        return []
    said = f"{text[stretch.start : at]}YEAR{text[at + 4 : stretch.end]}"
    return [key for key, telling in _LANDMARKS if key in known and re.search(telling, said, re.IGNORECASE)][:1]


def _all_years(cited: Iterable[str], known: Mapping[str, Entry]) -> set[int]:
    return {year for key in cited for year in years(known[key])}


def _told(cited: Sequence[str], known: Mapping[str, Entry]) -> str:
    """The sources, each with its years: `gers2000forget (1999, 2000)`."""
    shown = dict.fromkeys(cited)
    return " or ".join(f"{key} ({', '.join(map(str, sorted(years(known[key]))))})" for key in list(shown)[:3])
