"""The numbers that a listener hears, for what is written to be spoken.

"0.73", "98 %", "2.2 steps" and the 0.73 in $f = 0.73$ are heard, also with their power or spread as one number. Not
heard as numbers are 0 and 1, years, words ("three gates"), names and versions ("PyTorch 2.13", "GPT-2"), and what only
gives a formula its shape: indices ($c_{t-1}$), exponents, and a single digit before a letter or bracket ($4H(D + H)$).
"""

import re
from collections.abc import Iterator

from scripts.checks.numbers import printed
from scripts.checks.numbers.exempt import readable_prose, readable_tex
from scripts.checks.numbers.printed import Printed
from scripts.site.model.prose import Block

FIRST_YEAR, LAST_YEAR = 1980, 2030
_YEAR = re.compile(r"\d{4}")
_EXPONENT = re.compile(r"\^\s*(?:\{(?:[^{}]|\{[^{}]*\})*\}|\\?\w)")
_ONE_OF = re.compile(r"\\[dt]?frac\{1\}\{\d\}|\\[dt]?frac\s*1\s*\d")
_COEFFICIENT = re.compile(
    r"\s*(?:[A-Za-z(\[]|\\(?!times|cdot|[lg]eq?\b|[lg]t\b|approx|pm|to\b|neq?\b|in\b|q*uad)[A-Za-z])"
)


def heard(block: Block) -> Iterator[tuple[int, Printed]]:
    """The numbers of a block that a listener hears, each with its position in the flattened text (0 in a display)."""
    if block.kind == "equation":
        yield from ((0, number) for number in _in_formula(block.token.content))
        return
    found = [(number.start, number) for number in printed.find(readable_prose(block.flat.text)) if _counts(number)]
    for at, leaf in block.flat.spots.items():
        if leaf.kind == "math_inline":
            found += [(at, number) for number in _in_formula(leaf.content)]
    yield from sorted(found, key=lambda place: place[0])


def _in_formula(tex: str) -> Iterator[Printed]:
    silent = [match.span() for pattern in (_EXPONENT, _ONE_OF) for match in pattern.finditer(tex)]
    for number in printed.find(readable_tex(tex), tex=True):
        coefficient = re.fullmatch(r"\d", number.text) and _COEFFICIENT.match(tex, number.end)
        if _counts(number) and not coefficient and not any(first <= number.start < last for first, last in silent):
            yield number


def _counts(number: Printed) -> bool:
    if number.percent or number.sd:
        return True
    is_year = _YEAR.fullmatch(number.text) and FIRST_YEAR <= number.value <= LAST_YEAR
    return abs(number.value) not in (0, 1) and not is_year
