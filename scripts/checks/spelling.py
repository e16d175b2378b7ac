"""Spelling, in every text for people: no slip that codespell knows, British English throughout, names as they are.

What is quoted stays as it was printed: the titles of sources, the fifty questions, and American words between quotation
marks in a sentence that cites. Words that are right though the lists do not know them stand in ALLOWED.
"""

import re
from collections.abc import Iterator

from pybtex.richtext import Text as RichText

from scripts.checks.lexicon import Lexicon, bare
from scripts.checks.prose import CITATION, CODE, FORMULA, Flat
from scripts.checks.sources import Sources
from scripts.checks.texts import Text, texts
from scripts.checks.vocabulary import entries, is_american, phrases
from scripts.site.model.document import Problem
from scripts.site.model.page import wordings

ALLOWED = "scripts/checks/words/allowed.txt"
_WORD = re.compile(r"[^\W_]+(?:['’][^\W\d_]+)*")
_PART = rf"[\w{FORMULA}{CODE}\ufffd]"  # what makes a part of a word of the letters beside it; the last is no character
_WHOLE_WORD = re.compile(rf"(?<!{_PART}){_WORD.pattern}(?!{_PART})")
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”")
_CODE = re.compile(
    "|".join(
        (
            r"https?://\S+|[\w.+-]+@[\w-]+\.\w+",
            CITATION.pattern,
            r"(?P<ticks>`+).+?(?P=ticks)",
            r"\$[^$\n]+\$",
            r"</?\w[^<>]*>?|&\w+;",
            r"[\w.@-]+(?:/[\w.@*-]+)+",  # paths
            r"\w+(?:(?:\.|::)\w+)+|\w+(?=[(=])|(?<!\S)--?[a-z][\w-]+",  # names in code, options
            r"prefers-color-scheme",  # the media query, which also stands between brackets
        )
    ),
    re.DOTALL,
)


def check(sources: Sources) -> Iterator[Problem]:
    """What is misspelt, and what ALLOWED has too much."""
    lexicon = Lexicon(_authors(sources))
    fixed = _fixed(sources, lexicon)
    allowed = {entry.word.casefold() for entry in entries(sources.root / ALLOWED)}
    needed = set()
    for text, suspects in _suspicious(sources, lexicon):
        for flat in text.read():
            if not any(word in flat.text for word in suspects):
                continue
            for line, word, fault in _faults(flat, lexicon, fixed, text.is_page):
                if bare(word).casefold() in allowed:
                    needed.add(bare(word).casefold())
                else:
                    yield Problem(text.name, line, fault.message, fault.remedy)
    yield from _allowed(sources, needed)


def _suspicious(sources: Sources, lexicon: Lexicon) -> Iterator[tuple[Text, set[str]]]:
    """The few files that have words that can be wrong, with these: the others need not be taken apart."""
    found = [(text, set(_WORD.findall(text.raw.replace("\\n", " ")))) for text in texts(sources)]
    for is_page in (True, False):
        every = set().union(*(words for text, words in found if text.is_page is is_page))
        wrong = {word for word in every if lexicon.is_suspect(word, is_page)}
        for text, words in found:
            suspects = words & wrong if text.is_page is is_page else set()
            if not is_page:
                suspects = {word for word in suspects if not is_american(word) or _outside_code(word, text.raw)}
            if suspects:
                yield text, suspects


def _outside_code(word: str, raw: str) -> bool:
    """Whether a word stands somewhere else than in `x.color`, `color=`, `color(`, `"color"`, `-color` and `<color`."""
    pattern = rf"""(?<![\w.@<-])(?<!import\ )(?<!["'](?={word}["'])){word}(?![\w.(]|\s*=)"""
    return re.search(pattern, raw) is not None


def _faults(flat: Flat, lexicon: Lexicon, fixed: re.Pattern, on_page: bool) -> Iterator[tuple]:
    readable = _CODE.sub(_blank, fixed.sub(_blank, flat.text))
    quotes = None
    for match in _WHOLE_WORD.finditer(readable):
        before = readable[max(0, match.start() - 30) : match.start()]
        if fault := lexicon.fault(match[0], before, on_page):
            quotes = list(_quotations(flat)) if quotes is None else quotes
            quoted = any(start < match.start() < end for start, end in quotes)
            if not (quoted and is_american(match[0].lower())):
                yield flat.line_at(match.start()), match[0], fault


def _quotations(flat: Flat) -> Iterator[tuple[int, int]]:
    """Where the text quotes a source that it cites."""
    for start, end in flat.sentences:
        if CITATION.search(flat.text, start, end):
            yield from (match.span() for match in _QUOTED.finditer(flat.text, start, end))


def _fixed(sources: Sources, lexicon: Lexicon) -> re.Pattern:
    """What is not ours to spell, however it is broken into lines: questions, titles, and names of several words."""
    titles = (re.sub(r"[{}]", "", entry.fields["title"]) for entry in sources.bibliography.values())
    odd = (text for text in (*wordings().values(), *titles) if any(map(lexicon.is_suspect, _WORD.findall(text))))
    ways = [*map(_in_lines, phrases()), *(f"(?i:{_in_lines(text)})" for text in odd)]
    return re.compile(rf"(?<!\w)(?:{'|'.join(ways)})(?!\w)")


def _in_lines(text: str) -> str:
    return r"\s+".join(map(re.escape, text.split()))


def _authors(sources: Sources) -> Iterator[tuple[str, str]]:
    """Surname and other names of everybody in docs/references.bib; contributors to a project are nobody's name."""
    for entry in sources.bibliography.values():
        for person in (person for people in entry.persons.values() for person in people):
            others = [*person.first_names, *person.middle_names, *person.prelast_names, *person.lineage_names]
            if not str(person).startswith("{"):
                yield _without_tex(" ".join(person.last_names)), _without_tex(" ".join(others))


def _without_tex(name: str) -> str:
    return str(RichText.from_latex(name)) if "{" in name or "\\" in name else name


def _allowed(sources: Sources, needed: set[str]) -> Iterator[Problem]:
    """What is wrong with the list itself."""
    lines: dict[str, int] = {}
    last = ""
    for line, word in entries(sources.root / ALLOWED):
        key = word.casefold()
        if not _WORD.fullmatch(word):
            yield Problem(ALLOWED, line, f'"{word}" is not one word', "write one a line, and the reason behind a #")
        elif key in lines:
            yield Problem(ALLOWED, line, f'"{word}" stands twice, first in line {lines[key]}', "keep one of the two")
        elif key not in needed:
            yield Problem(ALLOWED, line, f'no text needs "{word}" to be allowed', "remove the line")
        elif key < last:
            yield Problem(ALLOWED, line, f'"{word}" is out of order', f'put it before "{last}"')
        lines.setdefault(key, line)
        last = max(last, key)


def _blank(match: re.Match) -> str:
    return " " * len(match[0])
