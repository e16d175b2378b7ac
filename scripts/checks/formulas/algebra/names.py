r"""Names: values, indices, exponents, definitions, functions and products that look like functions.

A name is looked up whole, as `W_i`; then by its base, as `c_{t-1}`: what is left of it are indices, and an exponent
where no index stands above.
"""

import numpy as np

from scripts.checks.formulas.algebra.functions import CONSTANTS
from scripts.checks.formulas.algebra.readings import readings
from scripts.checks.formulas.algebra.scope import Definition, Scope, Unknown, reads
from scripts.checks.formulas.algebra.sums import softmax_over
from scripts.checks.formulas.algebra.tree import CannotRead, Node, text
from scripts.checks.formulas.algebra.values import Beyond, Indexed, Value, is_scalar, joined, multiply, power, settled


def meaning(node: Node, scope: Scope) -> Value | Definition | None:
    """What a name is found as, whatever its indices and its exponent."""
    return next((found for key, *_ in readings(node) if (found := scope.find(key)) is not None), None)


@reads("name")
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
            found = found.at(tuple(scope.whole(index) for index in indices))
        return _raised(found, exponent, scope)
    raise Unknown(f"no value for {text(node)}")


def _raised(found: Value, exponent: Node | None, scope: Scope) -> Value:
    if exponent is None:
        return found
    if callable(found):
        return lambda *arguments: power(settled(found(*arguments)), scope.value(exponent))
    return power(settled(found), scope.value(exponent))


def _defined(found: Definition, key: str, given: tuple[Node, ...], scope: Scope) -> Value:
    """The right side of a definition, with its arguments as they are given."""
    rest = {other: known for other, known in scope.defined.items() if other != key}
    inner = Scope(scope.table, rest, scope.bound)
    if len(found.arguments) > len(given):

        def function(*values: Value) -> Value:
            return inner.bind(**dict(zip(found.arguments, values, strict=True))).value(found.right)

        return function
    values = [scope.value(one) for one in given]
    return inner.bind(**dict(zip(found.arguments, values, strict=False))).value(found.right)


@reads("called")
def _called(scope: Scope, function: Node, bracket: str, arguments: tuple[Node, ...], between: tuple[str, ...]) -> Value:
    """A function of its arguments, a part of an array, or a product."""
    if bracket == "[" and isinstance(stored := scope.find(text(function)), Indexed):
        return stored.at(tuple(scope.whole(one) for one in arguments))
    if function.parts[0] == r"\mathrm{softmax}" and len(function.parts[1]) == len(arguments) == 1:
        return softmax_over(scope, function.parts[1][0], arguments[0])
    try:
        found = scope.value(function)
    except Unknown:
        whole = text(Node("called", (function, bracket, arguments, between)))
        raise (Beyond if _is_told(function, scope) else Unknown)(f"no value for {whole}") from None
    if callable(found) and bracket == "(":
        if any(mark not in (",", ";") for mark in between):
            raise CannotRead("a condition behind a bar")
        return found(*(scope.value(one) for one in arguments))
    if bracket == "[" and not is_scalar(found):
        inside = tuple(scope.value(one) for one in arguments)
        if not all(type(one) is int for one in inside):
            return multiply(found, joined(inside))
        return Indexed(found, (1,) * len(inside)).at(inside)
    if len(arguments) > 1 or between:
        raise (Beyond if _is_told(function, scope) else CannotRead)(f"{text(function)} is no function")
    return multiply(found, scope.value(arguments[0]))


def _is_told(function: Node, scope: Scope) -> bool:
    """Whether the table has values of a function for some arguments, though not for these."""
    return any(key.startswith(f"{text(function)}(") for key in scope.table.names)


@reads("power")
def _power(scope: Scope, base: Node, exponent: Node) -> Value:
    """A power; of a product with brackets, R (x)², that of the brackets alone."""
    if base.kind == "called" and base.parts[1] == "(" and len(base.parts[2]) == 1:
        literal = text(base) in scope.table.names
        if not literal and not callable(found := scope.value(base.parts[0])):
            return multiply(found, power(scope.value(base.parts[2][0]), scope.value(exponent)))
    return power(scope.value(base), scope.value(exponent))


@reads("applied")
def _applied(scope: Scope, function: Node, argument: Node) -> Value:
    found = scope.value(function)
    if not callable(found):
        raise CannotRead(f"{text(function)} is no function")
    return found(scope.value(argument))


@reads("part")
def _part(scope: Scope, node: Node, below: tuple[Node, ...]) -> Value:
    found = scope.value(node)
    if not isinstance(found, tuple | Indexed) and np.shape(found)[1:] == (1,):
        return Indexed(found[:, 0]).at(tuple(scope.whole(one) for one in below))
    raise CannotRead("a part of something that is no vector")
