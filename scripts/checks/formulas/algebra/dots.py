r"""A row with dots written out: `f_T \odot \dots \odot f_{k+1}` as the product of all its factors.

The items right before and behind the dots differ in one place; the whole numbers between the two, up or down, are
filled in there.
"""

from collections.abc import Callable

from scripts.checks.formulas.algebra.tree import CannotRead, Node, replaced

_DOTS = Node("dots")
_ENOUGH = 1000
_MARK = Node("name", (" ", (), None))


def in_row(sign: str, left: Node, right: Node) -> bool:
    """Whether a product or a sum is the end of a row with dots."""
    return right == _DOTS or any(item == _DOTS for item in _items(sign, left))


def filled(node: Node, whole: Callable[[Node], int]) -> list[Node]:
    """The items of the row, without dots. Raises CannotRead where it has no pattern, or too many items."""
    sign = node.parts[0]
    items = _items(sign, node)
    at = items.index(_DOTS)
    if not 0 < at < len(items) - 1:
        raise CannotRead("dots that end nowhere")
    before, behind = items[at - 1], items[at + 1]
    found = _difference(before, behind)
    if found is not None and at > 1 and (shorter := _shorter(items, at, whole)) is not None:
        return shorter
    if found is None:
        raise CannotRead("dots with no pattern")
    start, end = whole(found[0]), whole(found[1])
    step = 1 if end > start else -1
    if abs(end - start) > _ENOUGH:
        raise CannotRead("a row of too many items")
    pattern = replaced(before, found[0], _MARK)
    between = [replaced(pattern, _MARK, Node("number", (str(n),))) for n in range(start + step, end, step)]
    return [*items[:at], *between, *(items[at + 1 :] if start != end else items[at + 2 :])]


def _shorter(items: list[Node], at: int, whole: Callable[[Node], int]) -> list[Node] | None:
    """The row, where it ends before the items that stand before the dots: f_T f_{T-1} … f_{k+1} at k = T - 1 is f_T."""
    behind, towards = _difference(items[at - 2], items[at - 1]), _difference(items[at - 1], items[at + 1])
    if behind is None or towards is None or _difference(items[at - 2], items[at + 1]) is None:
        first = items.index(items[at + 1])
        return [*items[: first + 1], *items[at + 2 :]] if first < at - 1 else None
    start, next_one, end = whole(behind[0]), whole(behind[1]), whole(towards[1])
    if (end - next_one) * (next_one - start) >= 0:
        return None
    return [items[0] if end == start else Node("number", ("1",)), *items[at + 2 :]]


def _items(sign: str, node: Node) -> list[Node]:
    if node.kind == "binary" and node.parts[0] == sign:
        return [*_items(sign, node.parts[1]), *_items(sign, node.parts[2])]
    return [node]


def _difference(one: Node, other: Node) -> tuple[Node, Node] | None:
    """The one place in which two nodes differ, as deep in them as it is."""
    if one == other:
        return None
    if one.kind != other.kind or len(one.parts) != len(other.parts) or one.kind == "number":
        return one, other
    below = (list(one.nodes()), list(other.nodes()))
    if len(below[0]) != len(below[1]) or not below[0]:
        return one, other
    differing = [pair for pair in zip(*below, strict=True) if pair[0] != pair[1]]
    same_words = [part for part in one.parts if isinstance(part, str)] == [p for p in other.parts if isinstance(p, str)]
    if len(differing) != 1 or not same_words:
        return one, other
    return _difference(*differing[0])
