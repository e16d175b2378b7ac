r"""The equations of a page, each with what became of it.

Read are all displays, counts in the text, and the formulas with a relation inside the answer block, *In two minutes*,
*On the whiteboard* and *By heart*. A display is of the function in its comment, `<!-- code: lstm.step -->`, or, with
something held, `<!-- code: lstm.step with f = 1 -->`. Without one it is of what its neighbours are of: the displays of
its section, then those of its page, then the LSTM. What is defined holds for the rest of the section. `<!-- code: none,
… -->` says why a display is of nothing here.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from typing import NamedTuple

from scripts.checks.formulas.algebra import gather
from scripts.checks.formulas.algebra.compare import judge
from scripts.checks.formulas.algebra.counted import count
from scripts.checks.formulas.algebra.gather import Formula, Held, claims
from scripts.checks.formulas.algebra.outcome import Outcome, worst
from scripts.checks.formulas.algebra.scope import Definition, Scope
from scripts.checks.formulas.algebra.statements import Line, lines, statements
from scripts.checks.formulas.algebra.tables import ALSO, HOLDS, draws, key_of
from scripts.checks.formulas.algebra.tree import CannotRead, Node
from scripts.checks.formulas.algebra.values import Misfit
from scripts.site.model.page import Page

_LAST = ("lstm", "rnn", "coupled", "retention")
# What another cell, or a gate alone, has proved is right; what it has not may be none of it.
_MERELY_PROVE = _LAST[1:]
# Stacked weights. Where displays have those of single gates alone, W, U and b in a text are any gate's.
_BARE = re.compile(r"(?<![A-Za-z\\_{^])[WUb](?![\w_^'(])")
_LACKS = ("no value for", "no derivative of", "it cannot be computed")
_FIRST = ("proved", "condition", "wrong", "defined", "unread")

# A table with what is held in it.
Key = tuple[str, Held]


class Read(NamedTuple):
    """A line of a display or an inline formula, where it stands, and what became of it."""

    line: int
    display: bool
    tex: str
    outcome: Outcome
    of: str
    formula: str  # the whole that it is a line of


def equations(page: Page) -> Iterator[Read]:
    """Every equation of a page that is looked at, in order."""
    sections = list(gather.sections(page))
    of_page = list(dict.fromkeys((key[0], ()) for formulas in sections for key in map(_key, formulas) if key))
    for formulas in sections:
        yield from _Section(formulas, of_page).read()


def _key(formula: Formula) -> Key | None:
    name = key_of(formula.code) if formula.code else None
    return (name, formula.held) if name else None


def _holding(keys: Sequence[Key], said: Held) -> Iterator[Key]:
    """The tables again, with what the text around a formula sets."""
    for name, held in keys:
        if can := _can_hold(name, said):
            yield name, tuple(sorted(dict([*held, *can]).items()))


def not_held(function: str, held: str) -> str:
    """What a comment holds in a function that its tables cannot hold: the first, or nothing."""
    tables = [key_of(function) or "", *ALSO.get(function, ())]
    for said in held.split(","):
        settings = tuple(gather.settings([said]))
        if not settings or not any(_can_hold(name, settings) for name in tables):
            return said.strip()
    return ""


def _can_hold(name: str, said: Held) -> Held:
    return tuple((one, at) for one, at in said if one in HOLDS.get(name, ()))


class _Section:
    """The formulas of a section and what they have defined so far."""

    def __init__(self, formulas: Sequence[Formula], of_page: Sequence[Key]) -> None:
        self._formulas, self._of_page = formulas, of_page
        self._of_section = list(dict.fromkeys((key[0], ()) for key in map(_key, formulas) if key))
        self._bare = any(_BARE.search(formula.tex) for formula in formulas if formula.display)
        self._defined: dict[Key, dict[str, Definition]] = {}

    def read(self) -> Iterator[Read]:
        nearest: list[Key] = []
        for formula in self._formulas:
            if not formula.display and not claims(formula.tex):
                yield Read(formula.line, False, formula.tex, count(formula.tex), "counts", formula.tex)
                continue
            own = _key(formula)
            nearest = [own] if own else nearest
            # What one display holds, the text may be about, and no other display.
            yield from self._formula(formula, own, [(name, ()) for name, _ in nearest] if formula.display else nearest)

    def _formula(self, formula: Formula, own: Key | None, nearest: Sequence[Key]) -> Iterator[Read]:
        if own:
            keys = [own, *((name, _can_hold(name, formula.held)) for name in ALSO.get(formula.code, ()))]
        else:
            keys = [*nearest, *self._of_section, *self._of_page, *((name, ()) for name in _LAST)]
        keys = list(dict.fromkeys([*keys, *_holding(keys, formula.said), ("plain", ())]))
        certain = bool(own) or not formula.code
        found = list(lines(formula.tex)) if formula.display else [Line(formula.tex, 0)]
        trees = [
            [formula.not_compared] if formula.not_compared else list(statements(line.tex, bool(own))) for line in found
        ]
        outcomes = self._judged([tree for several in trees for tree in several], keys, formula.display, bool(own))
        for line, several in zip(found, trees, strict=True):
            here = [next(outcomes) for _ in several]
            outcome, of = worst([one for one, _ in here]), ", ".join(dict.fromkeys(of for _, of in here if of))
            if outcome.kind == "wrong" and not certain:
                outcome = Outcome("unread", f"no table of {formula.code}")
            yield Read(formula.line + line.row, formula.display, " ".join(line.tex.split()), outcome, of, formula.tex)

    def _judged(
        self, trees: Sequence[Node | str], keys: Sequence[Key], display: bool, own: bool
    ) -> Iterator[tuple[Outcome, str]]:
        """What becomes of each statement; what lacks a name waits until the others have defined theirs."""
        found: list[tuple[Outcome, str]] = [self._one(tree, keys, display, own) for tree in trees]
        if any(outcome.kind == "defined" for outcome, _ in found):
            for at, (outcome, _) in enumerate(found):
                if outcome.kind == "unread":
                    found[at] = self._one(trees[at], keys, display, own)
        if own:
            found = [
                (self._surely(outcome, tree, keys[0]), of) for (outcome, of), tree in zip(found, trees, strict=True)
            ]
        yield from found

    def _surely(self, outcome: Outcome, tree: Node | str, key: Key) -> Outcome:
        """What becomes of a statement whose table is surely the right one, and has its left side.

        There a name that the table lacks is a mistake.
        """
        if outcome.kind != "unread" or not outcome.reason.startswith(_LACKS) or isinstance(tree, str):
            return outcome
        left = tree.parts[0][0] if tree.kind == "chain" else tree
        try:
            Scope(draws(*key)[0], self._defined[key]).value(left)
        except (CannotRead, Misfit):
            return outcome
        return outcome._replace(kind="wrong")

    def _one(self, tree: Node | str, keys: Sequence[Key], display: bool, own: bool) -> tuple[Outcome, str]:
        if isinstance(tree, str):
            return Outcome("unread", tree), ""
        found = []
        for key in keys:
            merely = not own and key[0] in _MERELY_PROVE and (key[0], ()) not in self._of_page
            if merely and _is_of_shapes(tree) and (self._bare or key[0] != "rnn"):
                continue
            defined = self._defined.setdefault(key, {})
            outcome, more = _judge_alone(tree, key, display) if not defined else _judge(tree, key, display, defined)
            if outcome.kind == "doubtful":  # sure is what a comment says, or the text around it
                outcome = outcome._replace(kind="wrong" if own or key[1] else "unread")
            if merely and outcome.kind != "proved":
                outcome = Outcome("unread", outcome.reason)
            found.append((outcome, key, more))
            if outcome.kind in ("proved", "condition"):
                break
        outcome, key, more = min(found, key=lambda one: _FIRST.index(one[0].kind))
        self._defined[key].update(more)
        return outcome, key[0] if outcome.kind in ("proved", "wrong", "defined") else ""


def _judge(
    tree: Node, key: Key, display: bool, defined: dict[str, Definition]
) -> tuple[Outcome, dict[str, Definition]]:
    """What becomes of a statement in a table, and what it defines."""
    more = dict(defined)
    return judge(tree, draws(*key), more, display), more


@cache
def _judge_alone(tree: Node, key: Key, display: bool) -> tuple[Outcome, dict[str, Definition]]:
    """The same where nothing is defined yet: the same formulas stand on many pages."""
    return _judge(tree, key, display, {})


def _is_of_shapes(tree: Node) -> bool:
    return tree.kind == "chain" and r"\in" in tree.parts[1]
