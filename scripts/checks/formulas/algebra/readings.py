"""How a name can be looked up: as a whole, or as a base with indices and an exponent."""

from collections.abc import Iterator
from functools import cache

from scripts.checks.formulas.algebra.tree import Node, name, text

Reading = tuple[str, tuple[Node, ...], Node | None]


@cache
def readings(node: Node) -> tuple[Reading, ...]:
    """How a name can be looked up: a key, indices, and an exponent."""
    return tuple(_readings(node))


def _readings(node: Node) -> Iterator[Reading]:
    base, below, above = node.parts
    yield text(node), (), None
    if above:
        for indices in _splits(below):
            yield text(name(base, superscript=above)), indices, None
        if below:
            yield text(name(base, *below)), (), above
    for indices in _splits(below):
        yield base, indices, above


def _splits(below: tuple[Node, ...]) -> Iterator[tuple[Node, ...]]:
    """Subscripts as indices: such as tj are two."""
    if len(below) == 1 and below[0].kind == "binary" and below[0].parts[0] == " ":
        yield _letters(below[0])
    yield below


def _letters(node: Node) -> tuple[Node, ...]:
    """The factors of a subscript such as tj, which are two indices."""
    if node.kind == "binary" and node.parts[0] == " ":
        return (*_letters(node.parts[1]), *_letters(node.parts[2]))
    return (node,)
