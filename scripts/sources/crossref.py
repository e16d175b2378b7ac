"""Crossref's answers: https://api.crossref.org/works/DOI, one work at a time, as JSON."""

import json
from collections.abc import Iterator
from urllib.parse import quote

from scripts.sources.works import Name, Work

NAME = "Crossref"
_DATES = ("issued", "published", "published-print", "published-online")


def address(doi: str) -> str:
    """Where Crossref answers for a DOI."""
    return f"https://api.crossref.org/works/{quote(doi)}"


def elsewhere(doi: str) -> str:
    """Where doi.org says whether there is a DOI at all: not all of them are Crossref's."""
    return f"https://doi.org/api/handles/{quote(doi)}"


def read(answer: bytes) -> Work:
    """The work of an answer.

    Raises:
        ValueError: this is no answer of Crossref's for a work.
    """
    found = json.loads(answer)
    if not isinstance(found, dict) or found.get("message-type") != "work":
        raise ValueError("no answer of Crossref's for a work")
    work = found["message"]
    pages = [work.get("page"), work.get("article-number")]
    return Work(
        titles=tuple(_titles(work)),
        authors=tuple(_authors(work)),
        years=frozenset(_years(work)),
        pages=tuple(written for written in pages if written),
        doi=work.get("DOI", ""),
        journals=tuple([*(work.get("container-title") or ()), *(work.get("short-container-title") or ())]),
        volume=work.get("volume") or "",
        issue=work.get("issue") or "",
    )


def _titles(work: dict) -> Iterator[str]:
    for title in [*(work.get("title") or ()), *(work.get("original-title") or ())]:
        yield title
        yield from (f"{title}: {subtitle}" for subtitle in work.get("subtitle") or ())


def _authors(work: dict) -> Iterator[Name]:
    """The people among the authors, in order; beside them some publishers list where they work, by `name`."""
    for author in work.get("author") or ():
        if family := author.get("family"):
            yield Name(f"{author.get('given', '')} {family}".strip(), family)


def _years(work: dict) -> Iterator[int]:
    for date in _DATES:
        parts = (work.get(date) or {}).get("date-parts") or [[]]
        if parts[0] and parts[0][0]:
            yield int(parts[0][0])
