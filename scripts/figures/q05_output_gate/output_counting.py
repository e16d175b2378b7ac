"""How far a trained counter goes on with and without the output tanh and the output gate."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Four cells that learned to count to 20 are asked to count to 200. With the output tanh, with or without the gate, "
    "all five seeds fall short bit by bit. Without the tanh the answers scatter from 1 to never, soon after 20."
)
CAPTION = (
    "After how many b's the network first says that there are as many as a's. Compare the two cells with tanh to the "
    "two without. Each line is one seed; grey: right; crosses: no yes."
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
    """Plot every seed in a panel for each cell; what is beyond 3n is a cross at the top."""
    plotted = arrays()
    n = plotted["n"]
    figure, panels = kit.small_multiples(2, 2, height=6.4 if narrow else 5.2, narrow=narrow, across=2)
    for axes, (name, label) in zip(panels.flat, CELLS.items(), strict=True):
        axes.plot([20, 210], [20, 210], color=kit.RULE, lw=1.2, zorder=0)
        for said, marker in zip(plotted[name].T, MARKERS, strict=True):
            never = said > 3 * n
            axes.plot(n, np.where(never, np.nan, said), marker + "-", color=kit.INK, ms=3.6, lw=1.2, alpha=0.8, mew=0)
            axes.plot(n[never], np.full(never.sum(), TOP), "x", color=kit.INK, ms=5)
        axes.set(xlim=(15, 212), ylim=(-4, 240), xticks=[20, 100, 200] if narrow else [20, 60, 100, 150, 200])
        axes.set_yticks([1, 50, 100, 150, 200, TOP], ["1", "50", "100", "150", "200", "never"])
        kit.title_y(axes, label)
    for axes in panels[-1]:
        axes.set_xlabel("a's read")
    figure.supylabel("b's read when it first says: as many", fontsize=11)
    panels[0, 0].text(150, 172, "right", color=kit.MUTED, ha="right")
    return figure
