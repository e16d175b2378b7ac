r"""Derivatives: of the loss by a name they are the name with a d, all others are the table's."""

from collections.abc import Iterator

from scripts.checks.formulas.algebra.readings import readings
from scripts.checks.formulas.algebra.scope import Scope, Unknown, reads
from scripts.checks.formulas.algebra.tree import CannotRead, Node, name, text
from scripts.checks.formulas.algebra.values import Value

_LOSS = name(r"\mathcal{L}")


def derivative(scope: Scope, above: Node, below: Node) -> Value:
    """A derivative: the loss by a name is the name with a d; others are for the table to say."""
    kind, what = above.parts
    _, by = below.parts
    if what == _LOSS:
        return _gradient(scope, by)
    known = scope.table.changes
    for by_key, by_indices, exponent in _readings(by):
        for key, indices, other in _readings(what):
            if exponent is None and other is None and (kind, key, by_key) in known:
                given = [tuple(scope.whole(one) for one in several) for several in (indices, by_indices)]
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
    return scope.value(Node("name", (rf"\mathrm{{d}}{base}{side}", below, above)))


@reads("change")
def _alone(scope: Scope, kind: str, node: Node) -> Value:
    if kind != "d" or node.kind != "name":
        raise CannotRead("a change that is divided by none")
    return _gradient(scope, node)


@reads("side")
def _side(scope: Scope, node: Node, side: str) -> Value:
    """A derivative with something held fixed is the table's; else the loss on one of its paths."""
    if "fixed" in side:
        return scope.value(node)
    if node.kind == "binary" and node.parts[1].kind == "change" and node.parts[1].parts[1] == _LOSS:
        return _gradient(scope, node.parts[2].parts[1], f"|{side}")
    raise CannotRead("a restriction that is not read")
