"""The gradients of two tasks that conflict: their sum works against one of them, PCGrad's sum against none."""

import numpy as np

from scripts.figures import kit
from scripts.reference import task_gradients

ALT = (
    "Gradients of two tasks on two shared weights, (1, 0) and (−3, 1). A step against their sum, (−2, 1), raises the "
    "loss of task 1. After PCGrad each is normal to the other's old gradient, and a step against their sum, "
    "(0.1, 1.3), lowers both losses."
)
CAPTION = (
    "Shaded: a small step against such a gradient raises loss 1. The plain sum lies there. After PCGrad each gradient "
    "is normal to the other's old one, and a step against the sum lowers both."
)
G = np.array([[1.0, 0.0], [-3.0, 1.0]])
ORDERS = [[1], [0]]


def arrays() -> dict[str, np.ndarray]:
    """Return both gradients as they are and after PCGrad, (2, 2), a row each, and the sum of either, (2,)."""
    freed = np.stack([task_gradients.without_conflict(G[k], G[1 - k]) for k in (0, 1)])
    return {"G": G, "sum": G.sum(axis=0), "freed": freed, "pcgrad": task_gradients.pcgrad(G, ORDERS)}


def draw(narrow=False):
    """Draw the three arrows before and after."""
    plotted = arrays()
    figure = kit.figure(height=4.6 if narrow else 2.6, narrow=narrow)
    panels = figure.subplots(*((2, 1) if narrow else (1, 2)))
    names = {"sum": ("G", "as they are"), "pcgrad": ("freed", "after PCGrad")}
    for axes, (total, (rows, title)) in zip(panels, names.items(), strict=True):
        axes.set(xlim=(-3.3, 1.5), ylim=(-0.3, 1.55), aspect="equal", title=title)
        axes.axvspan(-3.3, 0.0, color=kit.FORGET, alpha=0.1, lw=0)
        axes.set(xticks=[-3, -2, -1, 0, 1], yticks=[0, 1])
        arrows = [(plotted[rows][0], kit.INPUT), (plotted[rows][1], kit.CANDIDATE), (plotted[total], kit.INK)]
        for tip, colour in arrows:
            heavy = 2.6 if colour == kit.INK else 1.8
            style = {"arrowstyle": "-|>", "color": colour, "lw": heavy, "shrinkA": 0, "shrinkB": 0}
            axes.annotate("", tip, (0.0, 0.0), arrowprops=style)
    before, after = panels
    before.text(0.95, 0.12, "task 1", color=kit.INPUT, ha="center", va="bottom", size=10)
    before.text(-2.55, 0.5, "task 2", color=kit.CANDIDATE, ha="center", va="top", size=10)
    before.text(-1.55, 1.08, "sum", ha="center", va="bottom", size=10)
    after.text(0.2, 0.25, "task 1", color=kit.INPUT, va="center", size=10)
    after.text(-0.12, 0.8, "task 2", color=kit.CANDIDATE, ha="right", va="center", size=10)
    after.text(0.25, 1.2, "sum", va="center", size=10)
    before.text(-3.2, 0.0, "a step against these\nraises loss 1", color=kit.MUTED, size=10, va="center")
    return figure
