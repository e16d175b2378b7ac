"""A page's HTML as the parts that a result can lead to: what stands below each heading.

Formulas and blocks of code stay out: in one line they read wrong, and nobody types them. Of a formula its symbols stay,
since `h_t` is what people ask for; of a block of code, the names that a library gives.
"""

import re
from dataclasses import dataclass, field
from html import unescape

FORMULA = "\ue000"
_TOKEN = re.compile(r"<(/?)([a-z][\w-]*)([^>]*)>|([^<]+)")
_ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
_OUT = re.compile(r"<!--.*?-->|<(math|svg|script|style)\b([^>]*)>.*?</\1>", re.DOTALL)
_CODE = re.compile(r"(<pre\b[^>]*>)(.*?)</pre>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_TEX = re.compile(r'\bdata-tex="([^"]*)"')
_SYMBOL = re.compile(r"(?<![\\a-zA-Z])([a-zA-Z])(?:_\{?([a-z])(?![a-z])|\(([a-z])\))")
_REST = re.compile(r"(?<![\d.])1\s*-\s*([a-zA-Z])(?![a-z])")  # what a share leaves of the whole
_NAME = re.compile(r"\b(?:nn\.\w+|[a-z]+(?:_[a-z]+)+|[A-Z][a-z]+[A-Z]\w+|[A-Z]{2,}[a-z]\w+)\b")
_HEADINGS = ("h1", "h2", "h3")
_INLINE = {
    "a",
    "abbr",
    "b",
    "br",
    "code",
    "em",
    "i",
    "img",
    "kbd",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "wbr",
    "x-math",
}
_EMPTY = {"br", "hr", "img", "input", "source", "wbr", "x-math"}
# What says something of the page and not of its subject, and the sections that repeat what stands on other pages.
_SILENT = {"facts", "fact-aliases", "band-label", "judged-label"}
_SILENT |= {"source-places", "source-pages", "computed-by", "figure-numbers"}
_LISTS = {"related", "sources"}
_CITATION = "citation"  # who is cited is a word of the page, and not again of each of its parts


@dataclass
class Part:
    """What stands below one heading, its text by paragraphs, and what was found in its code and formulas."""

    anchor: str = ""
    level: int = 1
    section: str = ""  # the heading of level 2 that it is, or stands below
    heading: str = ""
    paragraphs: list[str] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    symbols: list[str] = field(default_factory=list)


def parts(html: str) -> list[Part]:
    """The parts of a page in order; the first is what stands below its title."""
    return _Reader().read(html)


class _Reader:
    """Goes through the tags of one page."""

    def __init__(self) -> None:
        self.parts = [Part()]
        self.text: list[str] = []
        self.silent: list[bool] = []  # of each open element, whether it stays out
        self.cited: list[bool] = []  # and whether it names a source
        self.code: list[str] | None = None

    def read(self, html: str) -> list[Part]:
        for closing, tag, attributes, words in _TOKEN.findall(_CODE.sub(_uncoloured, _OUT.sub(_formula, html))):
            if words:
                self._add(words)
            elif closing:
                self._close(tag)
            else:
                self._open(tag, attributes)
        self._paragraph()
        return [part for part in self.parts if part.anchor not in _LISTS]

    def _add(self, words: str) -> None:
        if self.code is not None:
            self.code.append(words)
        elif any(self.cited):
            self.parts[0].names.append(unescape(words))
        elif not any(self.silent):
            self.text.append(words)

    def _open(self, tag: str, attributes: str) -> None:
        if tag == "x-math":
            self.text.append(FORMULA)
            self.parts[-1].symbols.extend(attributes.split())
        if tag not in _INLINE:
            self._paragraph()
        if tag in _EMPTY:
            return
        given = dict(_ATTRIBUTE.findall(attributes))
        classes = given.get("class", "").split()
        self.silent.append(tag != "table" and not _SILENT.isdisjoint(classes))
        self.cited.append(_CITATION in classes)
        if tag == "pre":
            self.code = []
        if tag in _HEADINGS:
            level = int(tag[1])
            self.parts.append(Part(given.get("id", ""), level, self.parts[-1].section if level > 2 else ""))

    def _close(self, tag: str) -> None:
        if self.silent:
            self.silent.pop()
            self.cited.pop()
        if tag == "pre" and self.code is not None:
            self.parts[-1].names.extend(_NAME.findall(unescape("".join(self.code))))
            self.code = None
        elif tag in _HEADINGS:
            part = self.parts[-1]
            part.heading = self._words().replace(FORMULA, "").strip()
            part.section = part.section or part.heading
        elif tag not in _INLINE:
            self._paragraph()

    def _words(self) -> str:
        words = " ".join(unescape("".join(self.text)).split())
        self.text.clear()
        return words

    def _paragraph(self) -> None:
        if not self.text:
            return
        words = self._words()
        if words.strip(f"{FORMULA} .,;:"):
            self.parts[-1].paragraphs.append(words)


def _formula(match: re.Match) -> str:
    """In the place of a formula, an empty element that names its symbols."""
    if match[1] != "math":
        return ""
    tex = _TEX.search(match[2])
    written = unescape(tex[1]) if tex else ""
    symbols = {f"{letter}_{below or inside}" for letter, below, inside in _SYMBOL.findall(written)}
    symbols |= {f"1_{letter}" for letter in _REST.findall(written)}
    return f"<x-math {' '.join(sorted(symbols))}>"


def _uncoloured(match: re.Match) -> str:
    """A block of code without the tags that colour it, which are most of a page's."""
    return f"{match[1]}{_TAG.sub('', match[2])}</pre>"
