"""The values in docs/references.bib: identifiers, names and titles as they must be for links and lists to come out."""

import datetime
import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from scripts.checks.bibliography.bibtex import NEEDS, Field
from scripts.checks.repository import Repository
from scripts.site.model.document import Problem

Found = Iterator[tuple[str, str]]
_DOI = re.compile(r"10\.\d{4,9}/[^\s\\]*[^\s\\,;.]")
_ARXIV = re.compile(r"\d\d(?:0[1-9]|1[0-2])\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7}")
_ISBN = re.compile(r"97[89][-\d]{10,14}|[\d-]{9,12}[\dXx]")
_SESSION = re.compile(r"proxy|sessionid|token=|utm_|sci-hub", re.IGNORECASE)
_GARBLED = re.compile("[\u00c2-\u00c5\u00e2][\u0080-\u00bf\u0152-\u0192\u02c6-\u2122]")
_NAMES_OF_TEX = re.compile(r"\\[A-Za-z]+|(?<!\\)[%$]")


def check(repository: Repository) -> Iterator[Problem]:
    """Fields with a value that cannot be right, and sources that stand twice."""
    name, seen = "docs/references.bib", {}
    entries: dict[str, set[str]] = {}
    for field in repository.bibtex.fields:
        entries.setdefault(field.key, set()).add(field.name)
        for message, remedy in _slips(field):
            yield Problem(name, field.line, message, remedy)
        if field.name in ("doi", "eprint", "isbn"):
            other = seen.setdefault((field.name, field.value.casefold()), field.key)
            if other != field.key:
                message = f"{field.key} has the {field.name} of {other}"
                yield Problem(name, field.line, message, "keep one of the two entries, or correct the number")
    for key, entry in repository.bibliography.items() if not repository.bibtex.slips else ():
        needed = NEEDS.get(entry.type)
        if needed and needed not in entries.get(key, ()):
            remedy = f"add {needed} = {{…}}, or say what kind of source it is"
            yield repository.library.problem(key, f"{key} has no {needed}", remedy)


def misread(repository: Repository) -> set[str]:
    """The keys of the entries whose author or year is not to be relied on, for it is reported here."""
    return {field.key for field in repository.bibtex.fields if field.name in ("author", "year") and [*_slips(field)]}


def _slips(field: Field) -> Found:
    yield from _CHECKS.get(field.name, _nothing)(field.value)
    yield from _text(field.name, field.value)


def _nothing(value: str) -> Found:
    return iter(())


def _year(value: str) -> Found:
    if not re.fullmatch(r"[12]\d{3}", value):
        yield f'the year is "{value}"', "write four digits: of a source without a date, the year in which you read it"
    elif int(value) > datetime.date.today().year:
        yield f"the year {value} is to come", "write the year of publication"


def _identifier(pattern: re.Pattern, what: str, example: str) -> Callable[[str], Found]:
    def check_value(value: str) -> Found:
        if pattern.fullmatch(value):
            return
        cleaned = re.sub(r"[\s\\]", "", value).rstrip(".,;")
        inside = re.search(rf"(?:{pattern.pattern})$", cleaned)
        digits = re.sub(r"[-\s]|ISBN:?", "", value, flags=re.IGNORECASE)
        if what == "DOI" and re.fullmatch(r"97[89]\d{10}|\d{9}[\dXx]", digits):
            yield f"an ISBN in the field of the DOI: {value}", f"write isbn = {{{value}}}"
        else:
            remedy = f"write {inside[0]} alone" if inside else f"write one such as {example}"
            yield f'"{value}" is no {what}', remedy

    return check_value


def _isbn(value: str) -> Found:
    digits = [10 if digit in "Xx" else int(digit) for digit in value if digit in "0123456789Xx"]
    if not _ISBN.fullmatch(value):
        yield f'"{value}" is no ISBN', "write its 10 or 13 digits, with or without hyphens"
    elif len(digits) == 10:
        if sum(digit * place for digit, place in zip(digits, range(10, 0, -1), strict=True)) % 11:
            yield f"the digits of ISBN {value} do not check", "copy it again"
    elif len(digits) != 13 or sum(digit * (3 if place % 2 else 1) for place, digit in enumerate(digits)) % 10:
        yield f"the digits of ISBN {value} do not check", "copy it again"


def _url(value: str) -> Found:
    parts = urlsplit(value)
    if inside := _DOI.search(value) if parts.hostname in ("doi.org", "dx.doi.org") else None:
        yield "a DOI written as an address", f"write doi = {{{inside[0]}}}"
    elif parts.hostname and parts.hostname.removeprefix("www.") == "arxiv.org" and (inside := _ARXIV.search(value)):
        yield "an arXiv number written as an address", f"write eprint = {{{inside[0]}}}, archiveprefix = {{arXiv}}"
    elif parts.scheme != "https" or not parts.hostname or re.search(r"[\s\\]", value):
        yield f'"{value}" is no public address', "write one that starts with https:// and has no space or TeX in it"
    elif _SESSION.search(value):
        yield f"an address of your own session: {value}", "write the one that everybody can open"


def _people(value: str) -> Found:
    remedy = "write the full names of all, with and between: {Ada Lovelace and Alan Turing}"
    if match := re.search(r"\bet al\b|\bothers\b|…|\.\.\.", value):
        yield f'names cut short by "{match[0]}"', remedy
    elif "&" in value or ";" in value or any(name.count(",") > 1 for name in re.split(r"\s+and\s+", value)):
        yield f"names that are not separated by and: {value[:60]}", remedy


def _pages(value: str) -> Found:
    if not re.fullmatch(r"\w+(?:-{1,2}\w+|–\w+)?", value):
        yield f'the pages are "{value}"', "write the first and the last: {157--166}"
    elif (match := re.fullmatch(r"(\D*)(\d+)\W+\1(\d+)", value)) and int(match[3]) <= int(match[2]):
        yield f"the last page, {match[3]}, is not behind the first, {match[2]}", "write both in full: {157--166}"


def _text(name: str, value: str) -> Found:
    """What is wrong with a value that people read."""
    if name in ("doi", "eprint", "isbn", "url", "year", "pages"):
        return
    if match := _GARBLED.search(value):
        yield f"letters garbled on the way: {_around(value, match)}", "write them again, and save the file as UTF-8"
    if match := re.search(r"&#?\w+;|</?\w+[^>]*>", value):
        yield f"HTML in a source: {match[0]}", "write the character itself"
    if match := _NAMES_OF_TEX.search(value):
        yield f"TeX in a source: {match[0]}", r"write the character itself, \% for a percent sign"
    if value.isupper() and len(re.findall(r"\w{4,}", value)) > 1:
        yield f"capitals only: {value[:60]}", "write it as the source has it in running text"


def _around(value: str, match: re.Match) -> str:
    start = max(value.rfind(" ", 0, match.start()) + 1, 0)
    return value[start:].split(" ")[0]


_CHECKS: dict[str, Callable[[str], Found]] = {
    "year": _year,
    "doi": _identifier(_DOI, "DOI", "10.1162/neco.1997.9.8.1735"),
    "eprint": _identifier(_ARXIV, "number of arXiv", "1503.04069"),
    "isbn": _isbn,
    "url": _url,
    "author": _people,
    "editor": _people,
    "pages": _pages,
}
