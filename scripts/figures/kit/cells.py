"""The LSTM cell four times at half size, two by two on either sheet: one panel per spotlight."""

from collections.abc import Sequence
from dataclasses import replace

from matplotlib.figure import Figure

from scripts.figures.kit.cell import LSTM, LSTM_NARROW
from scripts.figures.kit.diagram import Diagram
from scripts.figures.kit.pen import Pen
from scripts.figures.kit.theme import canvas

PANEL, PANEL_NARROW = (252, 200), (162, 202)  # in points: two across on a page and on a phone
SCALE, SCALE_NARROW = 0.48, 0.44
_LARGE, _SMALL = 12, 9.5  # type; a line of words is too wide for a phone's panel at the larger one


def cells(panels: Sequence[tuple[str, str, str]], separator: str, narrow: bool) -> Figure:
    """Draw the cell once for each panel: its spotlight, its name, and what the name does.

    On a page name and rest stand in one line with the `separator` between them, on a phone in two.
    """
    (width, height), scale = (PANEL_NARROW, SCALE_NARROW) if narrow else (PANEL, SCALE)
    cell = small(LSTM_NARROW, 66) if narrow else small(LSTM, 62)
    figure, axes = canvas(height=2 * height / 72, narrow=narrow)
    for place, (part, name, what) in enumerate(panels):
        left, bottom = (place % 2) * width + 9, (1 - place // 2) * height
        Pen(axes, cell, origin=(left, bottom + 10), scale=scale, brief=True).draw({part})
        top = bottom + height
        if narrow:
            axes.text(left, top - 18, name, size=_LARGE)
            axes.text(left, top - 35, what, size=_LARGE if "$" in what else _SMALL)
        else:
            axes.text(left, top - 20, f"{name}{separator}{what}", size=_LARGE)
    return figure


def small(cell: Diagram, width: float) -> Diagram:
    """Return the cell with a pill that holds its tanh when it is drawn at half size."""
    return replace(cell, nodes={**cell.nodes, "tanh": cell.nodes["tanh"]._replace(width=width, height=27)})
