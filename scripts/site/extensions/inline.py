"""Inline Markdown, without asking each pattern of each piece of text: most have none of the characters that it needs.

Python-Markdown tries all its patterns, two dozen with those of `smarty` and ours, on every text of a page, where nearly
none has a backtick, a bracket or a quote. What a pattern needs is read out of its regular expression: a set of
characters of which no match goes without. A text with none of them is not searched; all others are, as they always
were.
"""

import xml.etree.ElementTree as etree
from functools import cache
from re import IGNORECASE, Pattern
from re import _constants as codes
from re import _parser as parser

from markdown import Extension, Markdown
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString

_REPEATED = (codes.MAX_REPEAT, codes.MIN_REPEAT, codes.POSSESSIVE_REPEAT)


@cache
def needed(pattern: Pattern) -> frozenset[str] | None:
    """Characters of which every text that matches `pattern` has at least one; None where there is no such set."""
    return None if pattern.flags & IGNORECASE else _of_all(parser.parse(pattern.pattern, pattern.flags))


def _of_all(items: parser.SubPattern) -> frozenset[str] | None:
    """What a sequence needs: the smallest of the sets that its parts need; nearly every text has a space."""
    found = filter(None, map(_of_one, items))
    return min(found, key=lambda needs: (len(needs), " " in needs), default=None)


def _of_one(item: tuple) -> frozenset[str] | None:
    code, given = item
    if code is codes.LITERAL:
        return frozenset(chr(given))
    if code is codes.IN and all(kind is codes.LITERAL for kind, _ in given):
        return frozenset(chr(one) for _, one in given)
    if code is codes.BRANCH:
        ways = [_of_all(way) for way in given[1]]
        return frozenset().union(*ways) if all(ways) else None
    if code is codes.SUBPATTERN and not given[1] & IGNORECASE:
        return _of_all(given[-1])
    if code is codes.ATOMIC_GROUP:
        return _of_all(given)
    if code in _REPEATED and given[0] > 0:
        return _of_all(given[-1])
    return None


class _Quick(InlineProcessor):
    """Search a text for what it may have."""

    def run(self, tree: etree.Element, ancestors: list[str] | None = None) -> etree.Element:
        """Go through the texts of a tree, as Python-Markdown does."""
        self._patterns = [(pattern, needed(pattern.getCompiledRegExp())) for pattern in self.inlinePatterns]
        return super().run(tree, ancestors)

    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # the name that it has there
        if isinstance(data, AtomicString):
            return data
        there = set(data)
        for at in range(patternIndex, len(self._patterns)):
            pattern, needs = self._patterns[at]
            found, start = needs is None or not needs.isdisjoint(there), 0
            while found:
                data, found, start = self._InlineProcessor__applyPattern(pattern, data, at, start)
                there = set(data) if found else there
        return data


class InlineExtension(Extension):
    """Inline Markdown and quotes, searched for what may be there; listed last, since it takes the place of both."""

    def extendMarkdown(self, md: Markdown) -> None:
        """Take the place of Python-Markdown's own processor, and of the one that `smarty` has added."""
        for name, priority in (("inline", 20), ("smarty", 6)):
            if name in md.treeprocessors:
                quick = _Quick(md)
                quick.inlinePatterns = md.treeprocessors[name].inlinePatterns
                md.treeprocessors.register(quick, name, priority)


def makeExtension(**options) -> InlineExtension:
    """The extension, as Python-Markdown asks for it."""
    return InlineExtension(**options)
