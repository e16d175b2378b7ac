"""One step of an LSTM in time beside one highway layer in depth."""

from scripts.figures import kit
from scripts.figures.kit.diagram import Diagram, Node, Wire

ALT = (
    "One step of an LSTM in time beside one highway layer in depth. Both have a line with one product and one sum; the "
    "transform gate stands where the input gate does, and one minus it where the forget gate does. The output gate and "
    "the output tanh have no counterpart."
)
CAPTION = (
    "Lit: what both have, a line from old to new with a product and a sum. In the layer one gate does both: "
    "$T$ lets $H(x)$ in, $1 - T$ carries $x$. Muted: output gate and tanh."
)
KEPT = {"forget", "input", "candidate", "cell_path", "write"}
PANEL, SCALE = (252, 192), 0.48
PANEL_NARROW, SCALE_NARROW = (324, 228), 0.6

_CIRCLE = {"width": 23, "height": 23}
_LAYER = {"width": 67, "height": 46}
_CARRIED = {"weight": 2.8, "over": True}
# Line, gate and candidate stand where the cell drawing has them.
LAYER = Diagram(
    {
        "x": Node("state", 44, 272, "left", "$x$"),
        "fork_x": Node("fork", 72, 272),
        "fork_t": Node("fork", 197, 66),
        "t": Node("layer", 197, 124, "sigmoid", "transform", "$T$", kit.INPUT, **_LAYER),
        "h": Node("layer", 271, 124, "tanh", "candidate", "$H$", kit.CANDIDATE, **_LAYER),
        "fork_gate": Node("fork", 197, 198, tone=kit.INPUT),
        "minus": Node("pointwise", 123, 198, "one-minus", "1−T", width=62, height=27),
        "keep": Node("pointwise", 123, 272, "times", **_CIRCLE),
        "write": Node("pointwise", 271, 198, "times", **_CIRCLE),
        "plus": Node("pointwise", 271, 272, "plus", **_CIRCLE),
        "y": Node("state", 400, 272, "right", "$y$"),
    },
    (
        Wire("x", "fork_x", **_CARRIED),
        Wire("fork_x", "keep", **_CARRIED),
        Wire("keep", "plus", **_CARRIED),
        Wire("plus", "y", **_CARRIED),
        Wire("fork_x", "fork_t", "vertical"),
        Wire("fork_t", "t"),
        Wire("fork_t", "h", "across"),
        Wire("t", "fork_gate", tone=kit.INPUT, weight=1.9),
        Wire("fork_gate", "minus", tone=kit.INPUT, weight=1.9),
        Wire("fork_gate", "write", tone=kit.INPUT, weight=1.9),
        Wire("minus", "keep", tone=kit.FORGET, weight=1.9),
        Wire("h", "write", tone=kit.CANDIDATE, weight=1.9),
        Wire("write", "plus"),
    ),
)


def draw(narrow=False):
    """Draw both at half size, with the light on what they share."""
    (width, height), scale = (PANEL_NARROW, SCALE_NARROW) if narrow else (PANEL, SCALE)
    (x, y), (u, v) = ((0, height), (0, 0)) if narrow else ((0, 0), (width, 0))
    figure, axes = kit.canvas(height=(2 if narrow else 1) * height / 72, narrow=narrow)
    kit.cell(axes, KEPT, origin=(x + 6, y + 4), scale=scale, brief=True)
    kit.Pen(axes, LAYER, origin=(u + 20, v + 4), scale=scale, brief=True).draw(None)
    axes.text(x + 12, y + height - 18, "LSTM: one step in time", size=12)
    axes.text(u + 12, v + height - 18, "highway: one layer in depth", size=12)
    return figure
