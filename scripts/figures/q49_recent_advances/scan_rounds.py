"""How a parallel scan joins eight linear steps in three rounds."""

import numpy as np
from matplotlib.patches import Rectangle

from scripts.figures import kit
from scripts.reference import minlstm

ALT = (
    "Scan of eight steps in three rounds. In each round every box joins with the one that lies one, two, then four "
    "places to its left; after three rounds box t holds the steps 1 to t, all joined. A loop would need eight rounds."
)
CAPTION = (
    "Look at the last row: after three rounds every box holds all the steps up to its own. All joins of a round run at "
    "once."
)
T = 8


def arrays() -> list[np.ndarray]:
    """Return for the start and after every round which steps each box holds, (T, T) of ones and zeros.

    Steps with factor 1 that each add to a place of their own: what is added up shows who has been joined.
    """
    steps = minlstm.Linear(np.ones((T, T)), np.eye(T))
    rows, reach = [steps.b], 1
    while reach < T:
        steps = minlstm.one_round(steps, reach)
        rows.append(steps.b)
        reach *= 2
    return rows


def label(held: np.ndarray) -> str:
    """The first and the last step that a box holds."""
    first, *_, last = [*np.flatnonzero(held) + 1] * 2
    return f"{first}" if held.sum() == 1 else f"{first}–{last}"


def draw(narrow=False):
    """Draw a row of boxes per round, and a line from each of the two boxes that one is joined of."""
    rows = arrays()
    side, gap, drop, left = (29, 7, 60, 24) if narrow else (38, 14, 66, 70)
    figure, axes = kit.canvas(height=(drop * len(rows) + 4) / 72, narrow=narrow)
    for n, held in enumerate(rows):
        y = drop * (len(rows) - n) - 40
        name = ("start" if n == 0 else f"round {n}") if not narrow else str(n)
        axes.text(left - 12, y + 12, name, ha="right", va="center", size=11, color=kit.MUTED)
        for t in range(T):
            x = left + t * (side + gap)
            done = held[t].sum() == t + 1
            edge = kit.CANDIDATE if done else kit.MUTED
            axes.add_patch(Rectangle((x, y), side, 24, fc=edge, alpha=0.2 if done else 0.08, ec="none"))
            axes.add_patch(Rectangle((x, y), side, 24, fc="none", ec=edge, lw=1.2))
            axes.text(x + side / 2, y + 12, label(held[t]), ha="center", va="center", size=10)
            if n == 0:
                continue
            axes.plot([x + side / 2] * 2, [y + 24, y + drop], color=kit.MUTED, lw=1)
            reach = 2 ** (n - 1)
            if t >= reach:
                from_x = x + side / 2 - reach * (side + gap)
                axes.plot([from_x, x + side / 2], [y + drop, y + 24], color=kit.INPUT, lw=1.2)
    return figure
