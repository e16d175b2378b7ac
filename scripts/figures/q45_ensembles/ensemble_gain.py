"""What one to ten LSTMs reach together: the share right, the calibration error and the time."""

import numpy as np

from scripts.figures import kit

ALT = (
    "One to ten LSTMs on JapaneseVowels, their probabilities averaged. The share of speakers named rises, most of it "
    "by five members. The calibration error stays within its spread. The time of a pass grows with the number of "
    "members."
)
CAPTION = (
    "The gain flattens after a few members, the price does not. Dots: five groups of ten LSTMs that differ in their "
    "seed; lines: their mean."
)
PANELS = {
    "right": ("share right, from 0.92", kit.INPUT),
    "ece": ("calibration error", kit.CANDIDATE),
    "ms": ("ms per utterance", kit.FORGET),
}


def arrays() -> dict[str, np.ndarray]:
    """Return the numbers of members (5,), and for each panel a row per number of members, a column per group."""
    measured, sizes = kit.data("ensemble_size"), kit.settings("ensemble_size").sizes
    made = {name: np.array([measured.by_size[M][name]["values"] for M in sizes]) for name in ("right", "ece")}
    made["ms"] = 1000 * np.array([measured.seconds[M]["values"] for M in sizes])
    return {"members": np.array(sizes), **made}


def draw(narrow=False):
    """Plot the groups and their mean in three panels."""
    plotted = arrays()
    figure = kit.figure(height=6.2 if narrow else 2.9, narrow=narrow)
    panels = figure.subplots(3, 1) if narrow else figure.subplots(1, 3)
    for axes, (name, (title, colour)) in zip(panels, PANELS.items(), strict=True):
        axes.plot(plotted["members"], plotted[name], "o", color=colour, ms=4, mew=0, alpha=0.5)
        axes.plot(plotted["members"], plotted[name].mean(axis=1), color=colour)
        axes.set_title(title, loc="left", fontsize=11)
        axes.set_xticks(plotted["members"])
        axes.set_ylim((0.92, 0.97) if name == "right" else (0, None))
        if axes is panels[-1] or not narrow:
            axes.set_xlabel("members")
    return figure
