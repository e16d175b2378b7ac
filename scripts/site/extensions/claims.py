"""Comments for the checker (`<!-- = 0.95**100 -->`, `<!-- given -->`, `<!-- TODO: … -->`): no trace in the site."""

import re
import xml.etree.ElementTree as etree

from markdown import Extension, Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.inlinepatterns import InlineProcessor
from markdown.postprocessors import Postprocessor
from markdown.preprocessors import Preprocessor

_CLAIM = r"<!--\s*(?:=|(?:given|TODO)\b)(?:(?!-->).)*-->"
_ALL = re.compile(_CLAIM, re.DOTALL)
_AT_LINE_START = re.compile(rf"^ {{0,3}}(?:{_CLAIM}[ \t]*)+\n?", re.MULTILINE | re.DOTALL)
_BEHIND_A_FORMULA = re.compile(rf"(?s)(\$\$.*\$\$)\s*(?:{_CLAIM}\s*)+")


def without_claims(text: str) -> str:
    """`text` (no code in it) without its claim comments."""
    return _ALL.sub("", text)


class _InText(InlineProcessor):
    """Comments within a paragraph, before anything in them is taken for Markdown."""

    def handleMatch(self, match: re.Match, data: str) -> tuple[str, int, int]:
        return "", match.start(0), match.end(0)


class _BehindAFormula(BlockProcessor):
    """Comments behind a display formula, which would hide it from arithmatex."""

    def test(self, parent: etree.Element, block: str) -> bool:
        return bool(_BEHIND_A_FORMULA.fullmatch(block))

    def run(self, parent: etree.Element, blocks: list[str]) -> bool:
        blocks[0] = _BEHIND_A_FORMULA.fullmatch(blocks[0])[1]
        return False


class _AtLineStart(Preprocessor):
    """Comments at the start of a line, where Python-Markdown would end the paragraph. Fenced code is out of sight."""

    def run(self, lines: list[str]) -> list[str]:
        return _AT_LINE_START.sub("", "\n".join(lines)).split("\n")


class _InHTML(Postprocessor):
    """Comments within HTML blocks. In code, none is left: there they are escaped."""

    def run(self, text: str) -> str:
        return without_claims(text)


class ClaimsExtension(Extension):
    """Pages without claim comments; code keeps whatever stands in it."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Take them out wherever Python-Markdown may put them."""
        md.inlinePatterns.register(_InText(_CLAIM, md), "claims", 188)
        md.parser.blockprocessors.register(_BehindAFormula(md.parser), "claims", 79.95)
        md.preprocessors.register(_AtLineStart(md), "claims", 22)
        md.postprocessors.register(_InHTML(md), "claims", 5)


def makeExtension(**options) -> ClaimsExtension:
    """The extension, as Python-Markdown asks for it."""
    return ClaimsExtension(**options)
