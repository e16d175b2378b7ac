"""The time of a training step against length, batch and width, beside one product with as many multiply-adds."""

import numpy as np
from matplotlib.ticker import NullLocator, ScalarFormatter

from scripts.figures import kit

ALT = (
    "Time of a training step on one core, log-log, beside one matrix product of as many multiply-adds. The LSTM's "
    "curves start flatter and then run along the product's: 2.5 times as slow at B = 1 and 1.2 at 128, 5.3 times at "
    "H = 16 and 1.04 at 512."
)
CAPTION = (
    "Look at the left of each panel: there costs show that hardly grow with the work. Small numbers are slopes, fitted "
    "to the three sizes nearest."
)
PANELS = {"T": "steps $T$", "B": "batch $B$", "H": "width $H = D$"}
LOOKS = {"lstm": ("LSTM", kit.FORGET, "o"), "product": ("one product", kit.INPUT, "s")}


def arrays() -> dict[str, dict[str, np.ndarray]]:
    """Return by what is varied the sizes, the fastest times in ms of both, and the LSTM's mean slopes at both ends."""
    measured, settings = kit.data("step_time"), kit.settings("step_time")
    made: dict[str, dict[str, np.ndarray]] = {}
    for name in PANELS:
        sizes = settings.sizes[name]
        best = measured.best[name]
        made[name] = {who: np.array([best[size][who] for size in sizes]) for who in LOOKS}
        made[name]["sizes"] = np.array(sizes)
        made[name]["slopes"] = np.array([measured.slope.lstm[name][end].mean for end in ("small", "large")])
    return made


def draw(narrow=False):
    """Plot a panel for each of T, B and H; on a phone one below the other."""
    plotted = arrays()
    figure = kit.figure(height=6.7 if narrow else 2.9, narrow=narrow)
    panels = figure.subplots(3, 1, sharey=True) if narrow else figure.subplots(1, 3, sharey=True)
    for axes, (name, title) in zip(panels, PANELS.items(), strict=True):
        shown = plotted[name]
        kit.log_decades(axes.yaxis)
        axes.set_xscale("log", base=2)
        for who, (label, colour, marker) in LOOKS.items():
            axes.plot(
                shown["sizes"], shown[who], color=colour, ls=kit.DASHES[colour], marker=marker, ms=4.5, label=label
            )
        for (place, side), slope in zip(((1, "center"), (-2, "right")), shown["slopes"], strict=True):
            point = shown["sizes"][place], shown["lstm"][place]
            axes.annotate(f"{slope:.2f}", point, (-3, 8), textcoords="offset points", ha=side, color=kit.FORGET)
        axes.set_xticks(shown["sizes"][:: 1 if len(shown["sizes"]) < 7 else 2])
        axes.xaxis.set_major_formatter(ScalarFormatter())
        axes.xaxis.set_minor_locator(NullLocator())
        axes.set_ylim(0.25, 900)
        axes.set_xlabel(title)
    kit.title_y(panels[0], "ms per training step")
    panels[-1].legend(loc="lower right")
    return figure
