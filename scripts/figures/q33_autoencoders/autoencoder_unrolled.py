"""An autoencoder unrolled: three steps are read into a code, which is read at every step and written from the end."""

from typing import NamedTuple

from scripts.figures import kit
from scripts.figures.kit.diagram import Diagram, Node, Wire

ALT = (
    "An autoencoder unrolled over three steps. The encoder reads x1, x2, x3; its last hidden state becomes the code z, "
    "which every decoder step reads. The decoder writes step 3 first and step 1 last. Nothing else passes from encoder "
    "to decoder."
)
CAPTION = (
    "All that passes from encoder to decoder is $z$, the heavy line; here every decoder step reads it. What was read "
    "last is written first."
)
T = 3


class Layout(NamedTuple):
    """Where the columns stand, in points, and how wide things in them are."""

    columns: tuple[float, ...]  # the six cells
    code: float
    cell: float
    readout: float


WIDE = Layout((50, 122, 194, 330, 402, 474), 262, 46, 46)
NARROW = Layout((22, 70, 118, 206, 254, 302), 162, 34, 34)
ROWS = {"x": 40, "code": 62, "bottom": 92, "middle": 118, "top": 144, "readout": 172, "said": 204}


def unrolled(layout: Layout = WIDE) -> Diagram:
    """Return the nodes and wires: a box per step, the code, and a readout above every step of the decoder."""
    code = Node("layer", layout.code, ROWS["middle"], "linear", letter="$z$", width=layout.readout, height=30)
    nodes = {"code": code}
    wires = []
    for n, x in enumerate(layout.columns, 1):
        half = layout.cell / 2
        nodes |= {
            f"cell{n}": Node("box", x, ROWS["middle"], text="LSTM", width=layout.cell, height=52),
            f"in{n}": Node("port", x - half, ROWS["middle"]),
            f"out{n}": Node("port", x + half, ROWS["middle"]),
            f"bottom{n}": Node("port", x, ROWS["bottom"]),
            f"top{n}": Node("port", x, ROWS["top"]),
        }
        if n not in (1, T + 1):
            wires.append(Wire(f"out{n - 1}", f"in{n}"))
        if n <= T:
            nodes[f"x{n}"] = Node("state", x, ROWS["x"], "bottom", f"$x_{n}$")
            wires.append(Wire(f"x{n}", f"bottom{n}"))
            continue
        step = 2 * T + 1 - n
        nodes |= {
            f"readout{n}": Node("layer", x, ROWS["readout"], "linear", letter="$V$", width=layout.readout, height=24),
            f"said{n}": Node("state", x, ROWS["said"], "top", f"$\\hat x_{step}$"),
        }
        wires += [Wire(f"top{n}", f"readout{n}"), Wire(f"readout{n}", f"said{n}")]
        wires.append(Wire("code", f"bottom{n}", "vertical", rail=ROWS["code"], weight=2.6))
    wires.append(Wire(f"out{T}", "code", weight=2.6))
    return Diagram(nodes, tuple(wires))


def written() -> list[tuple[int, str]]:
    """Return, in the order of writing, which step is written and how its turn is called."""
    return [(T - n, turn) for n, turn in enumerate(("first", "second", "third"))]


def draw(narrow=False):
    """Draw both halves, the code between them, and under each step of the decoder when it writes."""
    figure, axes = kit.canvas(height=258 / 72, narrow=narrow)
    layout = NARROW if narrow else WIDE
    kit.Pen(axes, unrolled(layout), brief=True).draw(None)
    for cells, name in ((layout.columns[:T], "encoder"), (layout.columns[T:], "decoder")):
        axes.text(cells[1], 238, name, size=12, ha="center")
    axes.text(layout.code, 238, "code", size=12, ha="center")
    for x, (_, turn) in zip(layout.columns[T:], written(), strict=True):
        axes.text(x, 26, turn, size=11, ha="center", color=kit.MUTED)
    return figure
