r"""A formula as the statements in it: rows of `aligned` put together where one goes on, and cut where a new one begins.

A row that begins with a sign goes on with the row above. `\quad` and arrows of inference stand between statements.
Words say when or for what a statement holds: they are left out, but what holds only "if" is not read.
"""

import re
from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from scripts.checks.formulas.algebra.parse import RELATIONS, parse
from scripts.checks.formulas.algebra.tree import CannotRead, Node

_ROWS = re.compile(r"\\\\(?:\[[^\]]*\])?")
_AROUND = re.compile(r"\\(?:begin|end)\{aligned\}")
_GOES_ON = re.compile(r"^\s*(?:&|\\q?quad|\s)*(?:[-+=<>]|\\(?:le|ge|approx|odot|times|cdot)\b)")
_STARTS_WITH_QUAD = re.compile(r"^(?:&|\\q?quad|\s)+")
_BETWEEN = re.compile(r"\\q?quad(?![A-Za-z])|\\(?:Longrightarrow|Rightarrow|implies|iff)(?![A-Za-z])|&&")
_WORDS = re.compile(r"\\text\s*\{([^{}]*)\}")
_PROSE = re.compile(r"[ :]")
_IN_BRACKETS = re.compile(r"\\text\s*\{ if [^{}]*\}\s*((?:\\[bB]ig+[lr]?|\\right)?\s*[)\]])")
_OPENING, _CLOSING = re.compile(r"[(\[{]"), re.compile(r"[)\]}]")


class Line(NamedTuple):
    """One line of a display, or an inline formula: its text, and the row on which it begins, from 0."""

    tex: str
    row: int


def lines(tex: str) -> Iterator[Line]:
    """The lines of a display, without `aligned` around them."""
    body = _AROUND.sub("", tex) if r"\begin{aligned}" in tex else tex
    if body is tex:
        yield Line(tex.strip(), tex[: len(tex) - len(tex.lstrip())].count("\n"))
        return
    found: list[Line] = []
    at = 0
    for row in _rows(body):
        row_at = body.count("\n", 0, at + len(row) - len(row.lstrip()))
        at += len(row) + 2
        if not row.strip():
            continue
        if found and (_GOES_ON.match(row) or _open(found[-1].tex)):
            found[-1] = Line(f"{found[-1].tex} {_STARTS_WITH_QUAD.sub('', row)}", found[-1].row)
        else:
            found.append(Line(row.strip(), row_at))
    yield from found


def _rows(body: str) -> Iterator[str]:
    start = depth = 0
    for match in re.finditer(r"\\begin\{|\\end\{|\\\\", body):
        if match[0] == r"\\" and not depth:
            yield body[start : match.start()]
            start = match.end()
        depth += {"\\begin{": 1, "\\end{": -1}.get(match[0], 0)
    yield body[start:]


def _open(tex: str) -> bool:
    """Whether a bracket of a row is still open at its end."""
    bare = re.sub(r"\\[lr]?brace|\\[{}]", "", tex)
    return len(_OPENING.findall(bare)) > len(_CLOSING.findall(bare))


@cache
def statements(tex: str, chosen: bool = False) -> tuple[Node | str, ...]:
    """The statements of a line as trees; as a text, the reason why one is not read.

    What holds under a condition in words is read where the values are chosen so that it holds.
    """
    return tuple(_statements(tex, chosen))


def _statements(tex: str, chosen: bool) -> Iterator[Node | str]:
    for piece in _pieces(tex):
        try:
            bare, unless = _without_prose(piece)
            if unless and not chosen:
                yield "it holds under a condition in words"
            elif bare:
                yield parse(bare)
        except CannotRead as reason:
            yield str(reason)


def _pieces(tex: str) -> Iterator[str]:
    """Cut where a new statement begins, outside all brackets and environments."""
    start = depth = 0
    for match in re.finditer(rf"{_BETWEEN.pattern}|\\(?:begin|end)\{{cases\}}|\\[{{}}]|[{{}}()\[\]]", tex):
        found = match[0]
        if found in ("{", "(", "[", r"\begin{cases}"):
            depth += 1
        elif found in ("}", ")", "]", r"\end{cases}"):
            depth -= 1
        elif depth == 0 and not found.startswith((r"\{", r"\}")):
            yield tex[start : match.start()]
            start = match.end()
    yield tex[start:]


def _without_prose(piece: str) -> tuple[str, bool]:
    """A statement without the words around it, and whether they make it a condition."""
    bare, unless = _IN_BRACKETS.sub(r"\1", piece.strip()), False
    while True:
        bare = bare.strip(" \n&,").removesuffix(r"\!:").removesuffix(":").strip()
        found = [match for match in _WORDS.finditer(bare) if _PROSE.search(match[1]) or not match[1].strip("a-z")]
        before = next((match for match in found if not bare[: match.start()].strip()), None)
        if before and not _inside(bare, before):
            rest = bare[before.end() :].lstrip(" &:")
            if before[1].strip().startswith(("if", "or", "else", "to")) and not _relation(rest):
                return "", False
            bare = rest
            continue
        behind = next((match for match in found if not _inside(bare, match)), None)
        if behind:
            unless = behind[1].strip().startswith(("if", "else"))
            bare = bare[: behind.start()]
            continue
        return bare, unless


def _inside(tex: str, match: re.Match) -> bool:
    before = tex[: match.start()]
    return _open(before) or before.count(r"\begin") > before.count(r"\end")


def _relation(tex: str) -> bool:
    return any(sign in tex for sign in RELATIONS)
