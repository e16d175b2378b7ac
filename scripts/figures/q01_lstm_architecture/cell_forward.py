"""The order in which the cell computes."""

from dataclasses import replace

from scripts.figures import kit
from scripts.figures.kit.cell import LSTM, LSTM_NARROW
from scripts.figures.kit.diagram import Diagram

ALT = (
    "The forward pass in four steps on the cell drawing: compute three gates and the candidate from the old hidden "
    "state and the input; scale the old cell state; add the gated candidate; show the tanh of the sum through the "
    "output gate."
)
CAPTION = (
    "Each panel lights what one step computes. Steps 2 and 3 are the two terms of "
    "$c_t = f_t \\odot c_{t-1} + i_t \\odot g_t$; no step needs the result of a later one."
)
STEPS = (
    ("layers", "1  layers", "three gates, one candidate"),
    ("keep", "2  keep", "$f_t \\odot c_{t{-}1}$"),
    ("add", "3  add", "$i_t \\odot g_t$"),
    ("show", "4  show", "$h_t = o_t \\odot \\tanh(c_t)$"),
)
PANEL, PANEL_NARROW = (252, 200), (162, 202)  # two across on a page and on a phone
SCALE, SCALE_NARROW = 0.48, 0.44


def small(cell: Diagram, width: float) -> Diagram:
    """Return the cell with a pill that holds its tanh when it is drawn at half size."""
    return replace(cell, nodes={**cell.nodes, "tanh": cell.nodes["tanh"]._replace(width=width, height=27)})


def draw(narrow=False):
    """Draw the cell four times, the light moving on."""
    (width, height), scale = (PANEL_NARROW, SCALE_NARROW) if narrow else (PANEL, SCALE)
    cell = small(LSTM_NARROW, 66) if narrow else small(LSTM, 62)
    figure, axes = kit.canvas(height=2 * height / 72, narrow=narrow)
    for place, (part, step, what) in enumerate(STEPS):
        left, bottom = (place % 2) * width + 9, (1 - place // 2) * height
        kit.Pen(axes, cell, origin=(left, bottom + 10), scale=scale, brief=True).draw({part})
        top = bottom + height
        if narrow:
            axes.text(left, top - 18, step, size=12)
            axes.text(left, top - 35, what, size=12 if "$" in what else 9.5)
        else:
            axes.text(left, top - 20, f"{step}:  {what}", size=12)
    return figure
