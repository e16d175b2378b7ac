"""What one to ten LSTMs, and one as large as five, reach: the accuracy, the calibration error and the time."""

import numpy as np

from scripts.figures import kit

ALT = (
    "One to ten LSTMs on JapaneseVowels, their probabilities averaged. The accuracy rises, most of it by five members. "
    "The calibration error dips, then returns; the time grows. One LSTM as large as five gains less than half as "
    "much, in less time."
)
CAPTION = (
    "The gain flattens, the price does not. Dots: means of five groups of ten LSTMs; lines: over all. "
    "Crosses: ten single seeds of one LSTM as large as five."
)
PANELS = {
    "right": ("accuracy, from 0.94", kit.INPUT),
    "ece": ("calibration error", kit.CANDIDATE),
    "ms": ("ms per utterance", kit.FORGET),
}


def arrays() -> dict[str, np.ndarray]:
    """Return the numbers of members (5,), and for each panel a row per number of members, a column per group.

    For the larger network each panel has, as `larger_…`, a number per seed (10,).
    """
    measured, sizes = kit.data("ensemble_size"), kit.settings("ensemble_size").sizes
    made = {name: np.array([measured.by_size[M][name]["values"] for M in sizes]) for name in ("right", "ece")}
    made["ms"] = 1000 * np.array([measured.seconds[M]["values"] for M in sizes])
    larger = {f"larger_{name}": np.array(measured.larger[name]["values"]) for name in ("right", "ece")}
    larger["larger_ms"] = 1000 * np.array(measured.larger.seconds["values"])
    return {"members": np.array(sizes), **made, **larger}


def draw(narrow=False):
    """Plot the groups and their mean in three panels."""
    plotted = arrays()
    figure = kit.figure(height=6.2 if narrow else 2.9, narrow=narrow)
    panels = figure.subplots(3, 1) if narrow else figure.subplots(1, 3)
    for axes, (name, (title, colour)) in zip(panels, PANELS.items(), strict=True):
        axes.plot(plotted["members"], plotted[name], "o", color=colour, ms=4, mew=0, alpha=0.5)
        axes.plot(plotted["members"], plotted[name].mean(axis=1), color=colour)
        larger = plotted[f"larger_{name}"]
        axes.plot(np.full(len(larger), 5.6), larger, "x", color=kit.INK, ms=4.5, mew=1)
        axes.set_title(title, loc="left", fontsize=11)
        axes.set_xticks(plotted["members"])
        axes.set_ylim((0.94, 0.99) if name == "right" else (0, None))
        if axes is panels[-1] or not narrow:
            axes.set_xlabel("members")
    return figure
