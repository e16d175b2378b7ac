"""How many units have to be swapped before the verb changes its number."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Share of answers that turn when units are swapped, the most effective first, eight networks each. Trained on "
    "every next word, one unit is enough in six of the eight, and two always are. Trained on the verb's number alone, "
    "it takes three or four. Random units turn fewer."
)
CAPTION = (
    "Compare the panels at one unit swapped: how many answers turn when its cell state is taken from the twin "
    "sentence. Each line is one of eight networks, drawn slightly apart; dashed: random units."
)
PANELS = {"next_word": "trained on every next word", "verb_number": "trained on the verb's number alone"}


def arrays() -> dict[str, np.ndarray]:
    """Return for each objective the shares of turned answers (S, 6), of ranked units and of random ones."""
    measured, counts = kit.data("number_units"), kit.settings("number_units").swapped_units
    plotted = {}
    for objective in PANELS:
        found = measured[objective].found
        plotted[objective] = np.array([found.flips[k]["values"] for k in counts]).T
        plotted[f"{objective}_at_random"] = np.array([found.flips_at_random[k]["values"] for k in counts]).T
    return plotted


def draw(narrow=False):
    """Plot one line per seed, and the mean of random sets of units."""
    plotted, counts = arrays(), kit.settings("number_units").swapped_units
    figure, panels = kit.small_multiples(1, 2, height=5.4 if narrow else 3.4, narrow=narrow)
    for axes, (objective, title) in zip(panels.flat, PANELS.items(), strict=True):
        # A little apart in height, so that lines that lie on each other can be counted.
        for seed, line in enumerate(plotted[objective]):
            axes.plot(counts, line + 0.008 * (seed - 3.5), color=kit.INK, lw=1.2)
        by_lot = plotted[f"{objective}_at_random"].mean(0)
        axes.plot(counts, by_lot, color=kit.MUTED, ls=kit.DASHES[kit.INPUT], lw=1.6)
        axes.text(4.1, by_lot[3] - 0.04, "random units", color=kit.MUTED, va="top")
        axes.set_xticks(counts)
        axes.set_ylim(-0.04, 1.07)
        axes.set_yticks([0, 0.5, 1])
        axes.set_title(title, fontsize=11)
    for axes in kit.lowest(panels):
        axes.set_xlabel("units swapped")
    figure.supylabel("answers turned", fontsize=11)
    return figure
