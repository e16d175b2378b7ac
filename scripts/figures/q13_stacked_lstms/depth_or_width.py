"""Depth against width at equal weights: speakers named rightly by one, two and four layers, at three budgets."""

import numpy as np

from scripts.figures import kit

ALT = (
    "One and two layers name a share of 0.954 to 0.962 of the speakers at all three budgets, within the spread between "
    "seeds. Four layers name 0.806, 0.909 and 0.934: fewer the smaller the budget. The nearest mean frame alone names "
    "0.924."
)
CAPTION = (
    "Test utterances whose speaker is named, by number of layers, at three budgets of LSTM weights. Dots are seeds, "
    "lines their means; grey: the nearest mean frame, without any network."
)
LOOKS = {
    "3000": (kit.FORGET, kit.DASHES[kit.OUTPUT]),
    "12000": (kit.INPUT, kit.DASHES[kit.INPUT]),
    "48000": (kit.INK, "-"),
}
DEPTHS = (1, 2, 4)


def arrays() -> dict[str, np.ndarray]:
    """Return by budget the shares right, a row for each seed and a column for each depth; and the baseline."""
    measured = kit.data("depth_or_width")
    shares = {budget: np.array([measured[depth][budget].right["values"] for depth in DEPTHS]).T for budget in LOOKS}
    return shares | {"nearest mean": np.array(measured.nearest_mean)}


def draw(narrow=False):
    """Plot the shares of all seeds, side by side at each depth, and a line through the means."""
    plotted = arrays()
    figure = kit.figure(height=3.4, narrow=narrow)
    axes = figure.add_subplot(xlabel="layers", xlim=(-0.25, 2.25), ylim=(0.7, 1.0))
    kit.title_y(axes, "share of the speakers named")
    lines = []
    for n, (budget, (colour, dashes)) in enumerate(LOOKS.items()):
        places, shares = np.arange(len(DEPTHS)) + (n - 1) * 0.09, plotted[budget]
        axes.plot(np.broadcast_to(places, shares.shape).T, shares.T, "o", color=colour, ms=4, mew=0, alpha=0.6)
        lines += axes.plot(places, shares.mean(0), color=colour, ls=dashes, label=f"{int(budget):,} weights")
    axes.axhline(plotted["nearest mean"], color=kit.RULE, lw=1.2, zorder=0)
    axes.text(-0.2, plotted["nearest mean"] - 0.006, "nearest mean frame", color=kit.MUTED, va="top")
    axes.set_xticks(range(len(DEPTHS)), map(str, DEPTHS))
    axes.legend(handles=lines, loc="lower left")
    return figure
