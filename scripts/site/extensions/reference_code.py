"""Displays that the reference code computes, and the page that shows this code.

A comment `<!-- code: lstm.step -->` on the line right behind a display becomes a link to that function on the page
*Reference code*; `<!-- code: lstm.step with f = 1 -->` says as well what is held in it. `<!-- code: none, … -->` says
why nothing computes the display, and shows nowhere. On the page of the code a comment `<!-- reference code -->` alone
in a paragraph becomes the code itself.
"""

import os
import re
import xml.etree.ElementTree as etree
from collections.abc import Callable, Iterator
from functools import cache, cached_property
from pathlib import Path

from markdown import Extension, Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.preprocessors import Preprocessor
from markdown.util import AtomicString
from pymdownx.highlight import Highlight

from scripts.site.beside import beside
from scripts.site.extensions.report import attach, page
from scripts.site.model import markdown_file
from scripts.site.model.page import did_you_mean
from scripts.site.model.reference_code import Module, Part, anchor, functions, modules

MARKER = "<!-- reference code -->"
NAMED = re.compile(r"<!--\s*code:\s*(?P<name>[\w.]+)(?:\s+with\s+(?P<held>[^<>]*?\S))?\s*-->")
NONE = re.compile(r"<!--\s*code:\s*none,\s*(?P<reason>[^<>]*?\S)\s*-->")
PAGE = Path("docs", "reference", "code.md")
_BEHIND_A_DISPLAY = re.compile(rf"(?m)^(?P<display>.*\$\$(?:[ \t]*<!--.*-->)?)[ \t]*\n {{0,3}}{NAMED.pattern}[ \t]*$")
_NONE_BEHIND = re.compile(rf"(?m)^(?P<display>.*\$\$)[ \t]*\n {{0,3}}{NONE.pattern}[ \t]*$")
_KEPT = "\u0002code {}\u0003"  # between control characters, as Python-Markdown keeps what it has read
_BLOCK = re.compile(_KEPT.format(r"(?P<name>[\w.]+)(?: with (?P<held>.+))?"))


class _Comments(Preprocessor):
    """Keep the names behind displays in blocks of their own, where they hide no display from arithmatex."""

    def run(self, lines: list[str]) -> list[str]:
        text = _NONE_BEHIND.sub(lambda m: m["display"], "\n".join(lines))
        return _BEHIND_A_DISPLAY.sub(_kept, text).split("\n")


def _kept(match: re.Match) -> str:
    said = f"{match['name']} with {match['held']}" if match["held"] else match["name"]
    return f"{match['display']}\n\n{_KEPT.format(said)}\n"


class _Links(BlockProcessor):
    """The link below a display."""

    @cached_property
    def _known(self) -> dict[str, str]:
        """The functions, looked for once for each page: a generator makes this anew for each."""
        return functions()

    def test(self, parent: etree.Element, block: str) -> bool:
        return bool(_BLOCK.fullmatch(block.strip()))

    def run(self, parent: etree.Element, blocks: list[str]) -> None:
        name, held = _BLOCK.fullmatch(blocks.pop(0).strip()).group("name", "held")
        opened = page(self.parser.md)
        if name not in self._known:
            message = f"no function {name} in scripts/reference{did_you_mean(name, self._known)}"
            opened.report(opened.find(f"code: {name}"), message, "correct the name, or remove the comment")
            return
        here = (opened.source.path or markdown_file.ROOT / PAGE).parent
        address = Path(os.path.relpath(markdown_file.ROOT / PAGE, here)).as_posix()
        line = etree.SubElement(parent, "p", {"class": "computed-by"})
        link = etree.SubElement(
            line, "a", {"href": f"{address}#{self._known[name]}", "title": "The code that computes this"}
        )
        etree.SubElement(link, "code").text = AtomicString(name)
        link.tail = AtomicString(f" with {held}") if held else None


class _Code(Preprocessor):
    """Put the reference code where the marker stands, as the Markdown of a page, so that it is listed."""

    def run(self, lines: list[str]) -> list[str]:
        return [written for line in lines for written in (self._code() if line.strip() == MARKER else [line])]

    def _code(self) -> Iterator[str]:
        found = modules()
        of, colours = _coloured.pop() if _coloured else (found, _colours)
        for module, coloured in zip(found, colours() if of == found else _colours(), strict=True):
            yield from ("", f"## `{module.name}`", "", module.docstring.split("\n\n")[0], "")
            for part, html in zip(module.parts, coloured, strict=True):
                name = f"{module.name}.{part.name}"
                yield from (f"### `{name}` {{ #{anchor(name)} }}", "", self.md.htmlStash.store(html), "")


_coloured: list[tuple[list[Module], Callable[[], list[list[str]]]]] = []  # what is being coloured


def colour_beside() -> None:
    """Have a second process colour the reference code, which takes longer than all the code of the pages."""
    _coloured[:] = [(modules(), beside(_colours))]


def _colours() -> list[list[str]]:
    """The HTML of each part of each module, as a page has its fenced code."""
    return [list(map(_colour, module.parts)) for module in modules()]


@cache
def _colour(part: Part) -> str:
    return Highlight(None, pygments_lang_class=True).highlight(part.source, "python")


class ReferenceCodeExtension(Extension):
    """Reference code: links to it, and the page of it."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Write the code, and read the comments, once fences and claims are out of sight."""
        attach(md)
        md.preprocessors.register(_Code(md), "reference_code", 24)
        md.preprocessors.register(_Comments(md), "computed_by", 21.5)
        md.parser.blockprocessors.register(_Links(md.parser), "computed_by", 175)


def makeExtension(**options) -> ReferenceCodeExtension:
    """The extension, as Python-Markdown asks for it."""
    return ReferenceCodeExtension(**options)
