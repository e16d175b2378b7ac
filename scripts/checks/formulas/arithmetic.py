"""Sums of plain numbers are right: 512 + 128 = 640, in formulas of pages and captions.

Read are formulas with nothing in them but numbers, + - · × / ^, fractions, roots and brackets. What stands right of a
sign is compared at the precision to which it is printed.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from markdown_it.token import Token
from simpleeval import InvalidExpression, simple_eval

from scripts.checks.numbers import printed
from scripts.checks.rules import Found, each_text
from scripts.site.model.document import leaves

_SIGN = re.compile(r"=|\\approx(?![a-z])")
_NEAR = 0.1  # how far apart the sides of an approximation may be, as a share
_PYTHON = (
    (r"\\(?:begin|end)\{\w+\*?\}", " "),
    (r"\{,\}", ""),
    (r"\\%", "/100"),
    (r"\\[,;:! ]|\\(?:left|right)\b|~|&", " "),
    (r"\\[dt]?frac\s*\{([^{}]*)\}\s*\{([^{}]*)\}", r"((\1)/(\2))"),
    (r"\\[dt]?frac(\d)(\d)", r"(\1/\2)"),
    (r"\\sqrt\s*\{([^{}]*)\}", r"((\1)**0.5)"),
    (r"\\sqrt\s*(\d)", r"(\1**0.5)"),
    (r"\\(?:cdot|times)\b", "*"),
    (r"\^\{([^{}]*)\}", r"**(\1)"),
    (r"\^(\d)", r"**\1"),
    (r"(?<=[\d)])\s*\(", "*("),
)
_PLAIN = re.compile(r"[\d.+\-*/() ]+")


def _wrong(tokens: Sequence[Token]) -> Found:
    for token in tokens:
        for line, tex in _formulas(token):
            for left, sign, right in _pairs(tex):
                message = f"${left} {sign} {right}$ is not so: the left is {_value(left):.7g}"
                yield line, message, "correct one of the two"


def _formulas(token: Token) -> Iterator[tuple[int, str]]:
    """The formulas of a token with their lines; a % behind one belongs to its last number."""
    if token.type == "inline":
        read = [leaf for leaf in leaves(token) if leaf.kind != "html_inline"]
        for leaf, behind in pairwise([*read, None]):
            if leaf.kind == "math_inline":
                percent = behind is not None and behind.content.lstrip().startswith("%")
                yield leaf.line, leaf.content + r"\%" * percent
    elif token.type == "math_block":
        yield from ((token.map[0] + 1, line) for line in token.content.split(r"\\"))


def _pairs(tex: str) -> Iterator[tuple[str, str, str]]:
    """Neighbours in a chain of sums that are not the same, as printed, with the sign between them."""
    sides, signs = [side.strip() for side in _SIGN.split(tex)], _SIGN.findall(tex)
    for left, sign, right in zip(sides, signs, sides[1:], strict=False):
        values = _value(left), _value(right)
        if None not in values and not _same(right, *values, near=sign != "="):
            yield left, sign, right


def _same(right: str, left: float, value: float, near: bool) -> bool:
    if near and abs(left - value) <= _NEAR * abs(left):
        return True
    numbers = printed.find(right, tex=True)
    if len(numbers) == 1 and numbers[0].text.strip() == right:
        return numbers[0].agrees(left)
    return abs(left - value) <= 1e-9 * max(1, abs(left))


def _value(tex: str) -> float | None:
    """What a sum of plain numbers comes to; None for anything else."""
    text = tex
    for pattern, instead in _PYTHON:
        text = re.sub(pattern, instead, text)
    text = " ".join(text.split())
    if not _PLAIN.fullmatch(text) or not re.search(r"\d", text):
        return None
    try:
        return float(simple_eval(text))
    except (InvalidExpression, SyntaxError, ZeroDivisionError, OverflowError, TypeError, ValueError):
        return None


check = each_text(_wrong)
