r"""Numbers, signs, brackets and roots."""

import math
from functools import reduce

import numpy as np

from scripts.checks.formulas.algebra import dots
from scripts.checks.formulas.algebra.derivatives import derivative
from scripts.checks.formulas.algebra.scope import Scope, reads
from scripts.checks.formulas.algebra.sums import holds
from scripts.checks.formulas.algebra.tree import CannotRead, Node
from scripts.checks.formulas.algebra.values import (
    Value,
    add,
    by_element,
    divide,
    is_scalar,
    joined,
    multiply,
    power,
)


@reads("number")
def _number(scope: Scope, written: str) -> Value:
    return float(written) if "." in written else int(written)


@reads("binary")
def _binary(scope: Scope, sign: str, left: Node, right: Node) -> Value:
    if sign == "/" and left.kind == right.kind == "change":
        return derivative(scope, left, right)
    if dots.in_row(sign, left, right):
        row = dots.filled(Node("binary", (sign, left, right)), lambda node: scope.whole(node))
        return reduce(lambda one, other: _combined(scope, sign, one, other), (scope.value(item) for item in row))
    return _combined(scope, sign, scope.value(left), scope.value(right))


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


@reads("list")
def _list(scope: Scope, bracket: str, items: tuple[Node, ...]) -> Value:
    if len(items) == 1 and items[0].kind == "chain":
        return int(holds(items[0], scope))
    found = tuple(scope.value(item) for item in items)
    return joined(found) if bracket == "[" and not all(map(callable, found)) else found


@reads("transposed")
def _transposed(scope: Scope, node: Node) -> Value:
    found = scope.value(node)
    if np.ndim(found) > 2 or isinstance(found, tuple) or callable(found):
        raise CannotRead("a transpose of something that is no matrix")
    return np.transpose(found)


@reads("minus")
def _minus(scope: Scope, node: Node) -> Value:
    return multiply(-1, scope.value(node))


@reads("abs")
def _abs(scope: Scope, node: Node) -> Value:
    return abs(scope.value(node))


@reads("norm")
def _norm(scope: Scope, node: Node) -> Value:
    return np.float64(np.linalg.norm(scope.value(node)))


@reads("rounded")
def _rounded(scope: Scope, kind: str, node: Node) -> Value:
    return getattr(math, kind)(float(scope.value(node)))


@reads("root")
def _root(scope: Scope, node: Node) -> Value:
    return power(scope.value(node), 0.5)


@reads("choose")
def _choose(scope: Scope, n: Node, k: Node) -> Value:
    return math.comb(scope.whole(n), scope.whole(k))
