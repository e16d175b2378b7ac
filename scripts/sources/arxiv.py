"""arXiv's answers: https://export.arxiv.org/api/query?id_list=…, many works at a time, as an Atom feed."""

import re
import xml.etree.ElementTree as etree
from collections.abc import Collection
from urllib.parse import urlencode

from scripts.sources.works import Name, Work

NAME = "arXiv"
AT_ONCE = 100
_ATOM = "{http://www.w3.org/2005/Atom}"
_NUMBER = re.compile(r"arxiv\.org/abs/(?P<number>.+)$")
_REFUSED = re.compile(r"/api/errors#incorrect_id_format_for_(?P<number>.+)$")


class Refused(Exception):
    """arXiv takes one number for none, and answers for none of the others."""


def address(numbers: Collection[str]) -> str:
    """Where arXiv answers for some numbers; without max_results it would for ten of them."""
    asked = urlencode({"id_list": ",".join(numbers), "max_results": len(numbers)}, safe=",/")
    return f"https://export.arxiv.org/api/query?{asked}"


def plain(number: str) -> str:
    """A number as arXiv repeats it: without version, and without the subject that an old one may have."""
    return re.sub(r"v\d+$", "", re.sub(r"^([a-z-]+)\.[A-Z]{2}/", r"\1/", number))


def read(answer: bytes) -> dict[str, Work]:
    """The works of an answer by number; one that arXiv does not have is not among them.

    Raises:
        ValueError: this is no feed of arXiv's.
        Refused: with the number that is none.
    """
    try:
        feed = etree.fromstring(answer)
    except etree.ParseError as error:
        raise ValueError(f"no XML: {error}") from error
    if feed.tag != f"{_ATOM}feed":
        raise ValueError("no feed of arXiv's")
    found = {}
    for entry in feed.iter(f"{_ATOM}entry"):
        name, title = _text(entry, "id"), _text(entry, "title")
        if refused := _REFUSED.search(name):
            raise Refused(refused["number"])
        match = _NUMBER.search(name)
        if not match and title == "Error":
            raise ValueError(_text(entry, "summary") or title)
        if match and title:
            found[plain(match["number"])] = _work(entry, title)
    return found


def _work(entry: etree.Element, title: str) -> Work:
    names = [" ".join((name.text or "").split()) for name in entry.iter(f"{_ATOM}name")]
    published = _text(entry, "published")[:4]
    return Work(
        titles=(title,),
        authors=tuple(Name(name, name.rpartition(" ")[2]) for name in names if name),
        years=frozenset({int(published)} if published.isdigit() else ()),
    )


def _text(entry: etree.Element, name: str) -> str:
    """What stands in an element, in one line: arXiv breaks titles where a line is full."""
    return " ".join((entry.findtext(f"{_ATOM}{name}") or "").split())
