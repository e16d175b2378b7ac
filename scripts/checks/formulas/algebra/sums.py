r"""Sums, products and extremes over indices, and the softmax over one.

Where no limits stand, an index runs over what it is an index of, or what the table says.
"""

from collections.abc import Callable, Iterator
from itertools import product

import numpy as np

from scripts.checks.formulas.algebra.readings import readings
from scripts.checks.formulas.algebra.scope import Definition, Scope, reads
from scripts.checks.formulas.algebra.tree import CannotRead, Node, name, text
from scripts.checks.formulas.algebra.values import Indexed, Value, add, by_element, multiply

_ENOUGH = 10_000


@reads("over")
def _over(
    scope: Scope,
    kind: str,
    names: tuple[Node, ...],
    first: Node | None,
    last: Node | None,
    relations: tuple[Node, ...],
    body: Node,
) -> Value:
    """A sum, a product or an extreme over the values of its indices."""
    if any(one.kind != "name" for one in names):
        raise CannotRead("a sum over something that is no index")
    keys = list(dict.fromkeys(text(one) for one in names)) or [_only_index(kind, body)]
    if first is not None and last is not None:
        ranges = [range(scope.whole(first), scope.whole(last) + 1)]
    elif not names:  # as in ∂h_T/∂h_k, where it has no room
        ranges = [range(scope.whole(name("k")) + 1, scope.whole(name("T")) + 1)]
    else:
        ranges = [range_of(key, body, scope) for key in keys]
    conditions = [relation for relation in relations if r"\in" not in relation.parts[1]]
    terms = []
    for indices in product(*ranges):
        inner = scope.bind(**dict(zip(keys, indices, strict=True)))
        if all(holds(condition, inner) for condition in conditions):
            terms.append((indices, inner.value(body)))
        if len(terms) > _ENOUGH:
            raise CannotRead("a sum of too many terms")
    return _OVER[kind](terms)


def _only_index(kind: str, body: Node) -> str:
    """The index of a product without limits: that of the names in it."""
    names = (one for one in body.walk() if one.kind == "name")
    found = {text(index) for one in names for index in one.parts[1] if index.kind == "name"}
    if kind != "prod" or len(found) != 1:
        raise CannotRead("a sum without an index")
    return found.pop()


def softmax_over(scope: Scope, index: Node, scores: Node) -> Value:
    """The softmax of scores over an index, at the value that the index has."""
    key = text(index)
    places = range_of(key, scores, scope)
    found = np.exp([scope.bind(**{key: place}).value(scores) for place in places])
    return np.float64(found[places.index(scope.whole(index))] / found.sum())


def range_of(key: str, body: Node, scope: Scope) -> range:
    """What an index runs over: what the table says, else the length of what it is an index of."""
    if key in scope.table.ranges:
        return scope.table.ranges[key]
    for node in body.walk():
        if node.kind == "name":
            for found, place in _uses(key, node, scope):
                if place < np.ndim(found.array):
                    return found.range_of(place)
    raise CannotRead(f"nothing says what {key} runs over")


def _uses(key: str, node: Node, scope: Scope) -> Iterator[tuple[Indexed, int]]:
    """What a name stands for, where an index is one of its indices, and the place of it."""
    for base, indices, exponent in readings(node):
        found = scope.find(base)
        if found is None or callable(found) or isinstance(found, Definition):
            continue
        places = (exponent, *indices) if isinstance(found, Indexed) and found.above else indices
        written = [text(one) if one else "" for one in places]
        if key in written:
            array = found if isinstance(found, Indexed) else Indexed(np.asarray(found), (1,) * np.ndim(found))
            yield array, written.index(key)


def holds(relation: Node, scope: Scope) -> bool:
    """Whether a relation between numbers holds."""
    if relation.kind != "chain":
        raise CannotRead("a condition that is no relation")
    sides, signs = relation.parts
    found = [scope.value(side) for side in sides]
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
