"""Where a trained encoder–decoder attends while it rewrites one date."""

import numpy as np
from matplotlib.patches import Rectangle

from scripts.figures import kit

ALT = (
    "Weights of a trained network that turns a written date into ISO form. The digits of the year and the last digit "
    "of the day sit on themselves, the 3 on the c of March. The dashes sit on letters that a dash does not need."
)
CAPTION = (
    "Each cell is the weight on one character of the source while one character is written: the stronger the shade, "
    "the more weight. A day not trained on."
)
CELL, CELL_NARROW = 15.5, 14.5  # points


def arrays() -> dict[str, np.ndarray]:
    """Return the weights (10, T_x), and the characters of the source (T_x,) and of the answer (10,)."""
    shown = kit.data("date_attention").shown
    return {
        "weights": np.array(shown["weights"]),
        "source": np.array(list(shown["source"])),
        "said": np.array(list(shown["said"])),
    }


def draw(narrow=False):
    """Draw the matrix, the source from left to right, or from top to bottom on a phone."""
    plotted = arrays()
    rows, columns = plotted["said"], plotted["source"]
    weights, across = plotted["weights"], CELL
    if narrow:
        rows, columns, weights, across = columns, rows, weights.T, 22.0
    down = CELL_NARROW if narrow else 19.0
    height = len(rows) * down + 58
    figure, axes = kit.canvas(height=height / 72, narrow=narrow)
    left, top = (76, height - 42) if narrow else (58, height - 44)
    for at, row in enumerate(rows):
        y = top - (at + 0.5) * down
        axes.text(left - 8, y, _visible(row), ha="right", va="center", size=10.5)
        for place, weight in enumerate(weights[at]):
            if weight >= 0.01:
                corner = (left + place * across, y - down / 2)
                axes.add_patch(Rectangle(corner, across, down, fc=kit.INK, ec="none", alpha=min(1.0, weight)))
    for place, column in enumerate(columns):
        axes.text(left + (place + 0.5) * across, top + 6, _visible(column), ha="center", size=10.5)
    axes.add_patch(
        Rectangle((left, top - len(rows) * down), len(columns) * across, len(rows) * down, fill=False, lw=0.9)
    )
    horizontal, vertical = ("answer", "source") if narrow else ("source", "answer")
    axes.text(left, top + 24, f"{horizontal} →", color=kit.MUTED, size=10)
    axes.text(left - 8, top + 6, f"{vertical} ↓", color=kit.MUTED, size=10, ha="right")
    return figure


def _visible(character: str) -> str:
    return "·" if character == " " else character
