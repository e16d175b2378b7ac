"""Cell drawings as tables: nodes at their places, and the wires between them.

Where a wire touches a node is computed from the table, so that ends meet and nothing is placed by eye. And the same
table says what the drawing computes: a test runs it on numbers and compares it with the reference code.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

from scripts.figures.kit.palette import INK

Point = tuple[float, float]


class Node(NamedTuple):
    """A place in a drawing, centred on (x, y) in points: where wires begin and end.

    `kind` is "layer" (learned: an affine map and its activation), "pointwise" (an operation), "merge" (vectors side by
    side), "fork" (copies) or "state" (what enters or leaves). `does` is the activation of a layer (sigmoid, tanh,
    linear), the operation (times, plus, tanh, one-minus) or the side on which a state's symbol stands. `text` is
    written in the node; `letter` names what comes out of it, beside its wire.
    """

    kind: str
    x: float
    y: float
    does: str = ""
    text: str = ""
    letter: str = ""
    tone: str = INK
    width: float = 0.0
    height: float = 0.0

    def port(self, side: tuple[int, int]) -> Point:
        """Return the middle of the node's edge on one side: (1, 0) is right, (0, -1) below."""
        return self.x + side[0] * self.width / 2, self.y + side[1] * self.height / 2


class Wire(NamedTuple):
    """A wire from one node to another: straight, or with one corner, going up or down `first`, or across.

    A wire that runs `over` others interrupts those that it crosses.
    """

    start: str
    end: str
    first: str = ""
    tone: str = INK
    weight: float = 1.5
    over: bool = False

    @property
    def name(self) -> str:
        """Return `start>end`, the name by which a part refers to the wire."""
        return f"{self.start}>{self.end}"


@dataclass(frozen=True)
class Diagram:
    """Nodes by name, the wires between them, and the parts (names of nodes and wires) that a spotlight can pick."""

    nodes: Mapping[str, Node]
    wires: tuple[Wire, ...]
    parts: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def lit(self, spotlight: Iterable[str] | None) -> frozenset[str]:
        """Return the names of nodes and wires in the spotlight; all of them for None. Raises ValueError."""
        if spotlight is None:
            return frozenset(self.nodes) | {wire.name for wire in self.wires}
        if unknown := sorted(set(spotlight) - set(self.parts)):
            raise ValueError(f"no part {', '.join(unknown)} in this drawing; it has {', '.join(sorted(self.parts))}")
        return frozenset().union(*(self.parts[part] for part in spotlight))

    def route(self, wire: Wire) -> list[Point]:
        """Return the points of a wire: its start, its corner if it has one, its end. Raises ValueError.

        The ends are ports of the two nodes, on the sides on which the wire leaves and arrives.
        """
        a, b = self.nodes[wire.start], self.nodes[wire.end]
        across, up = (b.x > a.x) - (b.x < a.x), (b.y > a.y) - (b.y < a.y)
        if not (across and up):
            return [a.port((across, up)), b.port((-across, -up))]
        if wire.first == "vertical":
            return [a.port((0, up)), (a.x, b.y), b.port((-across, 0))]
        if wire.first == "across":
            return [a.port((across, 0)), (b.x, a.y), b.port((0, -up))]
        raise ValueError(f"the wire {wire.name} is neither level nor upright; say what comes first, vertical or across")

    def crossings(self, wire: Wire) -> list[Point]:
        """Return where a level wire crosses upright ones on its way."""
        (left, y), (right, _) = sorted(self.route(wire))
        legs = [leg for other in self.wires for leg in pairwise(self.route(other))]
        return [
            (x0, y) for (x0, y0), (x1, y1) in legs if x0 == x1 and left < x0 < right and min(y0, y1) < y < max(y0, y1)
        ]
