r"""Functions without their argument, as in σ' = σ(1 - σ): read at one point z.

There `\sigma(1 - \sigma)` is a product, since what stands in the brackets is made of functions.
"""

from scripts.checks.formulas.algebra.functions import FUNCTIONS
from scripts.checks.formulas.algebra.tree import Node, name

_POINT = name("z")
_BARE = (r"\sigma", r"\tanh")


def is_pointwise(node: Node) -> bool:
    """Whether a function stands without its argument somewhere in a statement."""
    if _is_bare(node):
        return True
    if node.kind in ("called", "applied"):
        return any(map(is_pointwise, node.parts[2] if node.kind == "called" else node.parts[1:]))
    return node.kind != "list" and any(map(is_pointwise, node.nodes()))


def at_a_point(node: Node) -> Node:
    """The statement with every bare function taken at z."""
    if _is_bare(node):
        base, below, above = node.parts
        taken = Node("called", (Node("name", (base, below, None)), "(", (_POINT,), ()))
        return Node("power", (taken, above)) if above else taken
    if node.kind == "called" and _is_bare(node.parts[0]) and len(node.parts[2]) == 1 and is_pointwise(node.parts[2][0]):
        return Node("binary", (" ", at_a_point(node.parts[0]), at_a_point(node.parts[2][0])))
    if node.kind in ("called", "applied"):
        return node
    return Node(node.kind, _inside(node.parts))


def _inside(parts: tuple) -> tuple:
    return tuple(
        at_a_point(part) if isinstance(part, Node) else _inside(part) if isinstance(part, tuple) else part
        for part in parts
    )


def _is_bare(node: Node) -> bool:
    return (
        node.kind == "name" and node.parts[0].rstrip("'") in _BARE and node.parts[0] in FUNCTIONS and not node.parts[1]
    )
