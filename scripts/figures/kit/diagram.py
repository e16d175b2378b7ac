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
    side, in the order of its wires), "fork" (copies), "state" (what enters or leaves), or, for cells seen from outside,
    "box" and "port". `does` is the activation of a layer (sigmoid, tanh, linear), the operation (times, plus, tanh,
    one-minus) or the side on which a state's symbol stands. `text` is written in the node; `letter` names what comes
    out of it, beside its wire.
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
    """A wire from one node to another: straight, or with one corner, going `first` "vertical" or "across".

    With a `rail` it goes up or down to that height, runs along it and leaves it up or down. A wire that runs `over`
    others interrupts those that it crosses.
    """

    start: str
    end: str
    first: str = ""
    tone: str = INK
    weight: float = 1.5
    over: bool = False
    rail: float | None = None

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
        """Return the points of a wire: its start, its corners, its end. Raises ValueError.

        The ends are ports of the two nodes, on the sides on which the wire leaves and arrives.
        """
        a, b = self.nodes[wire.start], self.nodes[wire.end]
        if wire.rail is not None:
            leave, arrive = _sign(wire.rail - a.y), _sign(b.y - wire.rail)
            return [a.port((0, leave)), (a.x, wire.rail), (b.x, wire.rail), b.port((0, -arrive))]
        across, up = _sign(b.x - a.x), _sign(b.y - a.y)
        if not (across and up):
            return [a.port((across, up)), b.port((-across, -up))]
        if wire.first == "vertical":
            return [a.port((0, up)), (a.x, b.y), b.port((-across, 0))]
        if wire.first == "across":
            return [a.port((across, 0)), (b.x, a.y), b.port((0, -up))]
        raise ValueError(f"the wire {wire.name} is neither level nor upright; say what comes first, vertical or across")

    def crossings(self, wire: Wire) -> list[Point]:
        """Return where the level legs of a wire cross the upright legs of others."""
        level = [(min(a, b), max(a, b), y) for (a, y), (b, end) in pairwise(self.route(wire)) if y == end]
        upright = [
            (x, min(a, b), max(a, b))
            for other in self.wires
            for (x, a), (end, b) in pairwise(self.route(other))
            if x == end and other != wire
        ]
        return [(x, y) for left, right, y in level for x, low, high in upright if left < x < right and low < y < high]


def _sign(value: float) -> int:
    return (value > 0) - (value < 0)
