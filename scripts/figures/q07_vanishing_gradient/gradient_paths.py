"""What the product of the forget gates leaves out: the gradient at c along the cell alone, and along every path."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Gradient at c, k steps back, in untrained LSTMs with forget bias 1, 3 and 5: along the cell alone and along every "
    "path. With bias 1 all paths bring hundreds of times what the cell carries after 50 steps; with bias 5 hardly "
    "twice as much, but twenty times after 95."
)
CAPTION = (
    "Solid: along the cell alone, the product of forget gates. Dashed: the full gradient, which also runs through $h$. "
    "With bias 1 they are furthest apart. Means of 5<!-- = len(settings('gradient_by_lag').seeds) --> seeds; bands: "
    "smallest to largest."
)
BIASES = (1, 3, 5)


def arrays() -> dict[str, np.ndarray]:
    """Return the lags (L,) and, by kind of path, the lengths (3, S, L) in the order of BIASES."""
    start = kit.data("gradient_by_lag").start
    lags = list(start.lstm_bias_1.c)

    def lengths(path: str) -> np.ndarray:
        return np.array([[start[f"lstm_bias_{b}"][path][k]["values"] for k in lags] for b in BIASES]).swapaxes(1, 2)

    return {"lags": np.array(lags, dtype=int), "direct": lengths("direct"), "full": lengths("c")}


def draw(narrow=False):
    """Plot both paths for each bias, on one scale."""
    plotted = arrays()
    figure, panels = kit.small_multiples(1, len(BIASES), height=4.4 if narrow else 3.6, narrow=narrow, across=3)
    for place, (axes, bias) in enumerate(zip(panels[0], BIASES, strict=True)):
        for path, colour, dashes in (("direct", kit.FORGET, "-"), ("full", kit.INK, kit.DASHES[kit.INPUT])):
            seeds = plotted[path][place]
            axes.fill_between(plotted["lags"], seeds.min(0), seeds.max(0), color=colour, alpha=0.15, lw=0)
            axes.plot(plotted["lags"], seeds.mean(0), color=colour, ls=dashes)
        axes.set_title(f"forget bias {bias}")
        axes.set_xlim(0, 95)
        axes.set_xticks([0, 50])
    kit.log_decades(panels[0, 0].yaxis, every=3)
    panels[0, 0].set_ylim(1e-13, 30)
    figure.supxlabel("steps back, k", fontsize=11)
    lag = list(plotted["lags"]).index(60)
    names = (
        ("full", "every path", kit.INK, (0, 12), (26, 0.4)),
        ("direct", "cell alone", kit.FORGET, (-88, -8), (3, 1e-10)),
    )
    for path, text, colour, shift, free in names:  # beside the line, on a phone where the narrow panel has room
        place, shift = (free, (0, 0)) if narrow else ((60, plotted[path][0].mean(0)[lag]), shift)
        panels[0, 0].annotate(text, place, shift, textcoords="offset points", color=colour)
    return figure
