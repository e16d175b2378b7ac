"""A stack unrolled: what goes up, what goes on in time, and which cells can run at once."""

import numpy as np
from matplotlib.patches import FancyBboxPatch

from scripts.figures import kit
from scripts.reference import stacked

ALT = (
    "Three LSTM layers unrolled over four steps. Upward goes only the hidden state; to the right go the hidden and the "
    "cell state. The first cell runs in round 1, the last in round 6, fewer rounds than the twelve cells; the three "
    "cells of round 3 lie on a diagonal."
)
CAPTION = (
    "Up goes $h$, to the next layer; to the right go $h$ and $c$. A cell's number is the earliest round in which it "
    "can run: a diagonal, such as round 3, runs at once."
)
LAYERS, STEPS, SHOWN = 3, 4, 3
BOX = (44, 34)
RISE = 68


def arrays() -> dict[str, np.ndarray]:
    """Return the round of each cell, (layers, steps)."""
    return {"rounds": stacked.rounds(LAYERS, STEPS)}


def draw(narrow=False):
    """Draw the grid of cells with what enters and leaves it, one diagonal in full ink."""
    left, pitch = (90, 60) if narrow else (100, 86)
    figure, axes = kit.canvas(height=272 / 72, narrow=narrow)
    places = {
        (l, t): (left + t * pitch, 62 + l * RISE, round_) for (l, t), round_ in np.ndenumerate(arrays()["rounds"])
    }

    def wire(start: tuple[float, float], end: tuple[float, float], text: str = "") -> None:
        axes.annotate("", end, start, arrowprops={"arrowstyle": "-|>", "color": kit.INK, "lw": 1.2, "shrinkA": 0})
        across = start[1] == end[1]
        at = ((start[0] + end[0]) / 2, start[1] + 5) if across else (start[0] + 5, (start[1] + end[1]) / 2)
        axes.text(*at, text, size=11, ha="center" if across else "left", va="bottom" if across else "center")

    for (l, t), (x, y, round_) in places.items():
        lit = round_ == SHOWN
        style = {"fc": kit.INK, "alpha": 0.15} if lit else {"fc": "none"}
        corner = (x - BOX[0] / 2, y - BOX[1] / 2)
        for look in ({"ec": "none", **style}, {"fc": "none", "ec": kit.INK, "lw": 2.0 if lit else 1.0}):
            axes.add_patch(FancyBboxPatch(corner, *BOX, boxstyle="round,pad=0,rounding_size=6", **look))
        axes.text(x, y, str(round_), size=13, ha="center", va="center_baseline", weight="bold" if lit else "normal")
        low = y - RISE + BOX[1] / 2 if l else y - BOX[1] / 2 - 18
        wire((x, low), (x, y - BOX[1] / 2), f"$h^{l}_{t + 1}$" if l else "")
        before = x - pitch + BOX[0] / 2 if t else x - BOX[0] / 2 - 16
        wire((before, y), (x - BOX[0] / 2, y), ("$h,\\,c$" if not narrow else "") if t else "")
        if not l:
            axes.text(x, low - 3, f"$x_{t + 1}$", size=13, ha="center", va="top")
        if not t:
            axes.text(before - 4, y, f"$h^{l + 1}_0,\\,c^{l + 1}_0$", size=11, ha="right", va="center")
        if t == STEPS - 1:
            wire((x + BOX[0] / 2, y), (x + BOX[0] / 2 + 16, y))
            if not narrow:
                axes.text(x + BOX[0] / 2 + 20, y, f"h_n[{l}], c_n[{l}]", size=11, va="center")
        if l == LAYERS - 1:
            wire((x, y + BOX[1] / 2), (x, y + BOX[1] / 2 + 18))
            axes.text(x, y + BOX[1] / 2 + 21, f"$h^{l + 1}_{t + 1}$", size=13, ha="center")
    return figure
