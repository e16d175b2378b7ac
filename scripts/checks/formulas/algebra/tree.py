r"""The tree of a formula.

A node has a kind and parts; which parts, stands at `KINDS`. Its text is the formula again, written in one way: `f_t`
for `f _ {t}`. By it, names are looked up.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

KINDS = {
    "number": "text",
    "name": "base, subscripts, superscript or None: whether that is an index or a power, its table knows",
    "word": "text that was not read as mathematics",
    "binary": "sign, left, right; the sign of a product without one is ' '",
    "minus": "node",
    "power": "base, exponent",
    "transposed": "node",
    "called": "name, bracket, arguments, what stands between them: a function, a part, or a product",
    "applied": "name of a function, one argument without brackets",
    "over": "sum, prod, max or min (or argmax …), names, first or None, last or None, relations, body",
    "change": "partial or d, node: ∂x or dx alone",
    "part": "node, subscripts",
    "side": "node, text of what it is restricted to",
    "list": "bracket, items",
    "abs": "node",
    "norm": "node",
    "rounded": "floor or ceil, node",
    "root": "node",
    "choose": "node, node",
    "cases": "nodes, one for each case",
    "chain": "sides, signs between them",
    "dots": "",
}


class Node(NamedTuple):
    """A part of a formula."""

    kind: str
    parts: tuple[Any, ...] = ()

    def nodes(self) -> Iterator["Node"]:
        """The nodes right below."""
        yield from _nodes(self.parts)

    def walk(self) -> Iterator["Node"]:
        """This node and all below it."""
        yield self
        for node in self.nodes():
            yield from node.walk()


class CannotRead(ValueError):
    """A formula, or a part of it, is not read; the message is the reason."""


def _nodes(parts: tuple[Any, ...]) -> Iterator[Node]:
    for part in parts:
        if isinstance(part, Node):
            yield part
        elif isinstance(part, tuple):
            yield from _nodes(part)


def name(base: str, *subscripts: Node, superscript: Node | None = None) -> Node:
    """A name with its scripts."""
    return Node("name", (base, subscripts, superscript))


def text(node: Node) -> str:
    """The formula of a node, written in one way."""
    kind, parts = node
    match kind:
        case "number" | "word":
            return parts[0]
        case "name":
            base, subscripts, superscript = parts
            below = f"_{_braced(','.join(map(text, subscripts)))}" if subscripts else ""
            return base + below + (f"^{_braced(text(superscript))}" if superscript else "")
        case "binary":
            return f"{text(parts[1])}{parts[0].strip()}{text(parts[2])}"
        case "minus":
            return f"-{text(parts[0])}"
        case "power":
            return f"{text(parts[0])}^{_braced(text(parts[1]))}"
        case "transposed":
            return rf"{text(parts[0])}^\top"
        case "called":
            function, bracket, arguments, between = parts
            inside = "".join(text(one) + mark for one, mark in zip(arguments, [*between, ""], strict=True))
            return f"{text(function)}{bracket}{inside}{')' if bracket == '(' else ']'}"
        case "chain":
            sides, signs = parts
            return "".join(text(side) + sign for side, sign in zip(sides, [*signs, ""], strict=True))
        case "list":
            return f"{parts[0]}{','.join(map(text, parts[1]))}{')' if parts[0] == '(' else ']'}"
        case "dots":
            return r"\dots"
        case "change":
            return f"{parts[0]} {text(parts[1])}"
    return f"{kind}({' '.join(text(below) for below in node.nodes())})"


def _braced(inside: str) -> str:
    return inside if len(inside) == 1 or (inside[0] == "\\" and inside[1:].isalpha()) else f"{{{inside}}}"


def replaced(node: Node, old: Node, new: Node) -> Node:
    """The node with each `old` below it as `new`."""
    if node == old:
        return new
    return Node(node.kind, _replaced(node.parts, old, new))


def _replaced(parts: tuple[Any, ...], old: Node, new: Node) -> tuple[Any, ...]:
    return tuple(
        replaced(part, old, new)
        if isinstance(part, Node)
        else _replaced(part, old, new)
        if isinstance(part, tuple)
        else part
        for part in parts
    )
