r"""TeX as a list of tokens that mean something: no spaces, sizes or colours, each command with the name it is part of.

SymPy's parser of TeX was tried first, and so was the MathML that the site makes. SymPy needs a parser generator that is
not among the pins, and its products commute; MathML has lost the lines and the braces, and products and arguments still
have to be told apart. So tokens are read here, and `parse` makes a tree of them.
"""

import re
from typing import NamedTuple

from scripts.checks.formulas.algebra.tree import CannotRead

_TOKEN = re.compile(
    r"""(?P<word>\\(?:text|texttt|textbf)\s*\{[^{}]*\})
      | (?P<styled>\\(?:mathrm|mathcal|mathbb|mathbf|mathit)\s*(?:\{[^{}]*\}|[A-Za-z0-9]))
      | (?P<environment>\\(?:begin|end)\s*\{\w+\*?\})
      | (?P<command>\\[A-Za-z]+)
      | (?P<escaped>\\.)
      | (?P<number>\d+(?:\{,\}\d{3})*(?:\.\d+)?)
      | (?P<letter>[A-Za-z])
      | (?P<mark>\S)""",
    re.VERBOSE | re.DOTALL,
)
_SIZES = {rf"\{size}{side}" for size in ("big", "Big", "bigg", "Bigg") for side in ("", "l", "r", "m")}
_NOTHING = {r"\,", r"\;", r"\!", r"\:", r"\ ", "&", "~", r"\displaystyle", r"\limits", r"\left", r"\right"} | _SIZES
SAME = {
    r"\leq": r"\le",
    r"\geq": r"\ge",
    r"\lbrack": "[",
    r"\rbrack": "]",
    r"\lvert": "|",
    r"\rvert": "|",
    r"\mid": "|",
    r"\ldots": r"\dots",
    r"\cdots": r"\dots",
    r"\intercal": r"\top",
    r"\tfrac": r"\frac",
    r"\dfrac": r"\frac",
    r"\gets": r"\leftarrow",
    r"\mathrm{T}": r"\top",
}
_ACCENTS = {r"\hat", r"\bar", r"\tilde", r"\overrightarrow", r"\overleftarrow", r"\vec"}


class Token(NamedTuple):
    """A piece of TeX: what kind of piece, how it is written, and where it begins."""

    kind: str
    text: str
    at: int


def tokens(tex: str) -> list[Token]:
    r"""The tokens of a formula. A delimiter that shows nothing (`\left.`) is left out.

    Raises CannotRead where a character is no TeX.
    """
    found: list[Token] = []
    invisible = in_cases = False
    for match in _TOKEN.finditer(tex):
        kind, written = match.lastgroup, match[0]
        if kind == "styled":
            command, inside = re.match(r"\\(\w+?)\s*(?:\{([^{}]*)\}|(\w))$", written).group(1, 2)
            written = rf"\{command}{{{inside if inside is not None else written[-1]}}}"
        if kind == "word":
            written = " ".join(written[written.index("{") + 1 : -1].split())
        written = SAME.get(written, written)
        if invisible and written == ".":
            invisible = False
            continue
        if kind == "environment":
            in_cases = written.startswith(r"\begin")
        invisible = written in (r"\left", r"\right")
        if written not in _NOTHING or (written == "&" and in_cases):
            found.append(Token(kind, written, match.start()))
    return found


def is_accent(token: Token) -> bool:
    """Whether a token stands above the one that follows it, and is part of that name."""
    return token.text in _ACCENTS


def closing(found: list[Token], start: int) -> int:
    """Where the group closes that the brace at `start` opens. Raises CannotRead where it does not."""
    depth = 0
    for at in range(start, len(found)):
        depth += {"{": 1, "}": -1}.get(found[at].text, 0)
        if depth == 0:
            return at
    raise CannotRead("a brace does not close")
