"""What the libraries do: a comment `<!-- facts -->` alone in a paragraph becomes the tables of `scripts/facts`.

Each subject is a section with one table of two columns, so that a phone has room for it: below the words for a fact
stand the libraries that have it, each with what it does and how that is known.
"""

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator

from markdown import Extension, Markdown
from markdown.extensions.toc import slugify
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from scripts.facts.cell import Cell
from scripts.facts.libraries import LIBRARIES
from scripts.facts.subjects import SUBJECTS
from scripts.site.extensions.markers import only_comment

MARKER = "<!-- facts -->"
_IDENTIFIERS = re.compile(r"[A-Za-z]+_\w+(?:\(\))?(?:, [A-Za-z]+_\w+)*|True|False|None")


class _Facts(Treeprocessor):
    """Put the tables where the marker stands."""

    def run(self, root: etree.Element) -> None:
        for at, element in enumerate(root):
            if only_comment(self.md, element) == MARKER:
                root.remove(element)
                for place, new in enumerate(_everything(), start=at):
                    root.insert(place, new)
                return


def anchors() -> Iterator[str]:
    """The anchors of the subjects and of the facts."""
    for subject, labels in SUBJECTS.items():
        yield slugify(subject, "-")
        yield from map(_anchor, labels)


def _anchor(name: str) -> str:
    return f"fact-{name}"


def _everything() -> Iterator[etree.Element]:
    versions = etree.Element("p", {"class": "fact-versions"})
    versions.text = f"Versions: {', '.join(f'{one.title} {one.version}' for one in LIBRARIES)}."
    yield versions
    for subject, labels in SUBJECTS.items():
        heading = etree.Element("h2", {"id": slugify(subject, "-")})
        heading.text = subject
        yield heading
        yield _table(subject, labels)


def _table(subject: str, labels: dict[str, str]) -> etree.Element:
    table = etree.Element("table", {"class": "facts", "aria-label": subject})
    head = etree.SubElement(etree.SubElement(table, "thead"), "tr")
    for title in ("Library", "What it does"):
        etree.SubElement(head, "th", {"scope": "col"}).text = title
    for name, label in labels.items():
        table.append(_fact(name, label))
    return table


def _fact(name: str, label: str) -> etree.Element:
    """The rows of one fact: its words over both columns, then each library that has it."""
    body = etree.Element("tbody")
    about = etree.SubElement(etree.SubElement(body, "tr", {"class": "fact"}), "th")
    about.attrib.update({"colspan": "2", "scope": "rowgroup", "id": _anchor(name)})
    _written(about, label)
    for library in LIBRARIES:
        if cell := library.cells.get(name):
            row = etree.SubElement(body, "tr")
            etree.SubElement(row, "th", {"scope": "row"}).text = library.title
            _value(etree.SubElement(row, "td"), cell)
    return body


def _value(place: etree.Element, cell: Cell) -> None:
    minus = "−" if isinstance(cell.value, int | float) else "-"
    text = AtomicString(str(cell.value).replace("-", minus).replace("'", "’"))
    if _IDENTIFIERS.fullmatch(text):
        etree.SubElement(place, "code").text = text
    else:
        etree.SubElement(place, "span").text = text
    place[-1].tail = " "
    known = etree.SubElement(place, "small", {"class": "fact-known"})
    if cell.documented:
        etree.SubElement(known, "a", {"href": cell.documented}).text = "documented"
    else:
        known.text = "run"


def _written(place: etree.Element, label: str) -> None:
    """A label with what stands between backticks as code."""
    for at, part in enumerate(map(AtomicString, label.replace("'", "’").split("`"))):
        if at % 2:
            etree.SubElement(place, "code").text = part
        elif len(place):
            place[-1].tail = part
        else:
            place.text = part


class FactsExtension(Extension):
    """The tables of what libraries do."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Work on the tree, before the table of contents is made of its headings."""
        md.treeprocessors.register(_Facts(md), "facts", 15)


def makeExtension(**options) -> FactsExtension:
    """The extension, as Python-Markdown asks for it."""
    return FactsExtension(**options)
