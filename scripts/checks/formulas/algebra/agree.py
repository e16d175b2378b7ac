r"""Whether the values of two sides agree, each in one draw: nothing is said where they do, else how they differ."""

import re
from collections.abc import Iterator, Sequence
from itertools import compress, product

import numpy as np

from scripts.checks.formulas.algebra.scope import Scope
from scripts.checks.formulas.algebra.tree import CannotRead, Node, text
from scripts.checks.formulas.algebra.values import (
    Either,
    Indexed,
    Misfit,
    Value,
    is_plain,
    is_scalar,
    joined,
    settled,
    shape,
)

TOLERANCE, ABOUT = 1e-9, 0.05
_SPACE = r"\mathbb{R}"
# One sequence is run, so a batch has no axis here.
_BATCH = ("B", "1")


def differ(one: Value, other: Value) -> str:
    """How two values differ; nothing where they agree."""
    one, other = _unpacked(one), _unpacked(other)
    if isinstance(one, Either):
        found = [differ(settled(each), other) for each in one]
        return "" if "" in found else found[0]
    if isinstance(one, tuple) or isinstance(other, tuple):
        if isinstance(one, tuple) != isinstance(other, tuple):  # a vector in two parts
            one, other = (joined(tuple(map(settled, a))) if isinstance(a, tuple) else a for a in (one, other))
            return differ(one, other)
        if len(one) != len(other):
            raise CannotRead("more sides on one side than on the other")
        return next(filter(None, (differ(settled(a), settled(b)) for a, b in zip(one, other, strict=True))), "")
    if callable(one) or callable(other):
        raise CannotRead("a function without its argument")
    if np.shape(one) != np.shape(other) and not (_zero(one) or _zero(other)):
        return f"the left side is {shape(one)}, the right side {shape(other)}"
    size = max(1.0, float(np.max(np.abs(other), initial=0.0)))
    gap = float(np.max(np.abs(np.subtract(one, other)), initial=0.0))
    return "" if gap <= TOLERANCE * size else "the two sides have different values"


def _zero(found: Value) -> bool:
    return is_plain(found) and found == 0


def _unpacked(found: Value) -> Value:
    return found.array if isinstance(found, Indexed) else found


def none_of(left: Node, cases: Sequence[Node], scope: Scope) -> str:
    """Each element of the left side is that of one of the cases."""
    found, among = scope.value(left), [scope.value(case) for case in cases]
    fits = [np.isclose(found, one, rtol=0, atol=TOLERANCE) for one in among]
    occur = is_scalar(found) or all(map(np.any, fits))
    return "" if occur and np.all(np.any(fits, axis=0)) else "no case gives the left side"


def outside(left: Node, right: Node, scope: Scope) -> str:
    """Whether the shape of the left side is another than the space has."""
    if right.kind != "name" or right.parts[0] != _SPACE:
        raise CannotRead("a set that is no space")
    sizes = [size for size in _sizes(right.parts[2]) if text(size) not in _BATCH] if right.parts[2] else []
    wanted = tuple(scope.whole(size) for size in sizes)
    for node in left.parts[1] if left.kind == "list" and not left.parts[0] else (left,):
        if wanted in _shapes_of_steps(node, scope):
            continue
        given = _unpacked(scope.value(node))
        parts = [settled(one) for one in given] if isinstance(given, tuple) else [given]
        if len(parts) > 1 and _shape(joined(tuple(parts))) == wanted:
            continue
        if wrong := next((one for one in map(_shape, parts) if one != wanted), None):
            return (
                f"{text(node)} has the shape {' × '.join(map(str, wrong)) or 'of a number'} where {_said(right, scope)}"
            )
    return ""


def _shapes_of_steps(node: Node, scope: Scope) -> Iterator[tuple[int, ...]]:
    """The shapes of a name that stands without its indices: of all steps together, of each, and so for every index."""
    found = scope.find(text(node))
    if isinstance(found, Indexed) and found.alone is None:
        sizes = np.shape(found.array)
        for kept in product((True, False), repeat=len(found.first)):
            yield (*compress(sizes, kept), *sizes[len(found.first) :])


def _shape(given: Value) -> tuple[int, ...]:
    """The shape of a value as paper has it, without the column's 1."""
    found = np.shape(given)
    return found[:-1] if len(found) == 2 and found[-1] == 1 else found


def _said(right: Node, scope: Scope) -> str:
    sizes = _sizes(right.parts[2]) if right.parts[2] else ()
    return ", ".join(f"{text(size)} is {scope.whole(size)}" for size in sizes)


def _sizes(node: Node) -> tuple[Node, ...]:
    if node.kind == "binary" and node.parts[0] == r"\times":
        return (*_sizes(node.parts[1]), *_sizes(node.parts[2]))
    return (node,)


def far_apart(left: Node, right: Node, scope: Scope) -> bool:
    """Whether two sides that are about equal differ by more than a share of one of them."""
    one, other = scope.value(left), scope.value(right)
    if any(callable(side) or isinstance(side, tuple) for side in (one, other)):
        raise CannotRead("an approximation of something that is no number")
    if np.shape(one) != np.shape(other):
        raise Misfit(f"{shape(one)} beside {shape(other)}")
    return bool(np.linalg.norm(np.subtract(one, other)) > ABOUT * np.linalg.norm(other))


def out_of_proportion(left: Node, right: Node, scope: Scope) -> str:
    """Whether the quotient of two sides changes over the elements of a vector, or over an index of the left side."""
    free = {text(one) for one in left.walk() if one.kind == "name"} & set(scope.table.ranges)
    scopes = [scope.bind(**{key: at}) for key in free for at in scope.table.ranges[key]] or [scope]
    pairs = [(one.value(left), one.value(right)) for one in scopes]
    quotients = np.concatenate([np.ravel(one / other) for one, other in pairs])
    if len(quotients) < 2:
        raise CannotRead("a proportion of two numbers")
    return "" if np.ptp(quotients) <= TOLERANCE * np.max(np.abs(quotients)) else "the two sides are not proportional"


def disorder(sign: str, left: Node, right: Node, scope: Scope) -> str:
    """Whether an order of two sides does not hold for all elements."""
    one, other = scope.value(left), scope.value(right)
    if any(callable(side) or isinstance(side, tuple) for side in (one, other)):
        raise CannotRead("an order of something that is no number")
    slack = TOLERANCE if sign in (r"\le", r"\ge") else 0.0
    fits = np.less_equal(one, other + slack) if sign in ("<", r"\le") else np.greater_equal(one + slack, other)
    return "" if np.all(fits) else f"{re.sub('^.', '', sign) if sign[0] == chr(92) else sign} does not hold"
