"""A work as somebody else has it, and texts with everything taken away that makes no difference."""

import html
import re
from dataclasses import dataclass

from scripts.checks.bibliography.sources import folded, printed

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_TEX = re.compile(r"[\\{}$]")
_LETTERS = str.maketrans({"ı": "i", "đ": "d", "Đ": "d", "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe"})
_DASHES = re.compile(r"\s*[-\u2010-\u2015\u2212]+\s*")
_PAGES = re.compile(r"([a-z]*)(\d+)-([a-z]*)(\d+)")


@dataclass(frozen=True)
class Name:
    """A person's name: all of it, and the part of it that is the family's."""

    full: str
    family: str


@dataclass(frozen=True)
class Work:
    """What a service has under a number; empty is what it does not say.

    `titles` are all that it may be called: with subtitle and without, and translated. `years` are those of its issue,
    in print and online. `pages` may be the number of an article that has no pages. `journals` are the full name and the
    short one.
    """

    titles: tuple[str, ...]
    authors: tuple[Name, ...] = ()
    years: frozenset[int] = frozenset()
    pages: tuple[str, ...] = ()
    doi: str = ""
    journals: tuple[str, ...] = ()
    volume: str = ""
    issue: str = ""


def shown(text: str) -> str:
    """A text in one line, without tags of HTML and MathML, character references and TeX."""
    plain = " ".join(html.unescape(html.unescape(_TAG.sub("", text))).split())
    if not _TEX.search(plain):
        return plain
    try:
        return printed(plain)
    except Exception:  # whatever pybtex makes of a text that is no TeX, it is a text
        return plain


def same(text: str) -> str:
    """The letters and digits of a title; case, accents, spaces, dashes and other punctuation make no difference."""
    return folded(shown(text).translate(_LETTERS))


def words(name: str) -> list[str]:
    """The words of a name, each without its accents and hyphens."""
    return [word for word in map(same, shown(name).split()) if word]


def span(pages: str) -> str:
    """Pages as `first-last`, both written in full: `1735-1780` for `pp. 1735–80`."""
    found = _DASHES.sub("-", re.sub(r"^\s*pp?\.\s*", "", pages.casefold())).strip()
    match = _PAGES.fullmatch(found)
    if not match:
        return found
    before, first, behind, last = match.groups()
    return f"{before}{first}-{behind or before}{first[: max(len(first) - len(last), 0)]}{last}"
