"""The alphabet in four rows, read in chunks: values go from each row to itself, gradients stop at the cut."""

import numpy as np
from matplotlib.patches import Rectangle

from scripts.figures import kit
from scripts.reference import lstm, over_time, stateful
from scripts.reference.bidirectional import State

ALT = (
    "The alphabet in four rows of six letters, cut after the third: batch 1 and batch 2. In every row an arrow carries "
    "h and c across the cut into the same row. Only the letters of batch 2 are tinted: a loss there sends no gradient "
    "back over the cut."
)
CAPTION = (
    "Follow one row across the cut: the values of $h$ and $c$ go on into the same row. Tinted: letters that get a "
    "gradient from a loss in batch 2."
)
B, K, H = 4, 3, 5
CELL = over_time.Cell(lstm.step, lstm.step_backward)
LETTERS = "abcdefghijklmnopqrstuvwxyz"


def arrays() -> dict[str, np.ndarray]:
    """Return the layout (6, 4), and how far each letter moves batch 2's outputs and its loss's gradient (6, 4)."""
    rng = np.random.default_rng(0)
    laid = stateful.rows(np.array(list(LETTERS)), B)
    xs = rng.normal(size=(*laid.shape, 2))
    p = lstm.Params(rng.normal(size=(4 * H, 2)), rng.normal(size=(4 * H, H)), rng.normal(size=4 * H))
    start = State(np.zeros((B, H)), np.zeros((B, H)))
    runs = stateful.forward(CELL, stateful.chunks(xs, K), start, p)
    losses = [np.zeros_like(runs[0].states.h), np.ones_like(runs[1].states.h)]
    gradients = np.concatenate([np.abs(each.dxs).sum(-1) for each in stateful.backward(runs, losses)])
    values = np.zeros(laid.shape)
    for step, row in np.ndindex(*laid.shape):
        moved = xs.copy()
        moved[step, row] += 1.0
        after = stateful.forward(CELL, stateful.chunks(moved, K), start, p)[1].states.h
        values[step, row] = np.abs(after[-1, row] - runs[1].states.h[-1, row]).sum()
    return {"letters": laid, "gradients": gradients, "values": values}


def draw(narrow=False):
    """Draw the rows, the cut and what crosses it."""
    plotted = arrays()
    height, side, gap, left, top = 236, 30 if narrow else 42, 50 if narrow else 96, 52 if narrow else 76, 178
    figure, axes = kit.canvas(height=height / 72, narrow=narrow)
    steps, _ = plotted["letters"].shape

    def x_of(step: int) -> float:
        return left + step * side + (gap if step >= K else 0)

    for step in range(steps):
        for row in range(B):
            y = top - 38 * row - 28
            reached = plotted["gradients"][step, row] > 0
            axes.add_patch(Rectangle((x_of(step), y), side, 28, fc=kit.FORGET if reached else "none", alpha=0.2, lw=0))
            axes.add_patch(Rectangle((x_of(step), y), side, 28, fc="none", ec=kit.RULE, lw=1))
            axes.text(x_of(step) + side / 2, y + 14, plotted["letters"][step, row], ha="center", va="center", size=12)
    cut = x_of(K) - gap / 2
    axes.plot([cut, cut], [16, top + 6], color=kit.MUTED, ls=kit.DASHES[kit.INPUT], lw=1.2)
    for row in range(B):
        y = top - 38 * row - 14
        axes.text(left - 8, y, f"row {row}", ha="right", va="center", color=kit.MUTED, size=10)
        arrow = {"arrowstyle": "-|>", "color": kit.INK, "lw": 1.6, "shrinkA": 0, "shrinkB": 0}
        axes.annotate("", (x_of(K) - 3, y), (x_of(K - 1) + side + 3, y), arrowprops=arrow)
    for first, name in ((0, "batch 1"), (K, "batch 2")):
        axes.text(x_of(first) + 1.5 * side, top + 8, name, ha="center", size=11)
    axes.text(cut, top + 26, "$h, c$ of each row: values cross", ha="center", size=11)
    axes.text(cut, 2, "no gradient crosses", ha="center", va="bottom", size=10, color=kit.MUTED)
    return figure
