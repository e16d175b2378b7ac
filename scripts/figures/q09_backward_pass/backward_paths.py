"""The LSTM cell with every arrow turned round: where the gradient goes, and what it is multiplied by."""

import numpy as np

from scripts.figures import kit
from scripts.figures.kit.cell import LSTM, LSTM_NARROW, X_NARROW, Y
from scripts.figures.kit.diagram import Diagram
from scripts.figures.kit.pen import Pen
from scripts.reference import bptt, lstm

ALT = (
    "The cell with every arrow turned round. The gradient at c goes back times the forget gate; that at h comes back "
    "through U from all four layers. In the worked example the first cell state gets 0.316 the one way, 0.225 the "
    "other."
)
CAPTION = (
    "Where the forward pass copied a value, the backward pass adds gradients: the circles with a plus. Beside a wire "
    "stands its factor. Each layer then multiplies by the slope of its σ or tanh."
)
# On its way into a layer, the gradient at c_t (for o: at h_t) is multiplied by this.
FACTORS = {"i": "g_t", "f": "c_{t{-}1}", "g": "i_t", "o": r"\tanh c_t"}
SUMS = ("fork_c", "fork_h", "fork_f", "fork_i", "fork_g")
COPIES = ("plus", "merge")
# Where the columns and rows of the phone's cell stand here, for the factors need room beside its wires.
COLUMNS = {"in": 34, "merge": 49, "f": 68, "i": 125, "g": 182, "o": 259, "up": 293, "out": 304}
ROWS = {"x": 26, "h": 84, "layer": 146, "o": 240, "write": 222, "tanh": 296, "c": 356, "top": 392}
# What is written beside the wires: x, y, text, how it lies at x, and, if not 12 pt in ink, its size and colour.
LABELS = (
    (197, 294, "cell path  $\\times\\,f_t$", "center"),
    (208, 40, "hidden path  $\\times\\,U^\\top$, four blocks added", "center"),
    (400, 205, "$\\times\\,o_t$", "right"),
    (378, 229, "$\\times\\,(1 - \\tanh^2 c_t)$", "right"),
    (500, 296, "from $t{+}1$", "right"),
    (500, 42, "from $t{+}1$", "right"),
    (429, 306, "from the loss", "right"),
    (10, 296, "to $t{-}1$", "left"),
    (10, 86, "to $t{-}1$", "left"),
)
LABELS_NARROW = (
    (125, 378, "cell path  $\\times\\,f_t$", "center"),
    (62, 56, "hidden path  $\\times\\,U^\\top$,\nfour blocks added", "left"),
    (251, 269, "$\\times\\,o_t$", "right", 15, kit.INK),
    (255, 325, "$\\times\\,(1{-}\\tanh^2 c_t)$", "right", 12, kit.INK),
    (252, 204, rf"$\times\,{FACTORS['o']}$", "right", 15, kit.OUTPUT),
    (323, 333, "from\n$t{+}1$", "right", 10, kit.INK),
    (322, 60, "from $t{+}1$", "right", 11, kit.INK),
    (276, 398, "from the loss", "right", 11, kit.INK),
    (3, 378, "to $t{-}1$", "left", 11, kit.INK),
    (3, 106, "to $t{-}1$", "left", 11, kit.INK),
)


def turned(narrow: bool = False) -> Diagram:
    """Return the cell's own table, each wire from its end to its start, with sums where there were copies."""
    cell = _with_room() if narrow else LSTM
    nodes = dict(cell.nodes)
    for name in SUMS:
        nodes[name] = nodes[name]._replace(kind="pointwise", does="plus", width=15, height=15)
    for name in COPIES:
        nodes[name] = nodes[name]._replace(kind="fork", does="", width=0, height=0)
    for gate, factor in FACTORS.items():
        nodes[gate] = nodes[gate]._replace(letter=rf"$\times\,{factor}$")
    if narrow:
        nodes["o"] = nodes["o"]._replace(letter="")  # its factor stands left of the wire: there is no room right of it
    nodes["h_up"] = nodes["h_up"]._replace(y=nodes["h_up"].y - 6)
    other = {"vertical": "across", "across": "vertical", "": ""}
    wires = tuple(wire._replace(start=wire.end, end=wire.start, first=other[wire.first]) for wire in cell.wires)
    drawn = frozenset(nodes) | {wire.name for wire in wires}
    return Diagram(nodes, wires, {"state": drawn - {"x", "merge>x"}})


def _with_room() -> Diagram:
    """Return the phone's cell with its columns and rows moved to COLUMNS and ROWS."""
    x = {X_NARROW[column]: place for column, place in COLUMNS.items()}
    y = {Y[row]: place for row, place in ROWS.items()}
    nodes = {name: node._replace(x=x[node.x], y=y[node.y]) for name, node in LSTM_NARROW.nodes.items()}
    return Diagram(nodes, LSTM_NARROW.wires)


def arrays() -> dict[str, np.ndarray]:
    """Return what reaches c_1 in the worked example (all weights 1, x = 1, 0, loss h_2), by path; and both together."""
    p = lstm.Params(np.ones((4, 1)), np.ones((4, 1)), np.array([0.0, 1.0, 0.0, 0.0]))
    zero, one = np.zeros((1, 1)), np.ones((1, 1))
    _, _, caches = bptt.forward(np.array([[[1.0]], [[0.0]]]), zero, zero, p)
    back = lstm.step_backward(one, zero, caches[1], p)
    through_h = back.dh_prev * caches[0].o * (1 - caches[0].tanh_c ** 2)
    _, total = bptt.state_gradients(np.stack([zero, one]), caches, p)
    return {"cell_path": back.dc_prev, "hidden_path": through_h, "total": total[1]}


def draw(narrow=False):
    """Draw the turned cell and write the factors beside its wires."""
    figure, axes = kit.canvas(height=(424 if narrow else 330) / 72, narrow=narrow)
    Pen(axes, turned(narrow)).draw({"state"})
    for x, y, text, side, *options in LABELS_NARROW if narrow else LABELS:
        size, tone = options or (12, kit.INK)
        axes.text(x, y, text, ha=side, va="center_baseline", size=size, color=tone)
    return figure
