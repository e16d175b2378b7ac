"""The one LSTM cell drawing of the whole site, with its spotlight."""

from collections.abc import Iterable

from matplotlib.axes import Axes

from scripts.figures.kit.diagram import Diagram, Node, Wire
from scripts.figures.kit.palette import CANDIDATE, FORGET, INPUT, MUTED, OUTPUT
from scripts.figures.kit.pen import Pen

# Columns from left to right, on a page and on a phone, and rows from below to above, in points.
X = {"in": 44, "merge": 72, "f": 123, "i": 197, "g": 271, "o": 345, "read": 408, "up": 445, "out": 471}
Y = {"x": 24, "h": 66, "layer": 124, "o": 178, "write": 198, "tanh": 225, "c": 272, "top": 302}
X_NARROW = {"in": 34, "merge": 48, "f": 74, "i": 131, "g": 188, "o": 245, "read": 245, "up": 283, "out": 303}
CIRCLE = {"width": 23, "height": 23}
PILL = {"width": 52, "height": 23}


def _nodes(X: dict[str, float], width: float) -> dict[str, Node]:
    """Return the nodes of the cell in columns at `X`, with learned layers of that width."""
    layer = {"width": width, "height": 46}
    return {
        "c_prev": Node("state", X["in"], Y["c"], "left", "$c_{t{-}1}$"),
        "h_prev": Node("state", X["in"], Y["h"], "left", "$h_{t{-}1}$"),
        "x": Node("state", X["merge"], Y["x"], "bottom", "$x_t$"),
        "merge": Node("merge", X["merge"], Y["h"]),
        "fork_f": Node("fork", X["f"], Y["h"]),
        "fork_i": Node("fork", X["i"], Y["h"]),
        "fork_g": Node("fork", X["g"], Y["h"]),
        "f": Node("layer", X["f"], Y["layer"], "sigmoid", "forget", "$f_t$", FORGET, **layer),
        "i": Node("layer", X["i"], Y["layer"], "sigmoid", "input", "$i_t$", INPUT, **layer),
        "g": Node("layer", X["g"], Y["layer"], "tanh", "candidate", "$g_t$", CANDIDATE, **layer),
        "o": Node("layer", X["o"], Y["layer"], "sigmoid", "output", "$o_t$", OUTPUT, **layer),
        "keep": Node("pointwise", X["f"], Y["c"], "times", **CIRCLE),
        "write": Node("pointwise", X["g"], Y["write"], "times", **CIRCLE),
        "plus": Node("pointwise", X["g"], Y["c"], "plus", **CIRCLE),
        "fork_c": Node("fork", X["read"], Y["c"]),
        "tanh": Node("pointwise", X["read"], Y["tanh"], "tanh", "tanh", **PILL),
        "show": Node("pointwise", X["read"], Y["o"], "times", **CIRCLE),
        "fork_h": Node("fork", X["up"], Y["h"]),
        "c": Node("state", X["out"], Y["c"], "right", "$c_t$"),
        "h": Node("state", X["out"], Y["h"], "right", "$h_t$"),
        "h_up": Node("state", X["up"], Y["top"], "top", "$h_t$"),
    }


MEMORY = {"weight": 2.8, "over": True}
WIRES = (
    Wire("c_prev", "keep", **MEMORY),
    Wire("keep", "plus", **MEMORY),
    Wire("plus", "fork_c", **MEMORY),
    Wire("fork_c", "c", **MEMORY),
    Wire("fork_c", "tanh"),
    Wire("tanh", "show"),
    Wire("h_prev", "merge"),
    Wire("x", "merge"),
    Wire("merge", "fork_f"),
    Wire("fork_f", "fork_i"),
    Wire("fork_i", "fork_g"),
    Wire("fork_f", "f"),
    Wire("fork_i", "i"),
    Wire("fork_g", "g"),
    Wire("fork_g", "o", "across"),
    Wire("f", "keep", tone=FORGET, weight=1.9),
    Wire("i", "write", "vertical", tone=INPUT, weight=1.9),
    Wire("g", "write", tone=CANDIDATE, weight=1.9),
    Wire("write", "plus"),
    Wire("o", "show", "vertical", tone=OUTPUT, weight=1.9),
    Wire("show", "fork_h", "vertical"),
    Wire("fork_h", "h"),
    Wire("fork_h", "h_up"),
)

_ENTER = {"h_prev", "x", "h_prev>merge", "x>merge", "merge", "merge>fork_f", "fork_f"}
_TO_I = _ENTER | {"fork_f>fork_i", "fork_i"}
_BUS = _TO_I | {"fork_i>fork_g", "fork_g"}
_READ = {"fork_f>f", "fork_i>i", "fork_g>g", "fork_g>o"}
_SHOWN = {"show", "show>fork_h", "fork_h", "fork_h>h", "fork_h>h_up", "h", "h_up"}

_RESULT = {"plus>fork_c", "fork_c", "fork_c>c", "c"}

# What a spotlight can pick. A gate's part runs from what it reads to the operation that it controls.
PARTS = {
    "forget": frozenset(_ENTER | {"fork_f>f", "f", "f>keep", "keep"}),
    "input": frozenset(_TO_I | {"fork_i>i", "i", "i>write", "write"}),
    "candidate": frozenset(_BUS | {"fork_g>g", "g", "g>write", "write"}),
    "output": frozenset(_BUS | {"fork_g>o", "o", "o>show", "show"}),
    "layers": frozenset(_BUS | _READ | set("figo")),
    "keep": frozenset({"c_prev", "c_prev>keep", "f", "f>keep", "keep"}),
    "add": frozenset({"i", "g", "i>write", "g>write", "write", "write>plus", "keep", "keep>plus", "plus"} | _RESULT),
    "show": frozenset(_SHOWN | {"o", "o>show", "fork_c", "fork_c>tanh", "tanh", "tanh>show"}),
    "write": frozenset({"write", "write>plus", "plus"}),
    "read": frozenset({"fork_c", "fork_c>tanh", "tanh", "tanh>show", "show"}),
    "cell_path": frozenset(
        {"c_prev", "c_prev>keep", "keep", "keep>plus", "plus", "plus>fork_c", "fork_c", "fork_c>c", "c"}
    ),
    "inputs": frozenset(_BUS | _READ),
    "h_path": frozenset((_BUS | _READ | _SHOWN) - {"x", "x>merge"}),
    "h_out": frozenset(_SHOWN),
}

LSTM = Diagram(_nodes(X, 67), WIRES, PARTS)
# On a phone the output gate stands beneath what it scales, and h forks beside that.
LSTM_NARROW = Diagram(
    _nodes(X_NARROW, 53) | {"fork_h": Node("fork", X_NARROW["up"], Y["o"])},
    tuple(wire._replace(first="vertical") if wire.name == "fork_h>h" else wire for wire in WIRES),
    PARTS,
)


def _key(*places: tuple[float, float]) -> Diagram:
    """Return the key to the five primitives, a small drawing of its own, with each at its place."""
    learned, pointwise, join, copy, (x, y) = places
    nodes = {
        "learned layer": Node("layer", *learned, "sigmoid", width=22, height=15),
        "pointwise": Node("pointwise", *pointwise, "times", width=15, height=15),
        "join": Node("merge", *join),
        "copy": Node("fork", *copy),
        "start": Node("state", x - 21, y, "left"),
        "wire": Node("state", x, y, "right"),
    }
    return Diagram(nodes, (Wire("start", "wire"),))


KEY = _key((139, 22), (250, 22), (333, 22), (380, 22), (450, 22))
KEY_NARROW = _key((104, 38), (210, 38), (100, 14), (152, 14), (230, 14))


def cell(
    axes: Axes,
    spotlight: Iterable[str] | None = None,
    *,
    narrow: bool = False,
    origin: tuple[float, float] = (0.0, 0.0),
    scale: float = 1.0,
    brief: bool = False,
) -> None:
    """Draw the LSTM cell, 504 (narrow: 324) by 330 points times `scale`, on axes from `kit.canvas`.

    `spotlight` names the parts under discussion, which stand in full colour and ink while the rest is muted. Raises
    ValueError for a part that does not exist. None shows all in full. The parts:

    * forget, input, candidate, output: a learned layer, from what it reads to the operation that it controls;
    * cell_path (c from left to right), h_path (h from left to right, and up), inputs, h_out;
    * write (i times g, into the sum), read (c through tanh to the output gate);
    * layers, keep, add, show: the four steps of the computation.

    `brief` is for drawings at half size: letters in the layers, no names.
    """
    Pen(axes, LSTM_NARROW if narrow else LSTM, origin=origin, scale=scale, brief=brief).draw(spotlight)


def key(axes: Axes, *, narrow: bool = False) -> None:
    """Write the key to the primitives into the free corner at the bottom right of a whole cell."""
    primitives = KEY_NARROW if narrow else KEY
    Pen(axes, primitives, origin=(0.0, 0.0), scale=1.0, brief=True).draw(())
    for name, node in primitives.nodes.items():
        if name != "start":
            axes.text(node.x + max(node.width / 2, 4) + 5, node.y, name, size=10, color=MUTED, va="center_baseline")
