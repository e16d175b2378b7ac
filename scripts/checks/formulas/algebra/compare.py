r"""A statement judged: both sides of each sign, over the draws of a table.

It is proved where they agree, defined where it gives a name its value, a condition where it says for what the others
hold, and wrong where shapes or values differ. What no table has is not read, with the reason.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

from scripts.checks.formulas.algebra.equalities import ORDER, drawn, is_number, pair, result
from scripts.checks.formulas.algebra.evaluate import Definition, Scope, Table
from scripts.checks.formulas.algebra.functions import FUNCTIONS
from scripts.checks.formulas.algebra.names import meaning
from scripts.checks.formulas.algebra.outcome import CONDITION, Outcome, worst
from scripts.checks.formulas.algebra.pointwise import at_a_point, is_pointwise
from scripts.checks.formulas.algebra.readings import readings
from scripts.checks.formulas.algebra.tree import CannotRead, Node, text
from scripts.checks.formulas.algebra.values import Beyond, Misfit

# What NumPy and Python raise where values are none that an operation is defined for.
_NOT_COMPUTED = (ArithmeticError, ValueError, TypeError, IndexError, AttributeError, KeyError)


def judge(node: Node, draws: Sequence[Table], defined: dict[str, Definition], display: bool) -> Outcome:
    """What becomes of a statement in the draws of a table; a definition in it is added to `defined`."""
    scopes = [Scope(table, defined) for table in draws]
    if is_pointwise(node) and scopes[0].find(r"\sigma") is FUNCTIONS[r"\sigma"]:
        node = at_a_point(node)
    if node.kind == "name" or (node.kind == "list" and scopes[0].table.result is None):
        return CONDITION  # words stood around it, or it says where the others hold
    if node.kind != "chain":
        return _tried(lambda: result(node, scopes))
    sides, signs = node.parts
    if _is_condition(sides, signs, display):
        return CONDITION
    found = []
    for sign, (left, right) in zip(signs, pairwise(sides), strict=True):
        found.append(_tried(lambda: pair(sign, left, right, scopes, defined)))  # noqa: B023 (called at once)
    outcome = worst(found)
    if outcome.kind == "wrong" and any(one.kind == "unread" for one in found):
        outcome = outcome._replace(kind="doubtful")  # the table lacks a name, and may be of something else
    return CONDITION if outcome.kind == "wrong" and _is_setting(sides, signs, scopes[0], display) else outcome


def _tried(judged: Callable[[], Outcome]) -> Outcome:
    try:
        return judged()
    except Misfit as misfit:
        return Outcome("wrong", f"shapes do not fit: {misfit}")
    except Beyond as reason:
        return Outcome("doubtful", str(reason))
    except CannotRead as reason:
        return Outcome("unread", str(reason))
    except _NOT_COMPUTED as error:
        return Outcome("unread", f"it cannot be computed ({error})")


def _is_setting(sides: Sequence[Node], signs: Sequence[str], scope: Scope, display: bool) -> bool:
    """Whether a statement that does not hold in a run says for what something else holds.

    So it is with an order of sizes and, in a text, with an equation to a number, of names or of what a run is given.
    """
    if set(signs) <= ORDER:
        return all(_of_sizes(side, scope) for side in sides)
    if display or not set(signs) <= {"=", r"\approx"}:
        return False
    if any(map(is_number, sides)) and any(drawn(side, scope) for side in sides):
        return True
    return _given(sides[0], sides[1], scope) or _among_given(sides, scope)


def _key(node: Node, scope: Scope) -> str:
    """Under what a name is found in the table."""
    return next((key for key, *_ in readings(node) if key in scope.table.names), "")


def _among_given(sides: Sequence[Node], scope: Scope) -> bool:
    """Whether an equation ties together what a run is given, and nothing else."""
    nodes = [one for side in sides for one in side.walk()]
    keys = [_key(one, scope) for one in nodes if one.kind == "name" and not callable(scope.find(text(one)))]
    free = [key for key in keys if type(scope.find(key)) is not int]
    return bool(free) and all(key in scope.table.given for key in free) and all(one.kind != "change" for one in nodes)


def _of_sizes(node: Node, scope: Scope) -> bool:
    """Whether nothing but sizes and numbers stands in a side."""
    return all(type(meaning(one, scope)) is int for one in node.walk() if one.kind == "name")


def _given(left: Node, right: Node, scope: Scope) -> bool:
    """Whether an equation in a text sets its left side: a size, an index, a weight, or a name to another name."""
    if left.kind != "name":
        return False
    if right.kind == "name" or (
        right.kind == "called" and right.parts[0].parts[0].isalpha() and right.parts[2][0].kind == "name"
    ):
        return True  # it says what one is taken for
    key = _key(left, scope)
    return key in scope.table.given or type(scope.table.names.get(key)) is int


def _is_condition(sides: Sequence[Node], signs: Sequence[str], display: bool) -> bool:
    """Whether a statement sets names to numbers, bounds or ranges them, and claims nothing of them."""
    plain = all(one.kind in ("name", "number") or is_number(one) or one.kind == "list" for one in sides)
    if set(signs) <= ORDER:
        return plain
    if r"\sim" in signs or any(
        side.kind in ("list", "binary") and _is_range(side) and Node("dots") in side.walk() for side in sides[1:]
    ):
        return True
    if not set(signs) <= {"=", r"\approx"}:
        return False
    named = [side for side in sides if side.kind == "name"]
    numbered = display and any(index.kind == "number" for side in named for index in side.parts[1])
    return any(map(is_number, sides)) and bool(named) and plain and not numbered


def _is_range(node: Node) -> bool:
    """Whether a side lists numbers with dots, as 1 … T."""
    return all(
        one.kind in ("number", "name", "dots", "list") or (one.kind == "binary" and one.parts[0] in (" ", "+", "-"))
        for one in node.walk()
    )
