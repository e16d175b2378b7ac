r"""A statement judged: both sides of each sign, over the draws of a table.

It is proved where they agree, defined where it gives a name its value, a condition where it says for what the others
hold, and wrong where shapes or values differ. What no table has is not read, with the reason.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import compress, pairwise, product
from typing import NamedTuple

import numpy as np

from scripts.checks.formulas.equations.evaluate import Definition, Scope, Table, Unknown, readings, value, whole
from scripts.checks.formulas.equations.functions import FUNCTIONS
from scripts.checks.formulas.equations.pointwise import at_a_point, is_pointwise
from scripts.checks.formulas.equations.tree import CannotRead, Node, name, replaced, text
from scripts.checks.formulas.equations.values import Either, Indexed, Misfit, Value, is_plain, is_scalar, joined, settled, shape

TOLERANCE, ABOUT = 1e-9, 0.05
_ORDER = {"<", ">", r"\le", r"\ge", r"\ne"}
_SPACE = r"\mathbb{R}"
# One sequence is run, so a batch has no axis here.
_BATCH = ("B", "1")


class Outcome(NamedTuple):
    """What became of a statement, and why or how."""

    kind: str  # proved, defined, condition, unread, wrong
    reason: str = ""


PROVED, DEFINED, CONDITION = Outcome("proved"), Outcome("defined"), Outcome("condition")


def judge(node: Node, draws: Sequence[Table], defined: dict[str, Definition], display: bool) -> Outcome:
    """What becomes of a statement in the draws of a table; a definition in it is added to `defined`."""
    scopes = [Scope(table, defined) for table in draws]
    if is_pointwise(node) and scopes[0].find(r"\sigma") is FUNCTIONS[r"\sigma"]:
        node = at_a_point(node)
    try:
        if node.kind == "name" or (node.kind == "list" and scopes[0].table.result is None):
            return CONDITION  # words stood around it, or it says where the others hold
        if node.kind != "chain":
            return _result(node, scopes)
        sides, signs = node.parts
        if _is_condition(sides, signs, display):
            return CONDITION
        pairs = zip(signs, pairwise(sides), strict=True)
        outcome = worst([_pair(sign, left, right, scopes, defined) for sign, (left, right) in pairs])
    except Misfit as misfit:
        outcome = Outcome("wrong", f"shapes do not fit: {misfit}")
    except CannotRead as reason:
        return Outcome("unread", str(reason))
    except (ArithmeticError, ValueError, TypeError, IndexError, AttributeError, KeyError) as error:
        return Outcome("unread", f"it cannot be computed ({error})")
    if node.kind != "chain":
        return outcome
    if outcome.kind == "wrong" and set(signs) <= _ORDER and all(_of_sizes(side, scopes[0]) for side in sides):
        return CONDITION
    if outcome.kind == "wrong" and not display and "=" in signs and any(map(_is_number, sides)):
        return CONDITION
    if outcome.kind == "wrong" and set(signs) <= {"=", r"\approx"} and not display:
        return CONDITION if _given(sides[0], sides[1], scopes[0]) else outcome
    return outcome


def _of_sizes(node: Node, scope: Scope) -> bool:
    """Whether nothing but sizes and numbers stands in a side."""
    return all(type(scope.find(text(one))) is int for one in node.walk() if one.kind == "name")


def _given(left: Node, right: Node, scope: Scope) -> bool:
    """Whether an equation in a text sets its left side: a size, an index, a weight, or a name to another name."""
    if left.kind != "name":
        return False
    if right.kind in ("name", "called") and (right.kind == "name" or right.parts[0].parts[0].isalpha()):
        return True  # it says what one is taken for
    keys = [key for key, *_ in readings(left)]
    return any(key in scope.table.given or type(scope.table.names.get(key)) is int for key in keys)


def worst(found: Sequence[Outcome]) -> Outcome:
    """What is said of several: what is wrong, what is not read, else that all are proved or defined."""
    for kind in ("wrong", "unread", "defined", "proved"):
        if outcome := next((one for one in found if one.kind == kind), None):
            return outcome
    return CONDITION


def _result(node: Node, scopes: Sequence[Scope]) -> Outcome:
    """A formula without another side is compared with what the function returns."""
    if any(scope.table.result is None for scope in scopes):
        raise CannotRead("no other side to compare with")
    return _all(scopes, lambda scope: _differ(value(node, scope), settled(scope.table.result), scope))


def _all(scopes: Sequence[Scope], differ: Callable[[Scope], str]) -> Outcome:
    found = [differ(scope) for scope in scopes]
    return Outcome("wrong", next(filter(None, found))) if any(found) else PROVED


def _is_condition(sides: Sequence[Node], signs: Sequence[str], display: bool) -> bool:
    """Whether a statement sets names to numbers, bounds or ranges them, and claims nothing of them."""
    plain = all(one.kind in ("name", "number") or _is_number(one) or one.kind == "list" for one in sides)
    if set(signs) <= _ORDER:
        return plain
    if r"\sim" in signs or any(one.kind == "dots" for side in sides[1:] for one in side.walk() if _is_range(side)):
        return True
    if not set(signs) <= {"=", r"\approx"}:
        return False
    named = [side for side in sides if side.kind == "name"]
    numbered = display and any(index.kind == "number" for side in named for index in side.parts[1])
    return any(map(_is_number, sides)) and bool(named) and plain and not numbered


def _is_range(node: Node) -> bool:
    """Whether a side lists numbers, as 1 … T."""
    return node.kind == "list" or (node.kind == "binary" and node.parts[0] == " ")


def _is_number(node: Node) -> bool:
    return not any(below.kind not in ("number", "binary", "minus", "power") for below in node.walk())


def _pair(sign: str, left: Node, right: Node, scopes: Sequence[Scope], defined: dict[str, Definition]) -> Outcome:
    match sign:
        case "=":
            if key := _unknown(left, scopes[0]):
                return _define(key, left, right, scopes, defined)
            return _equal(left, right, scopes)
        case r"\leftarrow":
            return _assigned(left, right, scopes)
        case r"\to":
            return _result(right, scopes)
        case r"\in":
            return _all(scopes, lambda scope: _outside(left, right, scope))
        case r"\approx":
            return _about(left, right, scopes)
        case r"\propto":
            return _all(scopes, lambda scope: _out_of_proportion(left, right, scope))
    if sign in _ORDER:
        return _all(scopes, lambda scope: _disorder(sign, left, right, scope))
    raise CannotRead(f"a relation {sign}")


def _equal(left: Node, right: Node, scopes: Sequence[Scope]) -> Outcome:
    if right.kind == "cases":
        return _all(scopes, lambda scope: _none_of(left, right.parts, scope))
    for number, other in ((left, right), (right, left)):
        if (places := _places(number)) is not None:
            if drawn := _drawn(other, scopes[0]):
                raise CannotRead(f"a printed number at a value of {drawn} that the text gives")
            gap = abs(value(number, scopes[0]) - value(other, scopes[0]))
            return PROVED if gap <= 0.5000001 * places else Outcome("wrong", f"it is {value(other, scopes[0]):.6g}")
    if (_is_number(left) or _is_number(right)) and not _indexed_by_number(left):
        for number, other in ((left, right), (right, left)):
            if _is_number(number) and other.kind == "binary" and other.parts[0] in (" ", r"\cdot", r"\odot"):
                return CONDITION
    return _all(scopes, lambda scope: _differ(value(left, scope), value(right, scope), scope, right))


def _assigned(left: Node, right: Node, scopes: Sequence[Scope]) -> Outcome:
    """An assignment: the table has the new value under the name, or the old one, with an arrow behind or before it."""
    if left.kind == "change":
        gradient = name(rf"\mathrm{{d}}{left.parts[1].parts[0]}", *left.parts[1].parts[1])
        left, right = gradient, replaced(right, left, gradient)
    new, old = name(text(left) + r"\leftarrow"), name(r"\leftarrow" + text(left))
    if text(new) in scopes[0].table.names:
        return _equal(new, right, scopes)
    if text(old) in scopes[0].table.names:
        return _equal(left, replaced(right, left, old), scopes)
    raise CannotRead(f"an assignment to {text(left)}")


def _indexed_by_number(node: Node) -> bool:
    return node.kind == "name" and any(index.kind == "number" for index in node.parts[1])


def _places(node: Node) -> float | None:
    """What the last digit of a printed decimal number stands for; None where a side is no such number."""
    written, scale = node, 1.0
    if node.kind == "binary" and node.parts[0] == r"\times" and node.parts[2].kind == "power":
        written, scale = node.parts[1], float(value(node.parts[2], Scope(Table({}))))
    if written.kind != "number" or (scale == 1.0 and "." not in written.parts[0] and len(written.parts[0]) < 4):
        return None
    return scale * 10.0 ** -len(written.parts[0].partition(".")[2])


def _drawn(node: Node, scope: Scope) -> str:
    """The first name in a side that the table gives a value."""
    names = (one for one in node.walk() if one.kind == "name" and not callable(scope.find(text(one))))
    return next((text(one) for one in names if one.parts[0] not in (r"\pi",)), "")


def _unknown(left: Node, scope: Scope) -> str:
    """The key under which a left side would be defined: that of a name that has no value; else nothing."""
    node = left.parts[0] if left.kind == "called" else left
    if node.kind != "name" or (left.kind == "called" and text(left) in scope.table.names):
        return ""
    for key, _, exponent in readings(node):
        found = None if key in scope.defined or (exponent and exponent.kind == "word") else scope.find(key)
        if isinstance(found, Indexed) or (found is not None and _has_value(node, scope)):
            return ""
    base, below, above = node.parts
    letters = [index for index in below if _index_letter(index, scope)]
    fixed = [index for index in below if not _index_letter(index, scope)]
    return text(name(base, *(fixed if letters or fixed else ()), superscript=above))


def _has_value(node: Node, scope: Scope) -> bool:
    try:
        value(node, scope)
    except Unknown:
        return False
    except (CannotRead, Misfit):
        pass
    return True


def _index_letter(node: Node, scope: Scope) -> bool:
    return node.kind == "name" and not node.parts[1] and isinstance(scope.find(text(node)), int)


def _define(key: str, left: Node, right: Node, scopes: Sequence[Scope], defined: dict[str, Definition]) -> Outcome:
    """Give a name the value of the right side, once that is read; its indices and arguments stay open."""
    node = left.parts[0] if left.kind == "called" else left
    indices = [text(index) for index in node.parts[1] if _index_letter(index, scopes[0])]
    arguments = [text(one) for one in left.parts[2]] if left.kind == "called" else []
    if left.kind == "called" and (left.parts[3] and set(left.parts[3]) != {","}):
        raise Unknown(f"no value for {text(left)}")
    for scope in scopes:
        free = {one: 0.4 for one in arguments if scope.find(one) is None}
        value(right, scope.bind(**free))
    if key in {text(one) for one in right.walk() if one.kind == "name"} and not indices:
        raise CannotRead(f"{key} is defined by itself")
    defined[key] = Definition((*indices, *arguments), right)
    return DEFINED


def _differ(one: Value, other: Value, scope: Scope, right: Node | None = None) -> str:
    """How two values differ; nothing where they agree."""
    one, other = _unpacked(one), _unpacked(other)
    if isinstance(one, Either):
        found = [_differ(settled(each), other, scope) for each in one]
        return "" if "" in found else found[0]
    if isinstance(one, tuple) or isinstance(other, tuple):
        if isinstance(one, tuple) != isinstance(other, tuple):  # a vector in two parts
            one, other = (joined(tuple(map(settled, a))) if isinstance(a, tuple) else a for a in (one, other))
            return _differ(one, other, scope)
        if len(one) != len(other):
            raise CannotRead("more sides on one side than on the other")
        return next(filter(None, (_differ(settled(a), settled(b), scope) for a, b in zip(one, other, strict=True))), "")
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


def _none_of(left: Node, cases: Sequence[Node], scope: Scope) -> str:
    """Each element of the left side is that of one of the cases."""
    found, among = value(left, scope), [value(case, scope) for case in cases]
    fits = [np.isclose(found, one, rtol=0, atol=TOLERANCE) for one in among]
    occur = is_scalar(found) or all(map(np.any, fits))
    return "" if occur and np.all(np.any(fits, axis=0)) else "no case gives the left side"


def _outside(left: Node, right: Node, scope: Scope) -> str:
    """Whether the shape of the left side is another than the space has."""
    if right.kind != "name" or right.parts[0] != _SPACE:
        raise CannotRead("a set that is no space")
    sizes = [size for size in _sizes(right.parts[2]) if text(size) not in _BATCH] if right.parts[2] else []
    wanted = tuple(whole(size, scope) for size in sizes)
    for node in left.parts[1] if left.kind == "list" and not left.parts[0] else (left,):
        if wanted in _shapes_of_steps(node, scope):
            continue
        given = _unpacked(value(node, scope))
        parts = [settled(one) for one in given] if isinstance(given, tuple) else [given]
        if len(parts) > 1 and _shape(joined(tuple(parts))) == wanted:
            continue
        if wrong := next((one for one in map(_shape, parts) if one != wanted), None):
            return f"{text(node)} has the shape {' × '.join(map(str, wrong)) or 'of a number'} where {_said(right, scope)}"
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
    return ", ".join(f"{text(size)} is {whole(size, scope)}" for size in sizes)


def _sizes(node: Node) -> tuple[Node, ...]:
    if node.kind == "binary" and node.parts[0] == r"\times":
        return (*_sizes(node.parts[1]), *_sizes(node.parts[2]))
    return (node,)


def _about(left: Node, right: Node, scopes: Sequence[Scope]) -> Outcome:
    """Near enough in all draws; else it is an approximation that the draws do not settle."""
    for scope in scopes:
        one, other = value(left, scope), value(right, scope)
        if any(callable(side) or isinstance(side, tuple) for side in (one, other)):
            raise CannotRead("an approximation of something that is no number")
        if np.shape(one) != np.shape(other):
            raise Misfit(f"{shape(one)} beside {shape(other)}")
        if np.linalg.norm(np.subtract(one, other)) > ABOUT * np.linalg.norm(other):
            raise CannotRead("an approximation that the values drawn do not settle")
    return PROVED


def _out_of_proportion(left: Node, right: Node, scope: Scope) -> str:
    """Whether the quotient of two sides changes over the elements of a vector, or over an index of the left side."""
    free = {text(one) for one in left.walk() if one.kind == "name"} & set(scope.table.ranges)
    scopes = [scope.bind(**{key: at}) for key in free for at in scope.table.ranges[key]] or [scope]
    pairs = [(value(left, one), value(right, one)) for one in scopes]
    quotients = np.concatenate([np.ravel(one / other) for one, other in pairs])
    if len(quotients) < 2:
        raise CannotRead("a proportion of two numbers")
    return "" if np.ptp(quotients) <= TOLERANCE * np.max(np.abs(quotients)) else "the two sides are not proportional"


def _disorder(sign: str, left: Node, right: Node, scope: Scope) -> str:
    one, other = value(left, scope), value(right, scope)
    if any(callable(side) or isinstance(side, tuple) for side in (one, other)):
        raise CannotRead("an order of something that is no number")
    slack = TOLERANCE if sign in (r"\le", r"\ge") else 0.0
    fits = np.less_equal(one, other + slack) if sign in ("<", r"\le") else np.greater_equal(one + slack, other)
    return "" if np.all(fits) else f"{re.sub('^.', '', sign) if sign[0] == chr(92) else sign} does not hold"
