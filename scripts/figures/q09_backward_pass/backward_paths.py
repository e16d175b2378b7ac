"""The LSTM cell with every arrow turned round: where the gradient goes, and what it is multiplied by."""

import numpy as np

from scripts.figures import kit
from scripts.figures.kit.cell import LSTM
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
    "stands what the gradient on it is multiplied by. Each layer then multiplies by the slope of its σ or tanh, which "
    "gives its block of $\\partial\\mathcal{L}/\\partial z_t$."
)
# On its way into a layer, the gradient at c_t (for o: at h_t) is multiplied by this.
FACTORS = {"i": "g_t", "f": "c_{t{-}1}", "g": "i_t", "o": r"\tanh c_t"}
SUMS = ("fork_c", "fork_h", "fork_f", "fork_i", "fork_g")
COPIES = ("plus", "merge")


def turned() -> Diagram:
    """Return the cell's own table, each wire from its end to its start, with sums where there were copies."""
    nodes = dict(LSTM.nodes)
    for name in SUMS:
        nodes[name] = nodes[name]._replace(kind="pointwise", does="plus", width=15, height=15)
    for name in COPIES:
        nodes[name] = nodes[name]._replace(kind="fork", does="", width=0, height=0)
    for gate, factor in FACTORS.items():
        nodes[gate] = nodes[gate]._replace(letter=rf"$\times\,{factor}$")
    nodes["h_up"] = nodes["h_up"]._replace(y=LSTM.nodes["h_up"].y - 6)
    other = {"vertical": "across", "across": "vertical", "": ""}
    wires = tuple(wire._replace(start=wire.end, end=wire.start, first=other[wire.first]) for wire in LSTM.wires)
    drawn = frozenset(nodes) | {wire.name for wire in wires}
    return Diagram(nodes, wires, {"state": drawn - {"x", "merge>x"}})


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
    figure, axes = kit.canvas(height=330 / 72, narrow=narrow)
    Pen(axes, turned()).draw({"state"})
    labels = (
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
    for x, y, text, side in labels:
        axes.text(x, y, text, ha=side, va="center_baseline", size=12)
    return figure
