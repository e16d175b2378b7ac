"""The cell with peepholes: which gate sees which cell state."""

from scripts.figures import kit
from scripts.figures.kit.cell import LSTM, LSTM_NARROW, MEMORY, PARTS
from scripts.figures.kit.diagram import Diagram, Node, Wire

ALT = (
    "The LSTM cell with peepholes. Those of forget and input gate branch off the cell state before the "
    "forget gate acts; that of the output gate branches off behind the sum. The candidate gets none."
)
CAPTION = (
    "Peepholes in full ink: forget and input gate see the old cell state, the output gate the new one. Each is one "
    "weight per unit. The candidate has none. Muted: the plain cell."
)
# Where the peepholes leave the cell path and where they come down, between the gates.
PLACES = {"f": 118, "i": 202, "left": 82, "between": 160, "right": 305, "rail": 240}
PLACES_NARROW = {"f": 70, "i": 131, "left": 50, "between": 100.5, "right": 214, "rail": 240}


def peepholes(narrow: bool = False) -> Diagram:
    """Return the cell drawing with peepholes; its part "peepholes" is what the light falls on."""
    plain, at, width = (LSTM_NARROW, PLACES_NARROW, 36) if narrow else (LSTM, PLACES, 56)
    nodes = dict(plain.nodes)
    for gate in "figo":
        nodes[gate] = nodes[gate]._replace(width=width)
    for gate in "fi":
        for name in {"f": ("f", "fork_f", "keep"), "i": ("i", "fork_i")}[gate]:
            nodes[name] = nodes[name]._replace(x=at[gate])
    c, layer = nodes["c_prev"].y, nodes["f"].y
    nodes |= {
        "old": Node("fork", at["left"], c),
        "between": Node("fork", at["between"], layer),
        "new": Node("fork", at["right"], c),
    }
    instead = {
        "c_prev>keep": (Wire("c_prev", "old", **MEMORY), Wire("old", "keep", **MEMORY)),
        "plus>fork_c": (Wire("plus", "new", **MEMORY), Wire("new", "fork_c", **MEMORY)),
    }
    wires = [new for wire in plain.wires for new in instead.get(wire.name, (wire,))]
    peeping = (
        Wire("old", "between", rail=at["rail"], weight=1.9, over=True),
        Wire("between", "f", weight=1.9),
        Wire("between", "i", weight=1.9),
        Wire("new", "o", "vertical", weight=1.9),
    )
    path = (PARTS["cell_path"] - set(instead)) | {wire.name for pair in instead.values() for wire in pair}
    lit = path | {"old", "between", "new", *"fio"} | {wire.name for wire in peeping}
    return Diagram(nodes, (*wires, *peeping), {"peepholes": frozenset(lit)})


def draw(narrow=False):
    """Draw the cell with the light on its peepholes, and name their weights."""
    figure, axes = kit.canvas(height=330 / 72, narrow=narrow)
    kit.Pen(axes, peepholes(narrow), origin=(0, 0), scale=1, brief=narrow).draw({"peepholes"})
    at = PLACES_NARROW if narrow else PLACES
    axes.text(at["between"] + 5, 212, "$p_f, p_i$", size=13, color=kit.INK)
    axes.text(at["right"] + 5, 200, "$p_o$", size=13, color=kit.INK)
    return figure
