"""Words that are wrong about LSTMs however often they are printed, and what to write instead."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from scripts.checks.repository import Repository
from scripts.checks.rules import Found, asked_of, problems
from scripts.site.model.document import Document, Problem
from scripts.site.model.page import Page
from scripts.site.model.prose import FORMULA, SILENT, Block, Flat, document_blocks, wrong_on_purpose

_NEGATION = re.compile(
    r"\b(?:not?|never|nor|neither|without|cannot|hardly|rather than|instead of|wrong)\b|n['’]t\b", re.I
)
_NEVER = re.compile(r"(?!)")
_QUOTED = re.compile(r"\"[^\"]*\"|“[^”]*”")


class Phrase(NamedTuple):
    """A pattern over prose in which inline formulas stand as `$…$`, and the wording to use.

    A sentence with `unless` in it says something else, which is right.
    """

    pattern: re.Pattern
    instead: str
    unless: re.Pattern = _NEVER

    def find(self, sentence: str) -> Iterator[re.Match]:
        """Where a sentence says it, and does not deny it."""
        if not self.unless.search(sentence):
            for match in self.pattern.finditer(sentence):
                if not _NEGATION.search(sentence[: match.start()]):
                    yield match


def _phrase(pattern: str, instead: str, unless: re.Pattern = _NEVER) -> Phrase:
    return Phrase(re.compile(pattern, re.IGNORECASE), instead, unless)


_VANISHING = r"(?:the\s+)?(?:problem\s+of\s+(?:the\s+)?)?vanishing[\s-]+gradients?"
PHRASES = (
    _phrase(
        rf"\b(?:solv|eliminat|remov|fix|avoid|overcom|cur)(?:e|es|ed|ing|s)?\b[^.;:]{{0,30}}{_VANISHING}",
        "say that it eases: along the cell path the factor is $f_t$, which training can hold near 1",
    ),
    _phrase(
        r"\b(?:prevent|avoid|stop|solv|eliminat)(?:e|es|ed|ing|s)?\b[^.;:]{0,30}\bexplo(?:ding|sion)",
        "say that it does not, and that the norm is clipped",
        re.compile(r"\bclip", re.IGNORECASE),
    ),
    _phrase(r"\bgradients?\s+(?:cannot|can['’]t|can\s+not|never)\s+explode", "say that the norm must be clipped"),
    _phrase(
        r"\b(?:gradients?|errors?)\b[^.;:]{0,40}\b(?:flow|run|pass|travel|propagat)(?:e|es|ed|s|ing)?\b[^.;:]{0,30}"
        r"\b(?:unchanged|unimpeded|unhindered|undiminished)",
        "say that it is scaled by $f_t$ at each step of the direct path; other paths run through $h$",
        re.compile(r"\b(?:if|when|where|while|only|sum|addition|plus|1997)\b|= 1\b", re.IGNORECASE),
    ),
    _phrase(r"\bfour\s+(?:\w+\s+)?gates\b|\b4\s+gates\b", 'write "three gates and a candidate"'),
    _phrase(
        r"\b1997\b[^.;]{0,60}\bthree\s+gates\b|\bthree\s+gates\b[^.;]{0,40}\b1997\b",
        "say that the forget gate came in 2000 (Gers, Schmidhuber, Cummins)",
    ),
    _phrase(
        r"\bbias(?:es)?\s+(?:of\s+)?\$?1\$?\s+(?:keep|retain|remember|preserve)s?\s+(?:\w+\s+)?(?:everything|all)\b",
        "say that σ(1) = 0.73: half is gone after 2.2 steps",
    ),
    _phrase(
        r"(?:\$h(?:_\{?t\}?)?\$|\bhidden\s+state(?:\s+\$h_t\$)?)\s+is\s+(?:the|its|an?)\s+(?:[\w-]+\s+)?memory\b",
        "say that $c$ carries the memory, and $h$ is what the cell shows",
    ),
    _phrase(r"\badditive,?\s+(?:and\s+)?not\s+multiplicative", "say that it is both: $c_{t-1}$ is scaled by $f_t$"),
)
# Every phrase has one of these words: most paragraphs have none, and are passed over.
_TELLING = re.compile(
    r"vanish|explo|unchanged|unimpeded|unhindered|undiminished|gates|everything|all|memory|multiplicative",
    re.IGNORECASE,
)
_DERIVATIVE = re.compile(
    r"\\partialc_\{?t\}?(?:\}\{|/)\\partialc_\{?t-1\}?\}?=(?:\\mathrm\{diag\})?\\?[({]?f_\{?t\}?[)}]?(?![\w+\\])"
)
_QUALIFIED = re.compile(r"\bdirect|held?\s+fixed|hold\w*\s.{0,20}fixed|held\s+constant", re.IGNORECASE)


def check(repository: Repository) -> Iterator[Problem]:
    """Trap phrases outside of what a page quotes as wrong."""
    yield from problems(_in_document, repository)
    yield from problems(_in_short, repository)


@asked_of("pages")
def _in_short(page: Page, repository: Repository) -> Found:
    for phrase in PHRASES if page.front else ():
        for match in phrase.find(page.front.short):
            yield page.line_of("short"), f'"{match[0]}" is wrong', phrase.instead


@asked_of("site")
def _in_document(document: Document, repository: Repository) -> Found:
    found = document_blocks(document)
    wrong = wrong_on_purpose(found)
    for at, block in enumerate(found):
        if block.kind in ("heading", "figure", "code", "html") or block.line in wrong:
            continue
        if block.kind != "equation":
            for line, text, instead in _phrases(block.flat):
                yield line, f'"{text}" is wrong', instead
        yield from _derivatives(found, at)


def _phrases(flat: Flat) -> Iterator[tuple[int, str, str]]:
    if not _TELLING.search(flat.text):
        return
    start = flat.quoted_mistake
    for first, last in flat.sentences:
        text = flat.text[first:last]
        quotes = [match.span() for match in _QUOTED.finditer(text)]
        readable, places = _with_formulas(flat, first, last)
        for phrase in PHRASES:
            for match in phrase.find(readable):
                place = places[match.start()]
                quoted = any(a < place - first < b for a, b in quotes)
                if place >= start and not quoted:
                    yield flat.line_at(place), match[0], phrase.instead


def _with_formulas(flat: Flat, first: int, last: int) -> tuple[str, list[int]]:
    """A stretch of text with its formulas written out, and for each character its position in the flattened text."""
    text, places = "", []
    for position in range(first, last):
        character = flat.text[position]
        piece = f"${flat.spots[position].content}$" if character == FORMULA else character
        if character in SILENT:
            piece = ""
        text += piece
        places += [position] * len(piece)
    return text, places


def _derivatives(found: list[Block], at: int) -> Found:
    """The derivative of the cell state by the one before, given as f without saying that this is the direct path."""
    block = found[at]
    if block.kind == "equation":
        formulas = [(block.line, block.token.content)]
    else:
        leaves = block.flat.spots.values()
        formulas = [(leaf.line, leaf.content) for leaf in leaves if leaf.kind == "math_inline"]
    for line, tex in formulas:
        if _DERIVATIVE.search(re.sub(r"\s|\\[,;:! ]|\\left|\\right", "", tex)):
            around = " ".join(other.token.content for other in found[max(0, at - 1) : at + 2])
            without = around.replace(tex, "") if tex in around else around
            if (
                not block.flat.quoted_mistake
                and not _QUALIFIED.search(without)
                and "direct" not in tex
                and "|" not in tex
            ):
                remedy = 'add "on the direct path, with $h_{t-1}$ held fixed"'
                yield line, "the derivative is f only on the direct path", remedy
