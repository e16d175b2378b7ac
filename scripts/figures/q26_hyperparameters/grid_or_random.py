"""Nine trials as a grid and at random: how many values of the one setting that matters are tried."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Two squares with nine trials each, learning rate across and dropout up. The grid's nine points stand in three "
    "columns and try three learning rates; the nine random points have nine different learning rates and nine "
    "different dropouts."
)
CAPTION = (
    "Look at the marks on the lower edge: nine trials as a grid try three learning rates, nine random trials try nine. "
    "The rate is on a log scale."
)
DRAW = 12  # of the seeds 0, 1, 2 …, the first whose nine rates all lie a tenth of a decade or more apart
TITLES = {"grid": "grid: 3 learning rates", "random": "random: 9 learning rates"}


def arrays() -> dict[str, np.ndarray]:
    """Return the trials of either search, (9, 2): log10 of the rate, and the dropout.

    The draw is a chosen one: in most draws of nine some two rates are so close that their marks overlap, and the eye
    would count fewer than the nine that were tried.
    """
    rates, dropouts = np.linspace(-3.75, -2.25, 3), np.linspace(0.1, 0.4, 3)
    drawn = np.random.default_rng(DRAW).random((9, 2))
    return {
        "grid": np.array([(rate, dropout) for rate in rates for dropout in dropouts]),
        "random": drawn * [2.0, 0.5] + [-4.0, 0.0],
    }


def draw(narrow=False):
    """Plot a panel for each search: its trials, and their learning rates on the lower edge."""
    plotted = arrays()
    figure, panels = kit.small_multiples(1, 2, height=5.4 if narrow else 3.2, narrow=narrow)
    for axes, (kind, title) in zip(panels[0], TITLES.items(), strict=True):
        trials = plotted[kind]
        axes.vlines(trials[:, 0], -0.08, trials[:, 1], color=kit.RULE, lw=1, zorder=0)
        axes.plot(trials[:, 0], trials[:, 1], "o", color=kit.INPUT, ms=7, mew=0)
        axes.plot(trials[:, 0], np.full(len(trials), -0.06), "|", color=kit.FORGET, ms=12, mew=2.5)
        axes.set(title=title, xlim=(-4.1, -1.9), ylim=(-0.1, 0.55), yticks=(0, 0.25, 0.5))
        axes.set_xticks((-4, -3, -2), [kit.decade(10.0**n) for n in (-4, -3, -2)])
        axes.set_ylabel("dropout")
    for axes in kit.lowest(panels):
        axes.set_xlabel("learning rate")
    return figure
