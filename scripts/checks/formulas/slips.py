"""Slips that math-core converts without a word: the formula shows, but not as its author meant it."""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache

from scripts.site.extensions.mathematics import convert
from scripts.site.extensions.tex import COMMANDS, GREEK, SYMBOLS

_COMMENT = re.compile(r"(?<!\\)%[^\n]*")
# In these the letters are words. Dots take their place, so that every other character stands where it stood.
_WORDS = re.compile(r"\\(?:text|mathrm|begin|end)\*?\s*\{[^{}]*\}")
_SLIPS = (
    (
        r"[_^](?:\d\d+|[a-z][-+]\w)",
        "of {} only the first character is raised or lowered",
        "put braces around the whole",
    ),
    (r"\d+,\d{3}(?!\d)", "TeX sets a space behind the comma of {}", "write {,} for it"),
    (r"(?<![\d.])\d{5,}(?!\.?\d)", "{} has no comma between its thousands", "write {,}"),
    (r"<!--", "a comment inside a formula shows", "move it behind the dollars"),
    (r"`", "a backtick shows as a quotation mark", "remove it"),
    (r"</?[a-z]+ ?/?>|&(?:lt|gt|amp|nbsp|times|minus);", "{} is HTML", "write TeX"),
    (r"(?<=\n)[ \t]*\n", "a blank line ends the formula on a code host", "remove it"),
)
# A code host takes a backslash before punctuation for Markdown, also inside the dollars of a sentence, and eats it.
_EATEN = re.compile(r"\\([!-/:-@\[-`{-~])")
_INSTEAD_OF_EATEN = {
    **dict.fromkeys(",;:!", "remove it, or make the formula a display between lines of $$"),
    "{": r"write \lbrace",
    "}": r"write \rbrace",
    "|": r"write \lVert or \rVert",
    "%": "put the sign behind the dollars",
    "\\": "make it a display between lines of $$",
}
_RUN = re.compile(r"(?<![\\A-Za-z])[a-z]{3,}")
# What editors and keyboards make of a character of TeX; the rest is found by converting the commands.
_TYPED = {"–": "-", "·": r"\cdot", "’": "'"}
_SCRIPTS = {"<sub>": "_", "<super>": "^"}


def slips(tex: str, display: bool) -> Iterator[tuple[int, str, str]]:
    """The first slip of each kind in a formula: where in it, what is wrong, what to do."""
    if not tex.strip():
        return
    if not display and (match := _EATEN.search(tex)):
        remedy = _INSTEAD_OF_EATEN.get(match[1], "put the sign outside the dollars")
        yield match.start(), f"a code host eats the backslash of {match[0]} in a sentence", remedy
    if match := _COMMENT.search(tex):
        yield match.start(), "what stands behind % is a comment in TeX", "put the sign behind the dollars, or remove it"
    bare = _WORDS.sub(_dotted, _COMMENT.sub(_dotted, tex))
    for pattern, message, remedy in _SLIPS:
        if match := re.search(pattern, bare):
            yield match.start(), message.format(match[0]), remedy
    if match := _RUN.search(bare):
        command = "\\" + match[0]
        remedy = f"write {command}" if command in COMMANDS else rf"write \mathrm{{{match[0]}}}, or \text{{…}}"
        yield match.start(), f'"{match[0]}" shows as a product of its letters', remedy
    for character in dict.fromkeys(bare):
        if not character.isascii() and character.isprintable():  # what nobody sees is found in every text
            yield bare.index(character), *_typed(character)


def _dotted(match: re.Match) -> str:
    return re.sub(r"[^\n]", ".", match[0])


def _typed(character: str) -> tuple[str, str]:
    """What is wrong with a character that is not ASCII, and what to write instead of it."""
    name = unicodedata.name(character, f"U+{ord(character):04X}").lower()
    kind, _, code = unicodedata.decomposition(character).partition(" ")
    if kind in _SCRIPTS:
        instead = _SCRIPTS[kind] + chr(int(code, 16))
    else:
        instead = _TYPED.get(character) or _commands().get(character, r"its command, or put words into \text{…}")
    return f'"{character}" ({name}) is not TeX', f"write {instead}"


@cache
def _commands() -> dict[str, str]:
    """The command for each symbol that is the whole of what a command of the guide shows."""
    found: dict[str, str] = {}
    for command in ["-", *GREEK.split(), *SYMBOLS.split()]:
        found.setdefault(re.sub(r"<[^>]*>", "", convert(command, display=False)), command)
    return found
