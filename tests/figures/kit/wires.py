"""What the wires of a cell drawing say, and what a drawn figure lights: tests compare it with the figure's words."""

from types import ModuleType
from unittest import mock

from scripts.figures.kit.diagram import Diagram
from scripts.figures.kit.pen import Pen


def starts(diagram: Diagram, end: str) -> set[str]:
    """The nodes from which wires enter a node."""
    return {wire.start for wire in diagram.wires if wire.end == end}


def ends(diagram: Diagram, start: str) -> set[str]:
    """The nodes that the wires from a node enter."""
    return {wire.end for wire in diagram.wires if wire.start == start}


def behind(diagram: Diagram, name: str) -> set[str]:
    """All nodes that a node depends on."""
    found, waiting = set(), [name]
    while waiting:
        new = starts(diagram, waiting.pop()) - found
        found |= new
        waiting += new
    return found


def way(diagram: Diagram, start: str, end: str) -> list[str]:
    """The nodes on the shortest way from one node to another."""
    ways = [[start]]
    for path in ways:
        if path[-1] == end:
            return path
        ways += [[*path, wire.end] for wire in diagram.wires if wire.start == path[-1]]
    raise AssertionError(f"no way from {start} to {end}")


def does(diagram: Diagram, names: list[str]) -> list[str]:
    """What the nodes of these names that compute something do, in their order."""
    return [diagram.nodes[name].does for name in names if diagram.nodes[name].kind in ("pointwise", "layer")]


def lit(figure: ModuleType, narrow: bool = False) -> list[frozenset[str]]:
    """For each diagram that a figure draws, in order, the names of the nodes and wires in full colour."""
    with mock.patch.object(Pen, "draw", autospec=True) as drawn:
        figure.draw(narrow)
    return [pen.diagram.lit(spotlight) for (pen, spotlight), _ in drawn.call_args_list]
