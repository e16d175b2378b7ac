"""A value and its spread, a number and its unit: no line breaks within `0.83 ± 0.02`, `12 ms` or `question 3`."""

import re
import xml.etree.ElementTree as etree

from markdown import Extension, Markdown
from markdown.inlinepatterns import InlineProcessor
from markdown.util import ETX, INLINE_PLACEHOLDER_PREFIX

# A claim behind a number has left its place by then, with nothing in it.
_NUMBER = rf"[−+-]?\d+(?:[.,]\d+)*(?:{INLINE_PLACEHOLDER_PREFIX}\d+{ETX})*"
_UNIT = r"(?:%|‰|M|[µnm]?s|min|h|[KMG]?i?B|px|nats?|bits?|steps?|epochs?|updates|tokens|seeds)(?!\w)"
_SPREAD = rf"(?:{_NUMBER}(?: ?%)?|[a-z]+) ± (?:{_NUMBER}(?: {_UNIT})?|[a-z]+)"  # words as in `mean ± deviation`
_UNBROKEN = rf"(?<![\w.,])(?:{_SPREAD}|{_NUMBER} {_UNIT}|[Qq]uestion \d+)"


class _Unbroken(InlineProcessor):
    """Put it into a box; the words stay what they are, for search and for whoever copies them."""

    ANCESTOR_EXCLUDES = ("span",)  # what it has put into a box is handed to it again

    def handleMatch(self, match: re.Match, data: str) -> tuple[etree.Element, int, int]:
        box = etree.Element("span", {"class": "unbroken"})
        box.text = match[0]
        return box, match.start(0), match.end(0)


class UnbrokenExtension(Extension):
    """Numbers that stay with what belongs to them."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Look for them last: by then the claims behind the numbers are gone, and links and images are done."""
        md.inlinePatterns.register(_Unbroken(_UNBROKEN, md), "unbroken", 50)


def makeExtension(**options) -> UnbrokenExtension:
    """The extension, as Python-Markdown asks for it."""
    return UnbrokenExtension(**options)
