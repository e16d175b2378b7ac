"""The Markdown twin of a page, made from what the page shows: so it has no comment and no front matter, each citation
has author and year, and what an extension wrote, such as a table of facts, stands in it.

It lies beside the page, at its address with `index.html.md` behind it, as llmstxt.org says. Formulas are TeX between
dollars; links and figures have whole addresses where the site knows its own.
"""

import re
import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple
from urllib.parse import urljoin

from scripts.site.machines.tree import tree

NAME = "index.html.md"

_HEADINGS = {f"h{level}": "#" * level for level in range(1, 7)}
_INLINE = "a abbr b br cite code em i img kbd mark picture q s small span strong sub sup tex time"
# What is there to be pressed, or to find one's way on the page.
_LEFT_OUT = "button dialog form iframe input label link meta nav script select style svg template"
_INLINE, _LEFT_OUT = frozenset(_INLINE.split()), frozenset(_LEFT_OUT.split())
_LEFT_OUT_CLASSES = frozenset(["source-places", "source-pages", "headerlink", "computed-by"])
_SPECIAL = re.compile(r"[\\`*$]|<(?=[A-Za-z/!?])|(?<!\w)_|_(?!\w)|&(?=#?\w+;)|\[(?=[^\[\]]*\][(\[:])")
_AT_START = re.compile(r"^(?:(\d+)([.)])|([#>+-]))(?=\s|$)")
_LANGUAGE = re.compile(r"\blanguage-(\w+)")


class Links(NamedTuple):
    """Where the links of a page lead: its address, that of the site if it is known, and those of all pages."""

    page: str
    home: str
    pages: frozenset[str]

    def __call__(self, address: str) -> str:
        """An address on the page as its twin has it: another page's is that of its twin."""
        path = address.partition("#")[0]
        target = urljoin(f"/{self.page}", path).removeprefix("/")
        if ":" not in path and target in self.pages:
            return urljoin(self.home, target + NAME) if self.home else path + NAME
        return urljoin(urljoin(self.home, self.page), address) if self.home else address


def twin(html: str, link: Callable[[str], str], about: str) -> str:
    """The Markdown of a page's content. `link` gives what an address on it is in the twin, `about` ends it."""
    return "\n\n".join([*_Writer(link).blocks(tree(html)), "---", about]) + "\n"


class _Writer:
    def __init__(self, link: Callable[[str], str]) -> None:
        self._link = link

    def blocks(self, parent: etree.Element) -> Iterator[str]:
        """The blocks in an element; a run of text and inline elements between them is a paragraph."""
        run: list[str] = [_escaped(parent.text)]
        for child in parent:
            if child.tag in _INLINE and not _left_out(child):
                run.append(self._inline(child))
            elif not _left_out(child):
                yield from _paragraph(run)
                run = []
                yield from self._block(child)
            run.append(_escaped(child.tail))
        yield from _paragraph(run)

    def _block(self, element: etree.Element) -> Iterator[str]:
        tag, classes = element.tag, element.get("class", "").split()
        if tag in _HEADINGS:
            yield f"{_HEADINGS[tag]} {self._line(element)}"
        elif tag == "p":
            text = self._text(element)
            yield from _paragraph([f"**{text}**" if "band-label" in classes else text])
        elif tag in ("ul", "ol"):
            yield from filter(None, ["\n".join(self._items(element))])
        elif tag == "dl":
            yield "\n".join(self._definitions(element))
        elif tag == "table":
            yield "\n".join(self._table(element))
        elif tag == "pre" or "highlight" in classes:
            yield _code(element)
        elif tag == "blockquote" or "answer" in classes:
            yield _behind("> ", "\n\n".join(self.blocks(element)))
        elif tag == "summary" and not any(child.tag in _HEADINGS for child in element):
            yield f"**{self._line(element)}**"
        elif tag == "tex" or "math" in classes:
            yield from (_display(tex) for tex in element.iter("tex"))
        else:
            yield from self.blocks(element)

    def _items(self, listed: etree.Element) -> Iterator[str]:
        for number, item in enumerate((child for child in listed if child.tag == "li"), start=1):
            counted = listed.tag == "ol" and not any(one.get("class") == "question-number" for one in item)
            mark = f"{number}. " if counted else "- "
            tight = all(child.tag in (*_INLINE, "ul", "ol") or _left_out(child) for child in item)
            text = ("\n" if tight else "\n\n").join(self.blocks(item))
            yield mark + _behind(" " * len(mark), text).lstrip(" ")

    def _definitions(self, listed: etree.Element) -> Iterator[str]:
        for child in listed:
            if child.tag == "dt":
                yield f"- **{self._line(child)}**"
            elif child.tag == "dd":
                yield f"  {self._line(child)}"
            else:
                yield from self._definitions(child)

    def _table(self, table: etree.Element) -> Iterator[str]:
        caption = table.find("caption")
        if caption is not None:
            yield from (self._line(caption), "")
        rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
        widest = max(map(len, rows), default=0)
        for at, row in enumerate(rows):
            cells = [self._line(cell).replace("|", r"\|") for cell in row]
            yield f"| {' | '.join(cells + [''] * (widest - len(cells)))} |"
            if at == 0:
                yield f"|{' --- |' * widest}"

    def _line(self, element: etree.Element) -> str:
        """The whole of an element on one line."""
        return " ".join(self._text(element).split())

    def _text(self, element: etree.Element) -> str:
        parts = [_escaped(element.text)]
        for child in element:
            if not _left_out(child):
                parts.append(self._inline(child))
            parts.append(_escaped(child.tail))
        return "".join(parts)

    def _inline(self, element: etree.Element) -> str:
        tag = element.tag
        if tag == "tex":
            return f"${' '.join((element.text or '').split())}$"
        if tag == "br":
            return "\\\n"
        if tag == "img":
            return f"![{_escaped(element.get('alt'))}]({self._link(element.get('src', ''))})"
        if tag in ("code", "kbd"):
            return _span("".join(element.itertext()))
        text = self._text(element)
        if tag in ("em", "i", "cite"):
            return _around("*", text)
        if tag in ("strong", "b") or element.get("class") == "source-label":
            return _around("**", text)
        if tag == "a" and text.strip():
            return self._anchor(element, text)
        return text if tag in _INLINE else f" {text} "

    def _anchor(self, element: etree.Element, text: str) -> str:
        """A link; one to a place on the same page is its text, and one around a figure is the figure."""
        href = element.get("href", "#")
        if href.startswith("#") or element.find(".//img") is not None:
            return text
        return f"[{text}]({self._link(href)})"


def _left_out(element: etree.Element) -> bool:
    if element.tag in _LEFT_OUT:
        return True
    classes = element.get("class")
    return classes is not None and not _LEFT_OUT_CLASSES.isdisjoint(classes.split())


def _paragraph(run: Iterable[str]) -> Iterator[str]:
    text = "".join(run).strip()
    if text:
        if "\n" in text:
            text = "\n".join([line.strip() for line in text.split("\n")])
        yield _AT_START.sub(lambda match: f"{match[1] or ''}\\{match[2] or match[3]}", text)


def _escaped(text: str | None) -> str:
    return _SPECIAL.sub(lambda match: f"\\{match[0]}", text) if text else ""


def _around(mark: str, text: str) -> str:
    """Emphasis, whose marks stand at letters and not at spaces."""
    bare = text.strip()
    return text.replace(bare, f"{mark}{bare}{mark}", 1) if bare else text


def _span(code: str) -> str:
    """A code span, between more backticks than it has in a row."""
    ticks = "`" * (max(map(len, re.findall("`+", code)), default=0) + 1)
    space = " " if "`" in code[:1] + code[-1:] else ""
    return f"{ticks}{space}{code}{space}{ticks}"


def _code(element: etree.Element) -> str:
    text = "".join(element.itertext()).strip("\n")
    language = _LANGUAGE.search(" ".join(one.get("class", "") for one in element.iter()))
    fence = "`" * max(3, max(map(len, re.findall("`+", text)), default=0) + 1)
    return f"{fence}{language[1] if language else ''}\n{text}\n{fence}"


def _display(tex: etree.Element) -> str:
    return f"$$\n{(tex.text or '').strip()}\n$$"


def _behind(start: str, text: str) -> str:
    """Each line behind `start`; an empty one behind what is left of it without its spaces."""
    bare = start.rstrip()
    return "\n".join([start + line if line else bare for line in text.split("\n")])
