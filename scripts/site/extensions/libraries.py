"""The same in two libraries: what a page shows in PyTorch, and then in Keras, becomes two panels, one of them in sight.

In Markdown each begins with a paragraph whose first words are a library and its version in bold, as in
`**Keras 3.15:** the same.`, and has a block of code; it runs to the next such paragraph or heading. On a code host, on
paper and without a script they stand one below the other. docs/assets/js/libraries.js makes tabs of them.
"""

import re
import xml.etree.ElementTree as etree
from itertools import groupby, pairwise

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE

_LIBRARY = re.compile(r"(PyTorch|Keras)\b")
_HEADING = re.compile(r"h[1-6]")


class _Libraries(Treeprocessor):
    """Group the panels; before the sections of a page are folded."""

    def run(self, root: etree.Element) -> None:
        marks = [at for at, element in enumerate(root) if _HEADING.fullmatch(element.tag) or _library(element)]
        parts = [(at, end, _library(root[at])) for at, end in pairwise([*marks, len(root)])]
        runs = [list(run) for _, run in groupby(parts, lambda part: bool(part[2]))]
        for run in reversed(runs):
            names = [name for _, _, name in run]
            if not all(names) or len(run) < 2 or len(set(names)) < len(run):
                continue
            if not all(any(self._is_code(element) for element in root[at:end]) for at, end, _ in run):
                continue
            tabs = etree.Element("div", {"class": "libraries"})
            for at, end, name in run:
                panel = etree.SubElement(tabs, "div", {"class": "library", "data-library": name})
                panel.extend(root[at:end])
            root[run[0][0] : run[-1][1]] = [tabs]

    def _is_code(self, element: etree.Element) -> bool:
        found = HTML_PLACEHOLDER_RE.fullmatch((element.text or "").strip())
        return bool(found) and "<code" in str(self.md.htmlStash.rawHtmlBlocks[int(found[1])])


def _library(element: etree.Element) -> str:
    """The library whose panel a paragraph begins; nothing for any other element."""
    if element.tag != "p" or (element.text or "").strip() or not len(element) or element[0].tag != "strong":
        return ""
    found = _LIBRARY.match(element[0].text or "")
    return found[1] if found else ""


class LibrariesExtension(Extension):
    """Panels for libraries."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Work on the tree once its inline Markdown is done, before `answers`."""
        md.treeprocessors.register(_Libraries(md), "libraries", 17)


def makeExtension(**options) -> LibrariesExtension:
    """The extension, as Python-Markdown asks for it."""
    return LibrariesExtension(**options)
