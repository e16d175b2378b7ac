"""How an LSTM that adds two marked values fares at lengths other than those it was trained at."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Test error over length. Trained at 50 only, the mean error rises on both sides; at 400 it is twice that of "
    "always answering 1. Trained on 10 to 90 it is a fifteenth of that. Further training at 400 spoils 25 to 100; at "
    "mixed lengths it costs accuracy at 50, yet all up to 400 stay below 0.006."
)
CAPTION = (
    "Trained at 50 only, the error is lowest there and rises on both sides. Mean squared error of sums, both axes "
    "logarithmic; dots are five seeds, lines their means."
)
SERIES = {
    "fixed": ("50 only", kit.FORGET, "-", "o", 0.95),
    "mixed": ("10 to 90", kit.FORGET, kit.DASHES[kit.INPUT], "v", 0.985),
    "at_400": ("50, then 400", kit.INK, "-", "s", 1.015),
    "at_25_to_400": ("50, then 25\u2013400", kit.INK, kit.DASHES[kit.INPUT], "D", 1.05),
}


def arrays() -> dict[str, np.ndarray]:
    """Return the lengths (6,), the baseline (6,), and for each of SERIES the errors (6, S), a row for each length."""
    measured, lengths = kit.data("sequence_length"), kit.settings("sequence_length").tested
    baseline = np.array([measured.baseline[T] for T in lengths])
    errors = {name: np.array([measured.lengths[name][T].mse["values"] for T in lengths]) for name in SERIES}
    return {"lengths": np.array(lengths), "baseline": baseline, **errors}


def draw(narrow=False):
    """Plot every seed and the means, with the baseline."""
    plotted = arrays()
    figure = kit.figure(height=4.8 if narrow else 4.2, narrow=narrow)
    axes = figure.add_subplot(xlabel="length of the test sequences", xlim=(21.5, 900))
    kit.title_y(axes, "test error (mean squared)")
    axes.set_xscale("log", base=2)
    axes.set_xticks(plotted["lengths"], [str(T) for T in plotted["lengths"]])
    axes.minorticks_off()
    kit.log_decades(axes.yaxis)
    axes.plot(plotted["lengths"], plotted["baseline"], color=kit.RULE, lw=1.2, zorder=0)
    axes.annotate("always 1", (22.5, plotted["baseline"][0]), (0, 5), textcoords="offset points", color=kit.MUTED)
    lines = []
    for name, (label, colour, dashes, marker, aside) in SERIES.items():
        for seeds in plotted[name].T:
            axes.plot(plotted["lengths"] * aside, seeds, marker, color=colour, ms=4.5, alpha=0.6, mew=0)
        lines += axes.plot(plotted["lengths"] * aside, plotted[name].mean(1), color=colour, ls=dashes, label=label)
    axes.set_ylim(2e-4, 4)
    kit.end_labels(axes, lines, gap=14)
    return figure
