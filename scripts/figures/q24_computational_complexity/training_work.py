"""A training step of the reference language model as nine areas: which products there are, and which must wait."""

import numpy as np
from matplotlib.patches import Rectangle

from scripts.figures import kit
from scripts.reference import flops

ALT = (
    "A training step of the reference model as nine areas, in GFLOP. Only the recurrent products forward and for the "
    "data's gradient must run step by step: 26.8 of 178.8, or 15 %. The softmax takes 98.3, or 55 %."
)
CAPTION = (
    "Look at the two striped boxes, the only work that must run step by step. All else is a few large products. Areas "
    "are GFLOP."
)
V, D, H, L, B, T = 10_000, 512, 512, 2, 32, 100
ROWS = ("forward", "gradient of the data", "gradient of the weights")
COLUMNS = ("$W$, input", "$U$, state", "softmax")
STRIPES = 16


def arrays() -> dict[str, np.ndarray]:
    """Return the GFLOP of each pass (rows) in each matrix (columns), (3, 3), and which of them run step by step."""
    layers = flops.lstm(D, H, T, B, layers=L)
    state = L * 2 * 4 * H * H * T * B
    forward = np.array([layers - state, state, flops.language_model(V, D, H, T, B, layers=L) - layers]) / 1e9
    serial = np.zeros((3, 3), bool)
    serial[:2, 1] = True
    return {"gflop": np.tile(forward, (3, 1)), "serial": serial}


def box(axes, corner: tuple[float, float], size: tuple[float, float], gflop: float, *, serial: bool) -> None:
    """Draw one product: whole, or in stripes where it runs step by step."""
    (x, y), (width, height) = corner, size
    colour = kit.FORGET if serial else kit.INPUT
    if serial:
        stripe = width / STRIPES
        for n in range(STRIPES):
            axes.add_patch(Rectangle((x + n * stripe, y), 0.62 * stripe, height, fc=colour, alpha=0.45, ec="none"))
    else:
        axes.add_patch(Rectangle((x, y), width, height, fc=colour, alpha=0.16, ec="none"))
    axes.add_patch(Rectangle((x, y), width, height, fc="none", ec=colour, lw=1.3))
    note = "\nin steps" if serial else ""
    look = {"fc": kit.PAPER, "ec": "none", "alpha": 0.85, "pad": 1.5} if serial else None
    axes.text(x + width / 2, y + height / 2, f"{gflop:.1f}{note}", ha="center", va="center", size=11, bbox=look)


def draw(narrow=False):
    """Plot a row for each pass, as wide as its work; the name of the pass on the left, on a phone above."""
    plotted = arrays()
    left, breadth, height = (4, 308, 46) if narrow else (150, 342, 46)
    pitch, gap = (74 if narrow else 54), 4
    top = 3 * pitch + (8 if narrow else 4)
    figure, axes = kit.canvas(height=(top + 24) / 72, narrow=narrow)
    scale = (breadth - 2 * gap) / plotted["gflop"][0].sum()
    for row, name in enumerate(ROWS):
        y, x = top - row * pitch - height - (20 if narrow else 0), left
        if narrow:
            axes.text(left, y + height + 5, name, va="bottom", size=11, weight="bold")
        else:
            axes.text(left - 10, y + height / 2, name, ha="right", va="center", size=11)
        for column, gflop in enumerate(plotted["gflop"][row]):
            width = gflop * scale
            box(axes, (x, y), (width, height), gflop, serial=plotted["serial"][row, column])
            if row == 0:
                axes.text(x + width / 2, top + 6, COLUMNS[column], ha="center", va="bottom", size=11)
            x += width + gap
    return figure
