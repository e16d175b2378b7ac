r"""The value of a tree in a scope: a table of names, what the page has defined, and the indices that are bound.

A name is looked up whole, as `W_i`; then by its base, as `c_{t-1}`: what is left of it are indices, and an exponent
where no index stands above.
"""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import reduce
from itertools import product

import numpy as np

from scripts.checks.formulas.equations import dots
from scripts.checks.formulas.equations.functions import CONSTANTS, FUNCTIONS
from scripts.checks.formulas.equations.tree import CannotRead, Node, name, text
from scripts.checks.formulas.equations.values import (
    Indexed,
    Misfit,
    Value,
    add,
    by_element,
    divide,
    is_scalar,
    joined,
    multiply,
    power,
    settled,
)

_LOSS = name(r"\mathcal{L}")
_ENOUGH = 10_000


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
        """What a text stands for: an index, a definition, a name of the table, a or a function."""
        for known in (self.bound, self.defined, self.table.names, FUNCTIONS):
            if key in known:
                return known[key]
        return None


def readings(node: Node) -> Iterator[tuple[str, tuple[Node, ...], Node | None]]:
    """How a name can be looked up: a key, indices, and an exponent."""
    base, below, above = node.parts
    yield text(node), (), None
    if above:
        for indices in _splits(below):
            yield text(name(base, superscript=above)), indices, None
        if below:
            yield text(name(base, *below)), (), above
    for indices in _splits(below):
        yield base, indices, above


def _splits(below: tuple[Node, ...]) -> Iterator[tuple[Node, ...]]:
    """Subscripts as indices: such as tj are two."""
    if len(below) == 1 and below[0].kind == "binary" and below[0].parts[0] == " ":
        yield _letters(below[0])
    yield below


def _letters(node: Node) -> tuple[Node, ...]:
    """The factors of a subscript such as tj, which are two indices."""
    if node.kind == "binary" and node.parts[0] == " ":
        return (*_letters(node.parts[1]), *_letters(node.parts[2]))
    return (node,)


def value(node: Node, scope: Scope) -> Value:
    """The value of a tree.

    Raises CannotRead (Unknown, where a name has no value) with the reason why it is not read, Misfit where shapes do
    not fit.
    """
    if node.kind in ("called", "abs") and (special := scope.table.names.get(text(node))) is not None:
        return settled(special(scope) if callable(special) else special)
    return settled(_KINDS[node.kind](scope, *node.parts) if node.kind in _KINDS else _refuse(node))


def _refuse(node: Node) -> Value:
    raise CannotRead({"dots": "dots with no pattern", "word": "words"}.get(node.kind, f"no value of a {node.kind}"))


def whole(node: Node, scope: Scope) -> int:
    """The value of an index or a limit. Raises CannotRead where it is no whole number."""
    found = value(node, scope)
    if not is_scalar(found) or callable(found) or found != int(found):
        raise CannotRead(f"{text(node)} is no index")
    return int(found)


def _number(scope: Scope, written: str) -> Value:
    return float(written) if "." in written else int(written)


def _name(scope: Scope, base: str, below: tuple[Node, ...], above: Node | None) -> Value:
    node = Node("name", (base, below, above))
    for key, indices, exponent in readings(node):
        found = scope.find(key)
        if found is None and (exponent is not None or key != "e"):
            found = CONSTANTS.get(key)
        if found is None:
            continue
        if isinstance(found, Definition):
            return _raised(_defined(found, key, indices, scope), exponent, scope)
        if exponent is not None and exponent.kind == "word":
            continue
        if isinstance(found, Indexed) and found.above:
            if exponent is None:
                continue
            indices, exponent = (exponent, *indices), None
        if indices and not isinstance(found, Indexed):
            found = settled(found)
            if callable(found) or is_scalar(found) or isinstance(found, tuple):
                continue
            found = Indexed(found[:, 0] if found.shape[1:] == (1,) else found, (1,) * (1 + (found.shape[1:] != (1,))))
        if isinstance(found, Indexed) and (indices or found.alone is not None or np.ndim(found.array) != 1):
            found = found.at(tuple(whole(index, scope) for index in indices))
        return _raised(found, exponent, scope)
    raise Unknown(f"no value for {text(node)}")


def _raised(found: Value, exponent: Node | None, scope: Scope) -> Value:
    if exponent is None:
        return found
    if callable(found):
        return lambda *arguments: power(settled(found(*arguments)), value(exponent, scope))
    return power(settled(found), value(exponent, scope))


def _defined(found: Definition, key: str, given: tuple[Node, ...], scope: Scope) -> Value:
    """The right side of a definition, with its arguments as they are given."""
    rest = {other: known for other, known in scope.defined.items() if other != key}
    inner = Scope(scope.table, rest, scope.bound)
    if len(found.arguments) > len(given):

        def function(*values: Value) -> Value:
            return value(found.right, inner.bind(**dict(zip(found.arguments, values, strict=True))))

        return function
    values = [value(one, scope) for one in given]
    return value(found.right, inner.bind(**dict(zip(found.arguments, values, strict=False))))


def _binary(scope: Scope, sign: str, left: Node, right: Node) -> Value:
    if sign == "/" and left.kind == right.kind == "change":
        return _change(scope, left, right)
    if dots.in_row(sign, left, right):
        row = dots.filled(Node("binary", (sign, left, right)), lambda node: whole(node, scope))
        return reduce(lambda one, other: _combined(scope, sign, one, other), (value(item, scope) for item in row))
    return _combined(scope, sign, value(left, scope), value(right, scope))


def _combined(scope: Scope, sign: str, one: Value, other: Value) -> Value:
    match sign:
        case "+" | "-":
            return add(sign, one, other)
        case r"\odot":
            return by_element(one, other)
        case "/":
            return divide(one, other)
        case r"\otimes":
            return np.kron(one, other)
        case r"\bmod":
            return one % other
        case "*":
            if "*" not in scope.table.names:
                raise CannotRead("a star that the table does not know")
            return scope.table.names["*"](one, other)
    if 0 in (one, other) if is_scalar(one) and is_scalar(other) else _is_zero(one) or _is_zero(other):
        return 0
    return multiply(one, other, dot=sign == r"\cdot")


def _is_zero(found: Value) -> bool:
    return type(found) is int and found == 0


def _change(scope: Scope, above: Node, below: Node) -> Value:
    """A derivative: the loss by a name is the name with a d; others are for the table to say."""
    kind, what = above.parts
    _, by = below.parts
    if what == _LOSS:
        return _gradient(scope, by)
    known = scope.table.changes
    for by_key, by_indices, exponent in _readings(by):
        for key, indices, other in _readings(what):
            if exponent is None and other is None and (kind, key, by_key) in known:
                given = [tuple(whole(one, scope) for one in several) for several in (indices, by_indices)]
                made = (kind, key, by_key, *given)
                if made not in scope.table.made:
                    scope.table.made[made] = known[kind, key, by_key](*given)
                return scope.table.made[made]
    raise Unknown(f"no derivative of {text(what)} by {text(by)}")


def _readings(node: Node) -> Iterator[tuple[str, tuple[Node, ...], Node | None]]:
    if node.kind != "name":
        yield text(node), (), None
        return
    yield from readings(node)
    base, below, above = node.parts
    if above:
        yield base, (above, *below), None


def _gradient(scope: Scope, by: Node, side: str = "") -> Value:
    if by.kind != "name":
        raise CannotRead("a gradient by something that is no name")
    base, below, above = by.parts
    return value(Node("name", (rf"\mathrm{{d}}{base}{side}", below, above)), scope)


def _alone(scope: Scope, kind: str, node: Node) -> Value:
    if kind != "d" or node.kind != "name":
        raise CannotRead("a change that is divided by none")
    return _gradient(scope, node)


def _side(scope: Scope, node: Node, side: str) -> Value:
    """A derivative with something held fixed is the table's; else the loss on one of its paths."""
    if "fixed" in side:
        return value(node, scope)
    if node.kind == "binary" and node.parts[1].kind == "change" and node.parts[1].parts[1] == _LOSS:
        return _gradient(scope, node.parts[2].parts[1], f"|{side}")
    raise CannotRead("a restriction that is not read")


def _called(scope: Scope, function: Node, bracket: str, arguments: tuple[Node, ...], between: tuple[str, ...]) -> Value:
    """A function of its arguments, a part of an array, or a product."""
    if bracket == "[" and isinstance(stored := scope.find(text(function)), Indexed):
        return stored.at(tuple(whole(one, scope) for one in arguments))
    if function.parts[0] == r"\mathrm{softmax}" and len(function.parts[1]) == len(arguments) == 1:
        return _softmax_over(scope, function.parts[1][0], arguments[0])
    try:
        found = value(function, scope)
    except Unknown:
        raise Unknown(f"no value for {text(Node('called', (function, bracket, arguments, between)))}") from None
    if callable(found) and bracket == "(":
        if any(mark not in (",", ";") for mark in between):
            raise CannotRead("a condition behind a bar")
        return found(*(value(one, scope) for one in arguments))
    if bracket == "[" and not is_scalar(found):
        inside = tuple(value(one, scope) for one in arguments)
        if not all(type(one) is int for one in inside):
            return multiply(found, joined(inside))
        return Indexed(found, (1,) * len(inside)).at(inside)
    if len(arguments) > 1 or between:
        raise CannotRead(f"{text(function)} is no function")
    return multiply(found, value(arguments[0], scope))


def _softmax_over(scope: Scope, index: Node, scores: Node) -> Value:
    """The softmax over an index, at the value that it has."""
    key = text(index)
    places = range_of(key, scores, scope)
    found = np.exp([value(scores, scope.bind(**{key: place})) for place in places])
    return np.float64(found[places.index(whole(index, scope))] / found.sum())


def _power(scope: Scope, base: Node, exponent: Node) -> Value:
    """A power; of a product with brackets, R (x)², that of the brackets alone."""
    if base.kind == "called" and base.parts[1] == "(" and len(base.parts[2]) == 1:
        literal = text(base) in scope.table.names
        if not literal and not callable(found := value(base.parts[0], scope)):
            return multiply(found, power(value(base.parts[2][0], scope), value(exponent, scope)))
    return power(value(base, scope), value(exponent, scope))


def _applied(scope: Scope, function: Node, argument: Node) -> Value:
    found = value(function, scope)
    if not callable(found):
        raise CannotRead(f"{text(function)} is no function")
    return found(value(argument, scope))


def _over(
    scope: Scope, kind: str, names: tuple[Node, ...], first: Node | None, last: Node | None, relations, body: Node
) -> Value:
    """A sum, a product or an extreme over the values of its indices."""
    if any(one.kind != "name" for one in names):
        raise CannotRead("a sum over something that is no index")
    keys = list(dict.fromkeys(text(one) for one in names)) or [_only_index(kind, body)]
    if first is not None and last is not None:
        ranges = [range(whole(first, scope), whole(last, scope) + 1)]
    elif not names:  # as in ∂h_T/∂h_k, where it has no room
        ranges = [range(whole(name("k"), scope) + 1, whole(name("T"), scope) + 1)]
    else:
        ranges = [range_of(key, body, scope) for key in keys]
    terms = []
    for indices in product(*ranges):
        inner = scope.bind(**dict(zip(keys, indices, strict=True)))
        if all(holds(relation, inner) for relation in relations if r"\in" not in relation.parts[1]):
            terms.append((indices, value(body, inner)))
        if len(terms) > _ENOUGH:
            raise CannotRead("a sum of too many terms")
    return _OVER[kind](terms)


def _only_index(kind: str, body: Node) -> str:
    """The index of a product without limits: that of the names in it."""
    found = {
        text(index) for one in body.walk() if one.kind == "name" for index in one.parts[1] if index.kind == "name"
    }
    if kind != "prod" or len(found) != 1:
        raise CannotRead("a sum without an index")
    return f"{found.pop()}"


def range_of(key: str, body: Node, scope: Scope) -> range:
    """What an index runs over: what the table says, else the length of what it is an index of."""
    if key in scope.table.ranges:
        return scope.table.ranges[key]
    for node in body.walk():
        if node.kind != "name":
            continue
        for base, indices, exponent in readings(node):
            found = scope.find(base)
            if callable(found):
                continue
            places = (exponent, *indices) if isinstance(found, Indexed) and found.above else indices
            written = [text(one) if one else "" for one in places]
            if found is None or isinstance(found, Definition) or key not in written:
                continue
            found = found if isinstance(found, Indexed) else Indexed(np.asarray(found), (1,) * np.ndim(found))
            if written.index(key) < np.ndim(found.array):
                return found.range_of(written.index(key))
    raise CannotRead(f"nothing says what {key} runs over")


def holds(relation: Node, scope: Scope) -> bool:
    """Whether a relation between numbers holds."""
    if relation.kind != "chain":
        raise CannotRead("a condition that is no relation")
    sides, signs = relation.parts
    found = [value(side, scope) for side in sides]
    return all(_RELATIONS[sign](one, other) for sign, one, other in zip(signs, found, found[1:], strict=False))


def _product(terms: list) -> Value:
    if not terms:
        return 1
    found = terms[0][1]
    for _, term in terms[1:]:  # of matrices, the later one stands on the left
        found = multiply(term, found) if np.ndim(found) == 2 and np.shape(found)[1] > 1 else by_element(found, term)
    return found


def _sum(terms: list) -> Value:
    found: Value = 0
    for number, (_, term) in enumerate(terms):
        found = add("+", found, term) if number else term
    return found


def _argument(pick: Callable) -> Callable[[list], Value]:
    return lambda terms: pick(terms, key=lambda term: float(term[1]))[0][0]


_RELATIONS: dict[str, Callable] = {
    "=": lambda one, other: bool(np.all(one == other)),
    "<": lambda one, other: bool(np.all(one < other)),
    ">": lambda one, other: bool(np.all(one > other)),
    r"\le": lambda one, other: bool(np.all(one <= other)),
    r"\ge": lambda one, other: bool(np.all(one >= other)),
    r"\ne": lambda one, other: bool(np.any(one != other)),
}
_OVER: dict[str, Callable[[list], Value]] = {
    "sum": _sum,
    "prod": _product,
    "max": lambda terms: np.max([term for _, term in terms], axis=0),
    "min": lambda terms: np.min([term for _, term in terms], axis=0),
    "argmax": _argument(max),
    "argmin": _argument(min),
}


def _list(scope: Scope, bracket: str, items: tuple[Node, ...]) -> Value:
    if len(items) == 1 and items[0].kind == "chain":
        return int(holds(items[0], scope))
    found = tuple(value(item, scope) for item in items)
    return joined(found) if bracket == "[" and not all(map(callable, found)) else found


def _part(scope: Scope, node: Node, below: tuple[Node, ...]) -> Value:
    found = value(node, scope)
    if not isinstance(found, tuple | Indexed) and np.shape(found)[1:] == (1,):
        return Indexed(found[:, 0]).at(tuple(whole(one, scope) for one in below))
    raise CannotRead("a part of something that is no vector")


def _transposed(scope: Scope, node: Node) -> Value:
    found = value(node, scope)
    if np.ndim(found) > 2 or isinstance(found, tuple) or callable(found):
        raise CannotRead("a transpose of something that is no matrix")
    return np.transpose(found)


def _cases(scope: Scope, *cases: Node) -> Value:
    raise CannotRead("cases inside a formula")


_KINDS: dict[str, Callable[..., Value]] = {
    "number": _number,
    "name": _name,
    "binary": _binary,
    "minus": lambda scope, node: multiply(-1, value(node, scope)),
    "power": _power,
    "transposed": _transposed,
    "called": _called,
    "applied": _applied,
    "over": _over,
    "change": _alone,
    "side": _side,
    "part": _part,
    "list": _list,
    "abs": lambda scope, node: abs(value(node, scope)),
    "norm": lambda scope, node: np.float64(np.linalg.norm(value(node, scope))),
    "rounded": lambda scope, kind, node: getattr(math, kind)(float(value(node, scope)) - 0),
    "root": lambda scope, node: power(value(node, scope), 0.5),
    "choose": lambda scope, n, k: math.comb(whole(n, scope), whole(k, scope)),
    "cases": _cases,
}
__all__ = ["Definition", "Misfit", "Scope", "Table", "Unknown", "holds", "range_of", "readings", "value", "whole"]
