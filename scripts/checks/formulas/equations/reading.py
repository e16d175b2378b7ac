r"""The equations of a page, each with what became of it.

Read are all displays, and the formulas with a relation inside the answer block, *In two minutes*, *On the whiteboard*
and *By heart*. A display is of the function in its comment, `<!-- code: lstm.step -->`, or, with something held,
`<!-- code: lstm.step with f = 1 -->`. Without one it is of what its neighbours are of: the displays of its section, then
those of its page, then the LSTM. What is defined holds for the rest of the section.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import NamedTuple

from scripts.checks.formulas.equations.compare import Outcome, judge, worst
from scripts.checks.formulas.equations.evaluate import Definition
from scripts.checks.formulas.equations.parse import RELATIONS
from scripts.checks.formulas.equations.statements import Line, lines, statements
from scripts.checks.formulas.equations.tables import draws, key_of
from scripts.checks.formulas.equations.tree import Node
from scripts.site.extensions.reference_code import NAMED
from scripts.site.model.document import leaves
from scripts.site.model.page import Page

INLINE_IN = ("", "In two minutes", "By heart", "On the whiteboard")
_LAST = ("lstm", "plain")
_RELATION = re.compile("|".join(re.escape(sign) + (r"(?![A-Za-z])" if sign[-1].isalpha() else "") for sign in RELATIONS))
_HELD = re.compile(r"\s*([\w^]+)\s*=\s*(-?[\d.]+)\s*")

# A table with what is held in it.
Key = tuple[str, tuple[tuple[str, float], ...]]


class Read(NamedTuple):
    """A line of a display or an inline formula, where it stands, and what became of it."""

    line: int
    display: bool
    tex: str
    outcome: Outcome
    of: str


class _Formula(NamedTuple):
    line: int
    display: bool
    tex: str
    code: str  # the function it is of, where a comment says so
    held: str


def equations(page: Page) -> Iterator[Read]:
    """Every equation of a page that is looked at, in order."""
    for formulas in _sections(page):
        yield from _Section(formulas, _tables_of(page)).read()


def _tables_of(page: Page) -> list[Key]:
    found = (_key(formula) for formulas in _sections(page) for formula in formulas)
    return list(dict.fromkeys(key for key in found if key))


def _key(formula: _Formula) -> Key | None:
    name = key_of(formula.code) if formula.code else None
    held = [_HELD.fullmatch(one) for one in formula.held.split(",")] if formula.held else []
    return (name, tuple((one[1], float(one[2])) for one in held if one)) if name else None


def _sections(page: Page) -> Iterator[list[_Formula]]:
    """The formulas of each section, displays with the comments behind them."""
    title, found = "", []
    tokens = page.document.tokens
    for token, behind in zip_longest(tokens, tokens[1:]):
        if token.type == "heading_open" and token.tag == "h2":
            yield found
            title, found = behind.content.strip(), []
        elif token.type == "math_block":
            named = NAMED.search(behind.content) if behind and behind.type in ("html_block", "inline") else None
            code, held = (named["name"], named["held"] or "") if named else ("", "")
            found.append(_Formula(token.map[0] + 1, True, token.content, code, held))
        elif token.type == "inline" and title in INLINE_IN:
            inline = (leaf for leaf in leaves(token) if leaf.kind == "math_inline")
            found += [_Formula(leaf.line, False, leaf.content, "", "") for leaf in inline if _claims(leaf.content)]
    yield found


def _claims(tex: str) -> bool:
    return bool(_RELATION.search(tex))


class _Section:
    """The formulas of a section and what they have defined so far."""

    def __init__(self, formulas: Sequence[_Formula], of_page: Sequence[Key]) -> None:
        self._formulas, self._of_page = formulas, of_page
        self._of_section = list(dict.fromkeys(key for key in map(_key, formulas) if key))
        self._defined: dict[Key, dict[str, Definition]] = {}

    def read(self) -> Iterator[Read]:
        nearest: list[Key] = []
        for formula in self._formulas:
            own = _key(formula)
            nearest = [own] if own else nearest
            yield from self._formula(formula, own, nearest)

    def _formula(self, formula: _Formula, own: Key | None, nearest: Sequence[Key]) -> Iterator[Read]:
        others = [*nearest, *self._of_section, *self._of_page, *((name, ()) for name in _LAST)]
        keys = [own, ("plain", ())] if own else list(dict.fromkeys(others))
        certain = bool(own) or not formula.code
        found = list(lines(formula.tex)) if formula.display else [Line(formula.tex, 0)]
        trees = [list(statements(line.tex)) for line in found]
        outcomes = self._judged([tree for several in trees for tree in several], keys, formula.display, bool(own))
        for line, several in zip(found, trees, strict=True):
            here = [next(outcomes) for _ in several]
            outcome, of = worst([one for one, _ in here]), ", ".join(dict.fromkeys(of for _, of in here if of))
            if outcome.kind == "wrong" and not certain:
                outcome = Outcome("unread", f"no table of {formula.code}")
            yield Read(formula.line + line.row, formula.display, " ".join(line.tex.split()), outcome, of)

    def _judged(
        self, trees: Sequence[Node | str], keys: Sequence[Key], display: bool, own: bool
    ) -> Iterator[tuple[Outcome, str]]:
        """What becomes of each statement; what lacks a name waits until the others have defined theirs."""
        found: list[tuple[Outcome, str]] = [self._one(tree, keys, display, own) for tree in trees]
        if any(outcome.kind == "defined" for outcome, _ in found):
            for at, (outcome, _) in enumerate(found):
                if outcome.kind == "unread":
                    found[at] = self._one(trees[at], keys, display, own)
        yield from found

    def _one(self, tree: Node | str, keys: Sequence[Key], display: bool, own: bool) -> tuple[Outcome, str]:
        if isinstance(tree, str):
            return Outcome("unread", tree), ""
        found = []
        for key in keys:
            defined = self._defined.setdefault(key, {})
            trial = dict(defined)
            outcome = judge(tree, draws(*key), trial, display)
            found.append((outcome, key, trial))
            if outcome.kind in ("proved", "condition") or (own and outcome.kind != "unread"):
                break
        kinds = ("proved", "condition", "wrong", "defined", "unread")
        outcome, key, trial = min(found, key=lambda one: kinds.index(one[0].kind))
        self._defined[key] = trial
        return outcome, key[0] if outcome.kind in ("proved", "wrong", "defined") else ""
