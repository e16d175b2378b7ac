"""The GRU in the grammar of the cell drawing, with its reset gate before or after the matrix product.

Colours by meaning: the update gate z keeps the old state, as a forget gate does, so it has that colour, and 1 - z,
which lets the candidate in, the input gate's. The reset gate r decides how much of the state is read, as the output
gate does.
Convention: h = z ⊙ h_prev + (1 - z) ⊙ n, as in PyTorch and Keras.
"""

from collections.abc import Iterable

from matplotlib.axes import Axes

from scripts.figures.kit.diagram import Diagram, Node, Wire
from scripts.figures.kit.palette import CANDIDATE, FORGET, INPUT, OUTPUT
from scripts.figures.kit.pen import Pen

# Columns from left to right, on a page and on a phone, and rows from below to above, in points.
X = {"in": 40, "down": 58, "merge": 84, "z": 140, "r": 214, "U": 292, "n": 370, "up": 432, "out": 466}
X_NARROW = {"in": 34, "down": 44, "merge": 60, "z": 86, "r": 143, "U": 200, "n": 257, "up": 285, "out": 303}
Y = {"x": 14, "x_rail": 28, "h_rail": 48, "bus": 72, "layer": 126, "reset": 188, "write": 276, "h": 318, "top": 352}
CIRCLE = {"width": 23, "height": 23}
GATE = 1.9


def _layer(width: float) -> dict[str, float]:
    return {"width": width, "height": 46}


def _nodes(X: dict[str, float], width: float) -> dict[str, Node]:
    """Return the nodes of both GRUs in columns at `X`, with learned layers of that width."""
    return {
        "h_prev": Node("state", X["in"], Y["h"], "left", "$h_{t{-}1}$"),
        "x": Node("state", X["merge"], Y["x"], "left", "$x_t$"),
        "fork_down": Node("fork", X["down"], Y["h"]),
        "fork_rail": Node("fork", X["down"], Y["bus"]),
        "fork_x": Node("fork", X["merge"], Y["x_rail"]),
        "merge": Node("merge", X["merge"], Y["bus"]),
        "fork_z": Node("fork", X["z"], Y["bus"]),
        "z": Node("layer", X["z"], Y["layer"], "sigmoid", "update", "$z_t$", FORGET, **_layer(width)),
        "r": Node("layer", X["r"], Y["layer"], "sigmoid", "reset", "$r_t$", OUTPUT, **_layer(width)),
        "reset": Node("pointwise", X["U"], Y["reset"], "times", **CIRCLE),
        "fork_gate": Node("fork", X["z"], Y["write"], tone=FORGET),
        "minus": Node("pointwise", X["r"], Y["write"], "one-minus", "1−z", width=52, height=23),
        "keep": Node("pointwise", X["z"], Y["h"], "times", **CIRCLE),
        "write": Node("pointwise", X["n"], Y["write"], "times", **CIRCLE),
        "plus": Node("pointwise", X["n"], Y["h"], "plus", **CIRCLE),
        "fork_up": Node("fork", X["up"], Y["h"]),
        "h": Node("state", X["out"], Y["h"], "right", "$h_t$"),
        "h_up": Node("state", X["up"], Y["top"], "top", "$h_t$"),
    }


_MEMORY = {"weight": 2.8}
_WIRES = (
    Wire("h_prev", "fork_down", **_MEMORY),
    Wire("fork_down", "keep", **_MEMORY),
    Wire("keep", "plus", **_MEMORY),
    Wire("plus", "fork_up", **_MEMORY),
    Wire("fork_up", "h", **_MEMORY),
    Wire("fork_up", "h_up"),
    Wire("fork_down", "fork_rail"),
    Wire("fork_rail", "merge"),
    Wire("x", "fork_x"),
    Wire("fork_x", "merge"),
    Wire("merge", "fork_z"),
    Wire("fork_z", "z"),
    Wire("fork_z", "r", "across"),
    Wire("z", "fork_gate", tone=FORGET, weight=GATE),
    Wire("fork_gate", "keep", tone=FORGET, weight=GATE),
    Wire("fork_gate", "minus", tone=INPUT, weight=GATE),
    Wire("minus", "write", tone=INPUT, weight=GATE),
    Wire("r", "reset", "vertical", tone=OUTPUT, weight=GATE),
    Wire("write", "plus"),
)

_ENTER = {"fork_down", "fork_down>fork_rail", "fork_rail", "fork_rail>merge", "x", "x>fork_x", "fork_x", "fork_x>merge"}
_ENTER |= {"h_prev", "h_prev>fork_down", "merge", "merge>fork_z", "fork_z"}
_UPDATE = _ENTER | {"fork_z>z", "z", "z>fork_gate", "fork_gate", "fork_gate>keep", "keep"}
_UPDATE |= {"fork_gate>minus", "minus", "minus>write", "write"}
_MEMORY_PATH = {"h_prev", "h_prev>fork_down", "fork_down", "fork_down>keep", "keep", "keep>plus", "plus"}
_MEMORY_PATH |= {"plus>fork_up", "fork_up", "fork_up>h", "h"}


def _diagram(nodes: dict[str, Node], own: dict[str, Node], wires: tuple[Wire, ...], reset: set[str]) -> Diagram:
    """Complete a GRU with its `own` nodes and wires of the candidate; `reset` is what r touches beside its layer."""
    candidate = set(own) | {wire.name for wire in wires} | {"reset", "write"}
    parts = {
        "update": _UPDATE,
        "reset": _ENTER | {"fork_z>r", "r", "r>reset", "reset"} | reset,
        "candidate": candidate | {"x", "x>fork_x", "fork_x"},
        "h_path": _MEMORY_PATH,
    }
    frozen = {name: frozenset(part) for name, part in parts.items()}
    return Diagram({**nodes, **own}, (*_WIRES, *wires), frozen)


def _candidate(start: str, end: str, first: str = "") -> Wire:
    return Wire(start, end, first, tone=CANDIDATE, weight=GATE)


def _after(X: dict[str, float], width: float) -> Diagram:
    """Return the GRU with n = tanh(W x + b + r ⊙ (U h + b)): PyTorch, cuDNN, Keras."""
    own = {
        "U": Node("layer", X["U"], Y["layer"], "linear", "$U_n h$", "", CANDIDATE, **_layer(width)),
        "W": Node("layer", X["n"], Y["layer"], "linear", "$W_n x$", "", CANDIDATE, **_layer(width)),
        "add": Node("pointwise", X["n"], Y["reset"], "plus", **CIRCLE),
        "tanh": Node("pointwise", X["n"], 230, "tanh", "tanh", "$n_t$", CANDIDATE, width=52, height=23),
    }
    wires = (
        Wire("fork_rail", "U", rail=Y["h_rail"], over=True),
        Wire("fork_x", "W", "across"),
        _candidate("U", "reset"),
        _candidate("W", "add"),
        _candidate("reset", "add"),
        _candidate("add", "tanh"),
        _candidate("tanh", "write"),
    )
    return _diagram(_nodes(X, width), own, wires, {"U", "U>reset", "reset>add", "add", "fork_rail>U"})


def _before(X: dict[str, float], width: float) -> Diagram:
    """Return the GRU with n = tanh(W x + U (r ⊙ h) + b): as published, and Keras with reset_after=False."""
    own = {
        "join": Node("merge", X["n"], Y["reset"]),
        "n": Node("layer", X["n"], 228, "tanh", "candidate", "$n_t$", CANDIDATE, **_layer(width)),
    }
    wires = (
        Wire("fork_rail", "reset", rail=Y["h_rail"], over=True),
        Wire("reset", "join"),
        Wire("fork_x", "join", "across"),
        Wire("join", "n"),
        _candidate("n", "write"),
    )
    return _diagram(_nodes(X, width), own, wires, {"fork_rail>reset", "reset>join", "join"})


AFTER, AFTER_NARROW = _after(X, 62), _after(X_NARROW, 53)
BEFORE, BEFORE_NARROW = _before(X, 62), _before(X_NARROW, 53)


def gru(
    axes: Axes,
    spotlight: Iterable[str] | None = None,
    *,
    reset: str = "after",
    narrow: bool = False,
    origin: tuple[float, float] = (0.0, 0.0),
    scale: float = 1.0,
    brief: bool = False,
) -> None:
    """Draw the GRU, 504 (narrow: 324) by 378 points times `scale`, on axes from `kit.canvas`.

    `reset` says where the reset gate acts: "after" the matrix product (PyTorch, cuDNN, Keras) or "before" it (as
    published). Parts for the spotlight: update, reset, candidate, h_path. Raises ValueError for any other.
    """
    if reset not in ("after", "before"):
        raise ValueError(f"reset is {reset!r}; expected 'after' or 'before' the matrix product")
    after, before = (AFTER_NARROW, BEFORE_NARROW) if narrow else (AFTER, BEFORE)
    Pen(axes, after if reset == "after" else before, origin=origin, scale=scale, brief=brief).draw(spotlight)
