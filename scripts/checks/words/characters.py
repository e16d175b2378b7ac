"""Characters that nobody sees or types: they come with what is pasted, and make code read otherwise than it runs.

All text files are read, code too.
"""

import re
import unicodedata
from collections.abc import Iterator

from scripts.checks.repository import Repository
from scripts.site.model.document import Problem

_KINDS = (
    (re.compile("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]"), "a character that turns text round", "delete it"),
    (
        re.compile("[\u00ad\u180e\u200b-\u200d\u2060-\u2064\ufeff\u115f\u1160\u3164\ufff9-\ufffb\ufffd\ue000-\uf8ff]"),
        "an invisible character",
        "delete it",
    ),
    (re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]"), "a control character", "delete it"),
    (re.compile("[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]"), "a space that looks like another", "type a space"),
)
_ANY = re.compile("|".join([*(pattern.pattern for pattern, *_ in _KINDS), "[\u0400-\u04ff]"]))
_MIXED = re.compile(r"\w*(?:[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z])\w*")


def check(repository: Repository) -> Iterator[Problem]:
    """The first of each kind in a line."""
    for name, text in repository.texts.items():
        for number, line in enumerate(text.split("\n") if _ANY.search(text) else (), start=1):
            for message, remedy in _line(line):
                yield Problem(name, number, message, remedy)


def _line(line: str) -> Iterator[tuple[str, str]]:
    for pattern, what, remedy in _KINDS:
        if match := pattern.search(line):
            called = unicodedata.name(match[0], "").lower()
            code = f"U+{ord(match[0]):04X}{f', {called}' if called else ''}"
            yield f"{what} at column {match.start() + 1} ({code})", remedy
    if match := _MIXED.search(line):
        yield f'"{match[0]}" mixes Latin and Cyrillic letters', "type it again"
