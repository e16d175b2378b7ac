"""The bidirectional layer over four steps: which inputs each of its states has read, and where the last ones stand."""

import numpy as np

from scripts.figures import kit
from scripts.figures.kit.diagram import Diagram, Node, Wire
from scripts.reference import bidirectional, lstm

ALT = (
    "A forward and a backward LSTM over four steps. At step t the forward state has read steps 1 to t, the backward "
    "state t to 4. So at step 4 the backward state has read step 4 alone; its last state stands at step 1."
)
CAPTION = (
    "In each box: the steps that this state has read. Batch first, `output[:, -1]` joins 1–4 with 4 alone; the "
    "backward LSTM's last state stands at step 1."
)
STEPS = 4
LEVELS = {"x": 14, "fork": 32, "forward": 78, "backward": 140, "join": 178, "y": 200}
HEIGHT = 34  # of a state's box
# Where the first column begins, how wide a column is, and in it a box, and how far from its middle those of the boxes.
WIDE, NARROW = (66, 98, 46, 20), (30, 61, 36, 17)


def layout(left: float, column: float, width: float, aside: float) -> Diagram:
    """Return the drawing as a table, for the measures of WIDE or NARROW."""
    nodes, wires = {}, []
    for t in range(1, STEPS + 1):
        x = left + (t - 0.5) * column
        nodes[f"x{t}"] = Node("state", x, LEVELS["x"], "bottom", f"$x_{t}$")
        nodes[f"fork{t}"] = Node("fork", x, LEVELS["fork"])
        nodes[f"forward{t}"] = state(x - aside, "forward", f"1–{t}" if t > 1 else "1", width)
        nodes[f"backward{t}"] = state(x + aside, "backward", f"{t}–{STEPS}" if t < STEPS else f"{t}", width)
        nodes[f"join{t}"] = Node("merge", x, LEVELS["join"])
        nodes[f"y{t}"] = Node("state", x, LEVELS["y"], "top", f"$y_{t}$")
        wires += [Wire(f"x{t}", f"fork{t}"), Wire(f"join{t}", f"y{t}")]
        for way in ("forward", "backward"):
            wires += [Wire(f"fork{t}", f"{way}{t}", "across"), Wire(f"{way}{t}", f"join{t}", "vertical")]
    for t in range(1, STEPS):
        wires += [
            Wire(f"forward{t}", f"forward{t + 1}", over=True),
            Wire(f"backward{t + 1}", f"backward{t}", over=True),
        ]
    nodes["last_forward"] = Node("port", left + STEPS * column + 6, LEVELS["forward"])
    nodes["last_backward"] = Node("port", nodes["forward1"].x - 10, LEVELS["backward"])
    wires += [Wire(f"forward{STEPS}", "last_forward", over=True), Wire("backward1", "last_backward", over=True)]
    return Diagram(nodes, tuple(wires))


def state(x: float, way: str, has_read: str, width: float) -> Node:
    """Return the box of one state, with the steps that it has read."""
    tone = kit.INPUT if way == "forward" else kit.FORGET
    return Node("layer", x, LEVELS[way], "linear", has_read, tone=tone, width=width, height=HEIGHT)


def reached(diagram: Diagram, start: str) -> set[str]:
    """Return the names of the nodes that the wires lead to from `start`."""
    found, new = set(), {start}
    while new:
        found |= new
        new = {wire.end for wire in diagram.wires if wire.start in new} - found
    return found


def arrays() -> dict[str, np.ndarray]:
    """Whether x_s has an effect on each half of the output at step t, (T, T) by t and s, from the reference code."""
    D, H = 2, 3
    generator = np.random.default_rng(0)
    p = bidirectional.Params(
        *(lstm.Params(*(generator.normal(size=shape) for shape in ((4 * H, D), (4 * H, H), 4 * H))) for _ in range(2))
    )
    state0, lengths = np.zeros((2, 1, H)), np.array([STEPS])
    run = bidirectional.forward(generator.normal(size=(STEPS, 1, D)), lengths, state0, state0, p)
    effects = {"forward": [], "backward": []}
    for t in range(STEPS):
        for way, half in (("forward", slice(0, H)), ("backward", slice(H, 2 * H))):
            asked = np.zeros_like(run.outputs)
            asked[t, :, half] = 1.0
            effects[way].append(abs(bidirectional.backward(run, asked, state0, state0).dxs).sum((1, 2)) > 0)
    return {way: np.array(rows) for way, rows in effects.items()}


def draw(narrow=False):
    """Draw the layer, name its first and last output and say which row reads which way."""
    measures = NARROW if narrow else WIDE
    left, column, *_ = measures
    figure, axes = kit.canvas(height=(284 if narrow else 264) / 72, narrow=narrow)
    up = 36 if narrow else 16
    diagram = layout(*measures)
    kit.Pen(axes, diagram, origin=(0, up), brief=True).draw(None)
    for name, text, side in (("last_forward", "$h_n[0]$", "left"), ("last_backward", "$h_n[1]$", "right")):
        node = diagram.nodes[name]
        axes.text(node.x + (4 if side == "left" else -4), up + node.y, text, ha=side, va="center", size=12)
    for t, name in ((1, "output[0]"), (STEPS, "output[-1]")):
        axes.text(left + (t - 0.5) * column, up + 230, name, color=kit.MUTED, ha="center", size=10)
    axes.text(4, 8, "lower row: forward LSTM; upper row: backward", color=kit.MUTED, size=10) if narrow else None
    for way in () if narrow else ("forward", "backward"):
        axes.text(4, up + LEVELS[way] - (26 if way == "backward" else 0), f"{way}\nLSTM", va="center", size=10)
    return figure
