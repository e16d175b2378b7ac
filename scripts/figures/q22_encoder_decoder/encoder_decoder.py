"""An encoder–decoder unrolled: two words are read, three tokens are written, and the state alone goes over."""

from typing import NamedTuple

from scripts.figures import kit
from scripts.figures.kit.diagram import Diagram, Node, Wire

ALT = (
    "Encoder and decoder unrolled. Two encoder cells read two words and predict nothing; only their last hidden and "
    "cell state pass to the decoder, whose cells predict a token each, until the end token. Each prediction is the "
    "next input."
)
CAPTION = (
    "Only $h$ and $c$ pass to the decoder, the heavy lines. Shown is inference: each token chosen is read at the next "
    "step. In training the true token is read there instead."
)
READ, FED, SAID = ("the", "keys"), ("start", "les", "clés"), ("les", "clés", "end")


class Layout(NamedTuple):
    """Where the columns stand, in points, and how wide things in them are."""

    first: float  # what enters
    columns: tuple[float, ...]  # the five cells: two of the encoder, three of the decoder
    cell: float  # width of a cell
    readout: float  # width of a readout
    back: float  # from a cell of the decoder to the way back


WIDE = Layout(36, (80, 168, 290, 378, 466), 54, 50, 44)
NARROW = Layout(16, (44, 104, 178, 238, 298), 40, 40, 30)
ROWS = {"read": 50, "bottom": 86, "h": 106, "middle": 121, "c": 142, "top": 162, "readout": 192, "chosen": 226}


def unrolled(layout: Layout = WIDE) -> Diagram:
    """Return the nodes and wires: a box for each step, a readout above those of the decoder, and the way back."""
    nodes = {name: Node("state", layout.first, ROWS[name[0]], "left", "$0$") for name in ("h0", "c0")}
    wires = []
    for n, x in enumerate(layout.columns, 1):
        half, t = layout.cell / 2, n - len(READ)
        nodes |= {
            f"cell{n}": Node("box", x, ROWS["middle"], text="LSTM", width=layout.cell, height=76),
            **{f"{side}_in{n}": Node("port", x - half, ROWS[side]) for side in "hc"},
            **{f"{side}_out{n}": Node("port", x + half, ROWS[side]) for side in "hc"},
            f"x_in{n}": Node("port", x, ROWS["bottom"]),
        }
        if t < 1:
            nodes[f"x{n}"] = Node("state", x, ROWS["read"], "bottom", f"$x_{n}$")
            wires.append(Wire(f"x{n}", f"x_in{n}"))
        else:  # what is fed stands to the left of its cell, below the way back
            fed = x - layout.back
            nodes |= {
                f"x{n}": Node("state", fed, ROWS["read"], "bottom", f"$y_{t - 1}$"),
                f"x_out{n}": Node("port", fed + 11, ROWS["read"] - 15),
            }
            wires.append(Wire(f"x_out{n}", f"x_in{n}", "across"))
        for side in "hc":
            before = f"{side}_out{n - 1}" if n > 1 else f"{side}0"
            wires.append(Wire(before, f"{side}_in{n}", weight=3.2 if t == 1 else 1.5, over=True))
        if t < 1:
            continue
        nodes |= {
            f"top{n}": Node("port", x, ROWS["top"]),
            f"readout{n}": Node("layer", x, ROWS["readout"], "linear", letter="$V$", width=layout.readout, height=26),
            f"fork{n}": Node("fork", x, ROWS["chosen"]),
            f"y{n}": Node("state", x, ROWS["chosen"] + 16, "top", f"$y_{t}$"),
        }
        wires += [
            Wire(f"top{n}", f"readout{n}"),
            Wire(f"readout{n}", f"fork{n}"),
            Wire(f"fork{n}", f"y{n}"),
        ]
        if t > 1:
            wires.append(Wire(f"fork{n - 1}", f"x{n}", "across", tone=kit.MUTED))
    return Diagram(nodes, tuple(wires))


def draw(narrow=False):
    """Draw the five steps, and the words that are read and written."""
    figure, axes = kit.canvas(height=306 / 72, narrow=narrow)
    layout = NARROW if narrow else WIDE
    kit.Pen(axes, unrolled(layout), brief=True).draw(None)
    fed = [x - layout.back for x in layout.columns[len(READ) :]]
    for x, word in zip([*layout.columns[: len(READ)], *fed], READ + FED, strict=True):
        axes.text(x, 6, word, size=11, ha="center", color=kit.MUTED)
    for x, word in zip(layout.columns[len(READ) :], SAID, strict=True):
        axes.text(x, 266, word, size=11, ha="center", color=kit.MUTED)
    for cells, name in ((layout.columns[:2], "encoder"), (layout.columns[2:], "decoder")):
        axes.text(sum(cells) / len(cells), 290 if name == "decoder" else 176, name, size=12, ha="center")
    bridge = sum(layout.columns[1:3]) / 2
    for side in "hc":
        axes.text(bridge, ROWS[side] + (7 if side == "c" else -16), f"${side}_2$", size=12, ha="center")
    return figure
