"""How far a trained counter goes on with and without the output tanh and the output gate."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Four cells that learned to count to 20 are asked to count to 200. With the output tanh, with or without the gate, "
    "all five seeds fall short bit by bit. Without the tanh the answers scatter from 1 to never, soon after 20."
)
CAPTION = (
    "Read $n$ times a, then b: how many b before the network first says that there are as many. A line a seed, the "
    "same five starts in each panel; grey, the right answer; crosses, no yes within $3n$ b's. "
    "4<!-- = settings('output_counting').H --> units, forget bias "
    "1<!-- = settings('output_counting').runs.main.forget_bias -->. On the strings of training all "
    "20<!-- = len(settings('output_counting').runs.main.cells) * len(settings('output_counting').seeds) --> networks "
    "are right. On the right, rounding alone moves single lines: read the scatter."
)
CELLS = {
    "whole": "whole: h = o tanh(c)",
    "no_tanh": "no tanh: h = o c",
    "no_gate": "no gate: h = tanh(c)",
    "neither": "neither: h = c",
}
MARKERS = "os^Dv"
TOP = 228


def arrays() -> dict[str, np.ndarray]:
    """Return the numbers of a (10,), the longest trained, and for each of CELLS what it says (10, S)."""
    measured, ns = kit.data("output_counting"), kit.settings("output_counting").test_n
    said = {name: np.array([measured.main[name].said[n]["values"] for n in ns]) for name in CELLS}
    return {"n": np.array(ns), "longest": np.array(measured.longest), **said}


def draw(narrow=False):
    """Plot every seed in a panel a cell; what is beyond 3n is a cross at the top."""
    plotted = arrays()
    n = plotted["n"]
    figure, panels = kit.small_multiples(2, 2, height=5.2, narrow=narrow)
    for axes, (name, label) in zip(panels.flat, CELLS.items(), strict=True):
        axes.plot([20, 210], [20, 210], color=kit.RULE, lw=1.2, zorder=0)
        for said, marker in zip(plotted[name].T, MARKERS, strict=True):
            never = said > 3 * n
            axes.plot(n, np.where(never, np.nan, said), marker + "-", color=kit.INK, ms=3.6, lw=1.2, alpha=0.8, mew=0)
            axes.plot(n[never], np.full(never.sum(), TOP), "x", color=kit.INK, ms=5)
        axes.set(xlim=(15, 212), ylim=(-4, 240), xticks=[20, 60, 100, 150, 200])
        axes.set_yticks([1, 50, 100, 150, 200, TOP], ["1", "50", "100", "150", "200", "never"])
        kit.title_y(axes, label)
    for axes in panels[-1]:
        axes.set_xlabel("a's read")
    panels[0, 0].text(208, 18, "b's read when it says: as many", color=kit.MUTED, ha="right")
    panels[0, 0].text(150, 172, "right", color=kit.MUTED, ha="right")
    return figure
