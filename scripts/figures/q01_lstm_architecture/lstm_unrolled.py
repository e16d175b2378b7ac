"""One cell, used at every step."""

from typing import NamedTuple

from scripts.figures import kit
from scripts.figures.kit.diagram import Diagram, Node, Wire

ALT = (
    "An LSTM unrolled over three words: one set of weights W, U, b serves every step. The cell state runs straight "
    "through, scaled and added to once a step; the hidden state leaves each cell, goes up as output and on to the next."
)
CAPTION = (
    "One cell at three times: $W$, $U$ and $b$ are the same at every step, whatever the length $T$. The heavy line $c$ "
    "meets a product and a sum; $h$ enters the learned layers again."
)
WORDS = ("The", "keys", "to")


class Layout(NamedTuple):
    """Where the columns stand, in points, and how wide things in them are."""

    first: float  # what enters
    columns: tuple[float, float, float]  # the three cells
    last: float  # what leaves
    cell: float  # width of a cell
    apart: float  # of product and sum from the middle of a cell
    circle: float
    fork: float  # of the copy of h from the edge of a cell
    weights: tuple[float, float]  # the box that all share: its middle and its width


WIDE = Layout(44, (132, 260, 388), 474, 88, 19, 19, 20, (60, 76))
NARROW = Layout(26, (77, 159, 241), 300, 58, 14, 16, 12, (34, 62))
ROWS = {"x": 62, "bottom": 86, "h": 112, "middle": 139, "c": 164, "top": 192, "out": 222, "weights": 268}


def unrolled(layout: Layout = WIDE) -> Diagram:
    """Return the nodes and wires: per step a box with its ports, and the weights, which stand once."""
    middle, width = layout.weights
    circle = {"width": layout.circle, "height": layout.circle}
    nodes = {
        "c0": Node("state", layout.first, ROWS["c"], "left", "$c_0$"),
        "h0": Node("state", layout.first, ROWS["h"], "left", "$h_0$"),
        "weights": Node("layer", middle, ROWS["weights"], "linear", "", "$W,\\,U,\\,b$", width=width, height=30),
    }
    wires = []
    for t, x in enumerate(layout.columns, 1):
        last, half = t == len(layout.columns), layout.cell / 2
        nodes |= {
            f"cell{t}": Node("box", x, ROWS["middle"], text="cell", width=layout.cell, height=106),
            f"times{t}": Node("pointwise", x - layout.apart, ROWS["c"], "times", **circle),
            f"plus{t}": Node("pointwise", x + layout.apart, ROWS["c"], "plus", **circle),
            f"h_in{t}": Node("port", x - half, ROWS["h"]),
            f"h_out{t}": Node("port", x + half, ROWS["h"]),
            f"x_in{t}": Node("port", x, ROWS["bottom"]),
            f"w_in{t}": Node("port", x, ROWS["top"]),
            f"x{t}": Node("state", x, ROWS["x"], "bottom", f"$x_{t}$"),
            f"fork{t}": Node("fork", x + half + layout.fork, ROWS["h"]),
            f"h{t}": Node("state", x + half + layout.fork, ROWS["out"], "top", f"$h_{t}$"),
        }
        if not last:
            nodes[f"share{t}"] = Node("fork", x, ROWS["weights"])
        before = f"plus{t - 1}" if t > 1 else "c0"
        wires += [
            Wire(before, f"times{t}", weight=2.8, over=True),
            Wire(f"times{t}", f"plus{t}", weight=2.8),
            Wire(f"fork{t - 1}" if t > 1 else "h0", f"h_in{t}"),
            Wire(f"h_out{t}", f"fork{t}"),
            Wire(f"fork{t}", f"h{t}"),
            Wire(f"x{t}", f"x_in{t}"),
            Wire("weights", f"share{t}")
            if t == 1
            else Wire(f"share{t - 1}", f"w_in{t}" if last else f"share{t}", "across"),
        ]
        if not last:
            wires.append(Wire(f"share{t}", f"w_in{t}"))
    nodes |= {
        "c_T": Node("state", layout.last, ROWS["c"], "right", "$c_3$"),
        "h_T": Node("state", layout.last, ROWS["h"], "right", "$h_3$"),
    }
    wires += [Wire("plus3", "c_T", weight=2.8, over=True), Wire("fork3", "h_T")]
    return Diagram(nodes, tuple(wires))


def draw(narrow=False):
    """Draw the three steps and the words that they read."""
    figure, axes = kit.canvas(height=300 / 72, narrow=narrow)
    layout = NARROW if narrow else WIDE
    kit.Pen(axes, unrolled(layout), brief=True).draw(None)
    axes.text(layout.columns[0] + 8, ROWS["weights"] + 8, "the same weights at every step", color=kit.MUTED)
    for x, word in zip(layout.columns, WORDS, strict=True):
        axes.text(x, 18, f"“{word}”", size=12, ha="center", color=kit.MUTED)
    return figure
