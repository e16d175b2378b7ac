"""The formulas of a page that are looked at, each with what stands around it."""

import re
from collections.abc import Iterable, Iterator
from itertools import zip_longest
from typing import NamedTuple

from scripts.checks.formulas.algebra.counted import count
from scripts.checks.formulas.algebra.parse import RELATIONS
from scripts.site.extensions.reference_code import NAMED, NONE
from scripts.site.model.document import leaves
from scripts.site.model.page import Page

INLINE_IN = ("", "In two minutes", "By heart", "On the whiteboard")
_RELATION = re.compile(
    "|".join(re.escape(sign) + (r"(?![A-Za-z])" if sign[-1].isalpha() else "") for sign in RELATIONS)
)
_NAME = re.compile(r"[A-Za-z](?:_\w)?")
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")

# Names with the numbers at which they are held.
Held = tuple[tuple[str, float], ...]


class Formula(NamedTuple):
    """A display or a formula in the text, and what comments and words say of it."""

    line: int
    display: bool
    tex: str
    code: str = ""  # the function it is of, where a comment says so
    held: Held = ()  # what the comment holds
    said: Held = ()  # what the text around it sets to 0 or 1
    not_compared: str = ""  # why it is compared with nothing, where a comment says so


def sections(page: Page) -> Iterator[list[Formula]]:
    """The formulas of each section: displays with the comments behind them, and those in the text to be looked at."""
    title, found, said = "", [], ()
    tokens = page.document.tokens
    for token, behind in zip_longest(tokens, tokens[1:]):
        if token.type == "heading_open" and token.tag == "h2":
            yield found
            title, found = behind.content.strip(), []
        elif token.type == "math_block":
            comment = behind.content if behind and behind.type in ("html_block", "inline") else ""
            named, not_compared = NAMED.search(comment), NONE.search(comment)
            held = tuple(settings((named["held"] or "").split(","))) if named else ()
            code, reason = named["name"] if named else "", not_compared["reason"] if not_compared else ""
            here = tuple(settings(match[1] for match in _IN_BRACKETS.finditer(token.content)))
            found.append(Formula(token.map[0] + 1, True, token.content, code, held, (*said, *here), reason))
        elif token.type == "inline":
            inline = [leaf for leaf in leaves(token) if leaf.kind == "math_inline"]
            said = tuple(settings(leaf.content for leaf in inline))
            looked_at = (
                leaf for leaf in inline if (title in INLINE_IN if claims(leaf.content) else count(leaf.content))
            )
            found += [Formula(leaf.line, False, leaf.content, said=said) for leaf in looked_at]
    yield found


def settings(formulas: Iterable[str]) -> Iterator[tuple[str, float]]:
    """What short formulas set to 0 or 1: f = 1, also of a step, f_t = 1."""
    for tex in formulas:
        *names, number = (side.strip() for side in re.split(r"=|\\approx", tex))
        if names and number in ("0", "1") and all(map(_NAME.fullmatch, names)):
            yield from ((name.removesuffix("_t"), float(number)) for name in names)


def claims(tex: str) -> bool:
    """Whether a formula has a relation in it."""
    return bool(_RELATION.search(tex))
