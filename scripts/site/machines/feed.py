"""The feed of changes, as Atom: one entry for each page that changed of late, with what its last commits say."""

import xml.etree.ElementTree as etree
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from scripts.site.machines.history import Change

NAME = "feed.xml"
ENTRIES, SUBJECTS = 30, 5
_ATOM = "http://www.w3.org/2005/Atom"


class Changed(NamedTuple):
    """A page that has a history: its title, its whole address, one sentence about it, its changes from the newest."""

    title: str
    url: str
    summary: str
    changes: Sequence[Change]


def feed(name: str, home: str, pages: Iterable[Changed]) -> str:
    """The feed of the site `name` at `home`, with the pages that changed last; "" where none has a history."""
    latest = sorted((page for page in pages if page.changes), key=lambda page: (-page.changes[0].when, page.url))
    if not latest:
        return ""
    root = etree.Element("feed", {"xmlns": _ATOM, "xml:lang": "en"})
    _texts(root, title=f"{name}: what changed", id=home, updated=latest[0].changes[0].moment)
    etree.SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": home + NAME})
    etree.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": home})
    _texts(etree.SubElement(root, "author"), name=f"The contributors of {name}")
    _texts(root, rights="CC BY 4.0")
    for page in latest[:ENTRIES]:
        _entry(etree.SubElement(root, "entry"), page)
    etree.indent(root)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{etree.tostring(root, encoding="unicode")}\n'


def _entry(entry: etree.Element, page: Changed) -> None:
    newest, oldest = page.changes[0], page.changes[-1]
    _texts(entry, title=page.title, id=page.url, published=oldest.moment, updated=newest.moment)
    etree.SubElement(entry, "link", {"rel": "alternate", "type": "text/html", "href": page.url})
    _texts(entry, summary=page.summary)
    content = etree.SubElement(entry, "content", {"type": "xhtml"})
    items = etree.SubElement(etree.SubElement(content, "div", {"xmlns": "http://www.w3.org/1999/xhtml"}), "ul")
    for change in page.changes[:SUBJECTS]:
        _texts(items, li=f"{change.day}: {_printable(change.subject)}")


def _texts(parent: etree.Element, **texts: str) -> None:
    for tag, text in texts.items():
        etree.SubElement(parent, tag).text = text


def _printable(text: str) -> str:
    """A subject without the characters that XML has no place for."""
    return "".join(character for character in text if character.isprintable())
