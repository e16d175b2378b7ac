"""The cosine between the gradients of two tasks while one LSTM learns both, beside that of one task with itself."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Cosine between two gradients on a shared LSTM's weights over 300 updates. Speaker and next frame: slightly "
    "negative nearly throughout with three labelled utterances per man; with all, of either sign until update 200, "
    "then negative. Two batches of next frames: falls to about 0.3."
)
CAPTION = "Cosines on the shared weights: between the tasks, and between two batches of one task. Bands: five seeds."
PAIRS = {
    "speaker": ("speaker, twice", kit.INPUT, kit.DASHES[kit.INPUT]),
    "frame": ("frame, twice", kit.CANDIDATE, kit.DASHES[kit.CANDIDATE]),
    "between": ("between the tasks", kit.INK, "-"),
}
LABELS = {"3": "cosine, 3 labels per man", "30": "cosine, all 30 labels per man"}


def arrays() -> dict[str, np.ndarray]:
    """Return the `updates` (N,) and, by "labels pair", the cosines (N, S), a column a seed."""
    measured, every = kit.data("two_tasks"), kit.settings("two_tasks").cosine_every
    plotted = {}
    for labels in LABELS:
        checks = measured[labels].joint.cosines
        for pair in PAIRS:
            plotted[f"{labels} {pair}"] = np.array([checks[n][pair]["values"] for n in checks])
    count = len(plotted["3 between"])
    return {"updates": np.array([1, *(every * n for n in range(1, count))]), **plotted}


def draw(narrow=False):
    """Plot the three cosines for either number of labels."""
    plotted = arrays()
    figure, panels = kit.small_multiples(1, 2, height=5.4 if narrow else 3.3, narrow=narrow)
    for axes, (labels, title) in zip(panels.flat, LABELS.items(), strict=True):
        axes.set(ylim=(-1, 1), xlim=(0, plotted["updates"][-1]), title=title)
        axes.axhline(0.0, color=kit.RULE, lw=1.2)
        handles = []
        for pair, (label, colour, dashes) in PAIRS.items():
            seeds = plotted[f"{labels} {pair}"]
            axes.fill_between(plotted["updates"], seeds.min(1), seeds.max(1), color=colour, alpha=0.12, lw=0)
            handles += axes.plot(plotted["updates"], seeds.mean(1), color=colour, ls=dashes, lw=1.9, label=label)
    for axes in kit.lowest(panels):
        axes.set_xlabel("updates")
    figure.legend(handles=handles, loc="outside lower left", ncols=2 if narrow else 3, frameon=False, fontsize=10)
    return figure
