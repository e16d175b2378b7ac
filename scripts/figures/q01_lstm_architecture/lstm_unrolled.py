"""One cell, used at every step."""

from scripts.figures import kit
from scripts.figures.kit.diagram import Diagram, Node, Wire

ALT = (
    "An LSTM unrolled over three words: one set of weights W, U, b serves every step. The cell state runs straight "
    "through, scaled and added to once a step; the hidden state leaves each cell, goes up as output and on to the next."
)
CAPTION = (
    "The three boxes are one cell at three times: $W$, $U$ and $b$ stand once, so their number does not grow with the "
    "length $T$. The heavy line is $c$: a product and a sum a step. $h$ passes through the learned layers each time."
)
WORDS = ("The", "keys", "to")
COLUMNS = (132, 260, 388)
CELL = {"width": 88, "height": 106}
ROWS = {"x": 62, "bottom": 86, "h": 112, "middle": 139, "c": 164, "top": 192, "out": 222, "weights": 268}


def unrolled() -> Diagram:
    """Return the nodes and wires: per step a box with its ports, and the weights, which stand once."""
    nodes = {
        "c0": Node("state", 44, ROWS["c"], "left", "$c_0$"),
        "h0": Node("state", 44, ROWS["h"], "left", "$h_0$"),
        "weights": Node("layer", 60, ROWS["weights"], "linear", "", "$W,\\,U,\\,b$", width=76, height=30),
    }
    wires = []
    for t, x in enumerate(COLUMNS, 1):
        last, half = t == len(COLUMNS), CELL["width"] / 2
        nodes |= {
            f"cell{t}": Node("box", x, ROWS["middle"], text="cell", **CELL),
            f"times{t}": Node("pointwise", x - 19, ROWS["c"], "times", width=19, height=19),
            f"plus{t}": Node("pointwise", x + 19, ROWS["c"], "plus", width=19, height=19),
            f"h_in{t}": Node("port", x - half, ROWS["h"]),
            f"h_out{t}": Node("port", x + half, ROWS["h"]),
            f"x_in{t}": Node("port", x, ROWS["bottom"]),
            f"w_in{t}": Node("port", x, ROWS["top"]),
            f"x{t}": Node("state", x, ROWS["x"], "bottom", f"$x_{t}$"),
            f"fork{t}": Node("fork", x + half + 20, ROWS["h"]),
            f"h{t}": Node("state", x + half + 20, ROWS["out"], "top", f"$h_{t}$"),
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
        "c_T": Node("state", 474, ROWS["c"], "right", "$c_3$"),
        "h_T": Node("state", 474, ROWS["h"], "right", "$h_3$"),
    }
    wires += [Wire("plus3", "c_T", weight=2.8, over=True), Wire("fork3", "h_T")]
    return Diagram(nodes, tuple(wires))


def draw(narrow=False):
    """Draw the three steps and the words that they read."""
    figure, axes = kit.canvas(height=300 / 72, narrow=narrow)
    kit.Pen(axes, unrolled(), brief=True).draw(None)
    axes.text(COLUMNS[0] + 8, ROWS["weights"] + 8, "the same weights at every step", color=kit.MUTED)
    for x, word in zip(COLUMNS, WORDS, strict=True):
        axes.text(x, 18, f"“{word}”", size=12, ha="center", color=kit.MUTED)
    return figure
