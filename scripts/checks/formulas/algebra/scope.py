r"""What a formula is read in: a table of names, what the page has defined, and the indices that are bound.

How a kind of node is read stands in a function that `reads` registers, in `names`, `operations`, `sums` and
`derivatives`; `evaluate` brings them together.
"""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from scripts.checks.formulas.algebra.functions import FUNCTIONS
from scripts.checks.formulas.algebra.tree import CannotRead, Node, text
from scripts.checks.formulas.algebra.values import Value, is_scalar, settled

_READ: dict[str, Callable[..., Value]] = {}


def reads(kind: str) -> Callable[[Callable[..., Value]], Callable[..., Value]]:
    """Register a function of a scope and the parts of a node as what gives the value of nodes of a kind."""

    def register(function: Callable[..., Value]) -> Callable[..., Value]:
        _READ[kind] = function
        return function

    return register


class Unknown(CannotRead):
    """A name that neither the table nor the page gives a value."""


@dataclass(frozen=True)
class Table:
    """What names stand for in one run of the reference code.

    `names` have values, functions, and values by index; a function of the scope gives what no other form can, and is
    found by the text of a whole expression. `changes` give derivatives: by the names above and below, a function of
    the indices above and those below. `ranges` say what an index runs over where no name tells it. `result` is what
    the function of the reference returns, for a formula without another side. `given` are the names that a run is
    given: an equation with one of them on its left says what it is set to.
    """

    names: dict[str, Value]
    changes: dict[tuple[str, str, str], Callable] = field(default_factory=dict)
    ranges: dict[str, range] = field(default_factory=dict)
    result: Value = None
    given: frozenset[str] = frozenset()
    made: dict[tuple, Value] = field(default_factory=dict)


@dataclass(frozen=True)
class Definition:
    """What a page defines: the names of the indices or arguments on its left side, and its right side."""

    arguments: tuple[str, ...]
    right: Node


@dataclass(frozen=True)
class Scope:
    """A table, the definitions of a section, and the indices that a sum or a definition binds."""

    table: Table
    defined: dict[str, Definition] = field(default_factory=dict)
    bound: dict[str, Value] = field(default_factory=dict)

    def bind(self, **values: Value) -> "Scope":
        """The scope with more indices bound."""
        return replace(self, bound=self.bound | values)

    def find(self, key: str) -> Value | Definition | None:
        """What a text stands for: an index, a definition, a name of the table, or a function."""
        for known in (self.bound, self.defined, self.table.names, FUNCTIONS):
            if key in known:
                return known[key]
        return None

    def value(self, node: Node) -> Value:
        """The value of a tree.

        Raises CannotRead (Unknown, where a name has no value) with the reason why it is not read, Misfit where shapes
        do not fit.
        """
        if node.kind in ("called", "abs") and (special := self.table.names.get(text(node))) is not None:
            return settled(special(self) if callable(special) else special)
        if node.kind not in _READ:
            words = {"dots": "dots with no pattern", "word": "words"}
            raise CannotRead(words.get(node.kind, f"{node.kind} inside a formula"))
        return settled(_READ[node.kind](self, *node.parts))

    def whole(self, node: Node) -> int:
        """The value of an index or a limit. Raises CannotRead where it is no whole number."""
        found = self.value(node)
        if not is_scalar(found) or callable(found) or found != int(found):
            raise CannotRead(f"{text(node)} is no index")
        return int(found)
