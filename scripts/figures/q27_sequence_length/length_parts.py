"""What becomes of a sum at lengths that were not trained: a constant that drifts, and a first value that fades."""

import numpy as np

from scripts.figures import kit

ALT = (
    "What the answer holds, over length. Trained at 50 only, a constant grows to 0.87 at 400, and the share of the "
    "first value falls to 0.45. Going on at 400 restores that share at 400, but the constant is now -0.29 at 25 and "
    "0.30 at 800. Mixed lengths keep it near 0 to 100."
)
CAPTION = (
    "Least squares: answer = share × first value + share × second value + constant. A right sum has the level lines. "
    "Dots are five seeds, lines their means."
)
SERIES = {
    "fixed": ("50 only", kit.FORGET, "-", "o"),
    "mixed": ("10 to 90", kit.FORGET, kit.DASHES[kit.INPUT], "v"),
    "at_400": ("50, then 400", kit.INK, "-", "s"),
}
PARTS = {"constant": "constant added", "first": "share of the first value"}
OF_A_RIGHT_SUM = {"constant": 0.0, "first": 1.0}


def arrays() -> dict[str, np.ndarray]:
    """Return the lengths (6,) and, by "part series", what the seeds have there (6, S), a row for each length."""
    measured, lengths = kit.data("sequence_length"), kit.settings("sequence_length").tested
    parts = {
        f"{part} {name}": np.array([measured.lengths[name][T][part]["values"] for T in lengths])
        for part in PARTS
        for name in SERIES
    }
    return {"lengths": np.array(lengths), **parts}


def draw(narrow=False):
    """Plot every seed and the means, a panel for each part, with the value that a right sum has."""
    plotted = arrays()
    figure, panels = kit.small_multiples(1, len(PARTS), height=6.4 if narrow else 3.9, narrow=narrow)
    for axes, (part, title) in zip(panels[0], PARTS.items(), strict=True):
        axes.axhline(OF_A_RIGHT_SUM[part], color=kit.RULE, lw=1.2, zorder=0)
        for name, (label, colour, dashes, marker) in SERIES.items():
            seeds = plotted[f"{part} {name}"]
            axes.plot(plotted["lengths"], seeds, marker, color=colour, ms=4.0, alpha=0.6, mew=0)
            axes.plot(plotted["lengths"], seeds.mean(1), color=colour, ls=dashes, label=label)
        axes.set_title(title, fontsize=11)
        axes.set_xscale("log", base=2)
        axes.set_xticks(plotted["lengths"], [str(T) for T in plotted["lengths"]])
        axes.minorticks_off()
    for axes in kit.lowest(panels):
        axes.set_xlabel("length of the test sequences")
    handles = panels[0, 0].get_legend_handles_labels()[0]
    figure.legend(handles=handles, loc="outside lower left", ncols=3, frameon=False, fontsize=10)
    return figure
