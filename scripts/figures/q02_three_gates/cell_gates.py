"""What each gate acts on, and that the candidate is what one of them acts on."""

from dataclasses import replace

from scripts.figures import kit
from scripts.figures.kit.cell import LSTM, LSTM_NARROW
from scripts.figures.kit.diagram import Diagram

ALT = (
    "The LSTM cell four times. Each gate is a sigmoid whose value multiplies something: the forget gate the old cell "
    "state, the input gate the candidate, the output gate the tanh of the new cell state. The candidate, a tanh, is "
    "itself multiplied."
)
CAPTION = (
    "Each panel lights one learned layer, from what it reads to the product that it enters. All four read $h_{t-1}$ "
    "and $x_t$; three are factors, the fourth is what one of them scales."
)
PANELS = (
    ("forget", "forget gate", "on  $c_{t{-}1}$"),
    ("input", "input gate", "on  $g_t$"),
    ("output", "output gate", "on  $\\tanh(c_t)$"),
    ("candidate", "candidate", "scaled by  $i_t$"),
)
PANEL, PANEL_NARROW = (252, 200), (162, 202)  # two across on a page and on a phone
SCALE, SCALE_NARROW = 0.48, 0.44


def small(cell: Diagram, width: float) -> Diagram:
    """Return the cell with a pill that holds its tanh when it is drawn at half size."""
    return replace(cell, nodes={**cell.nodes, "tanh": cell.nodes["tanh"]._replace(width=width, height=27)})


def draw(narrow=False):
    """Draw the cell four times, the light on one learned layer at a time."""
    (width, height), scale = (PANEL_NARROW, SCALE_NARROW) if narrow else (PANEL, SCALE)
    cell = small(LSTM_NARROW, 66) if narrow else small(LSTM, 62)
    figure, axes = kit.canvas(height=2 * height / 72, narrow=narrow)
    for place, (part, gate, what) in enumerate(PANELS):
        left, bottom = (place % 2) * width + 9, (1 - place // 2) * height
        kit.Pen(axes, cell, origin=(left, bottom + 10), scale=scale, brief=True).draw({part})
        top = bottom + height
        if narrow:
            axes.text(left, top - 18, gate, size=12)
            axes.text(left, top - 35, what, size=12)
        else:
            axes.text(left, top - 20, f"{gate},  {what}", size=12)
    return figure
