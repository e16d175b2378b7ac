r"""One sign of a statement and its two sides, over all draws: equations, assignments, definitions, other signs."""

from collections.abc import Sequence

from scripts.checks.formulas.algebra.agree import differ, disorder, far_apart, none_of, out_of_proportion, outside
from scripts.checks.formulas.algebra.evaluate import Definition, Scope, Table, Unknown
from scripts.checks.formulas.algebra.names import meaning
from scripts.checks.formulas.algebra.outcome import CONDITION, DEFINED, PROVED, Outcome, in_all
from scripts.checks.formulas.algebra.readings import readings
from scripts.checks.formulas.algebra.tree import CannotRead, Node, name, replaced, text
from scripts.checks.formulas.algebra.values import Indexed, Misfit, settled

ORDER = {"<", ">", r"\le", r"\ge", r"\ne"}


def pair(sign: str, left: Node, right: Node, scopes: Sequence[Scope], defined: dict[str, Definition]) -> Outcome:
    """What becomes of two sides with a sign between them. Raises as `Scope.value` does."""
    match sign:
        case "=":
            if key := _unknown(left, scopes[0]):
                return _define(key, left, right, scopes, defined)
            return _equal(left, right, scopes)
        case r"\leftarrow":
            return _assigned(left, right, scopes)
        case r"\to":
            return result(right, scopes)
        case r"\in":
            return in_all(scopes, lambda scope: outside(left, right, scope))
        case r"\approx":
            if any(far_apart(left, right, scope) for scope in scopes):
                sure = all(type(meaning(one, scopes[0])) is int for one in _names(left, right))
                return Outcome("wrong" if sure else "doubtful", "the two sides are not even about equal")
            return PROVED
        case r"\propto":
            return in_all(scopes, lambda scope: out_of_proportion(left, right, scope))
    if sign in ORDER:
        return in_all(scopes, lambda scope: disorder(sign, left, right, scope))
    raise CannotRead(f"a relation {sign}")


def result(node: Node, scopes: Sequence[Scope]) -> Outcome:
    """A formula without another side is compared with what the function returns."""
    if any(scope.table.result is None for scope in scopes):
        raise CannotRead("no other side to compare with")
    return in_all(scopes, lambda scope: differ(scope.value(node), settled(scope.table.result)))


def _equal(left: Node, right: Node, scopes: Sequence[Scope]) -> Outcome:
    if left == right:
        return Outcome("wrong", "both sides are the same")
    if right.kind == "cases":
        return in_all(scopes, lambda scope: none_of(left, right.parts, scope))
    for number, other in ((left, right), (right, left)):
        if (places := _places(number)) is not None:
            if at := drawn(other, scopes[0]):
                raise CannotRead(f"a printed number at a value of {at} that the text gives")
            gap = abs(scopes[0].value(number) - scopes[0].value(other))
            return PROVED if gap <= 0.5000001 * places else Outcome("wrong", f"it is {scopes[0].value(other):.6g}")
    if (is_number(left) or is_number(right)) and not _indexed_by_number(left):
        for number, other in ((left, right), (right, left)):
            if is_number(number) and other.kind == "binary" and other.parts[0] in (" ", r"\cdot", r"\odot"):
                return CONDITION
    return in_all(scopes, lambda scope: differ(scope.value(left), scope.value(right)))


def _names(*sides: Node) -> list[Node]:
    return [one for side in sides for one in side.walk() if one.kind == "name"]


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


def is_number(node: Node) -> bool:
    """Whether a side is made of numbers alone."""
    return not any(below.kind not in ("number", "binary", "minus", "power") for below in node.walk())


def _places(node: Node) -> float | None:
    """What the last digit of a printed decimal number stands for; None where a side is no such number."""
    written, scale = node, 1.0
    if node.kind == "binary" and node.parts[0] == r"\times" and node.parts[2].kind == "power":
        written, scale = node.parts[1], float(Scope(Table({})).value(node.parts[2]))
    if written.kind != "number" or (scale == 1.0 and "." not in written.parts[0] and len(written.parts[0]) < 4):
        return None
    return scale * 10.0 ** -len(written.parts[0].partition(".")[2])


def drawn(node: Node, scope: Scope) -> str:
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
        scope.value(node)
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
        scope.bind(**free).value(right)
    if key in {text(one) for one in right.walk() if one.kind == "name"} and not indices:
        raise CannotRead(f"{key} is defined by itself")
    defined[key] = Definition((*indices, *arguments), right)
    return DEFINED
