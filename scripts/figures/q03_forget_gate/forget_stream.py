"""How the cell state grows on a stream that is never reset, with and without a forget gate."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Largest cell state of a unit after 100 and after 1,000 steps of a stream without resets. With the forget gate "
    "fixed at 1 it grows tenfold, into the hundreds; with a learned gate it stays as it is. Both still answer the "
    "queries."
)
CAPTION = (
    "The largest cell state with the gate fixed at 1, and with a learned gate. Each line is one seed, trained on "
    "100<!-- = settings('continual_stream').T --> steps; the numbers are shares of right answers at the end."
)
CELLS = {"fixed_at_one": ("forget gate fixed at 1", kit.INK, "--", 1100), "learned": ("learned", kit.FORGET, "-", 0.12)}
TASKS = ("recall", "count")


def arrays() -> dict[str, np.ndarray]:
    """Return for each task and cell the sizes (S, 2), early and late, and the late accuracies (S,)."""
    measured = kit.data("continual_stream")
    plotted = {}
    for task in TASKS:
        for cell in CELLS:
            one = measured[task][cell]
            plotted[f"{task}_{cell}"] = np.array([one.early_c["values"], one.late_c["values"]]).T
            plotted[f"{task}_{cell}_accuracy"] = np.array(one.late["values"])
    return plotted


def draw(narrow=False):
    """Plot one line per seed from step 100 to step 1,000 of the stream."""
    plotted, settings = arrays(), kit.settings("continual_stream")
    ends = [settings.T, settings.test_T]
    figure, panels = kit.small_multiples(1, 2, height=6.0 if narrow else 3.6, narrow=narrow)
    for axes, task in zip(panels.flat, TASKS, strict=True):
        for cell, (label, colour, dashes, height) in CELLS.items():
            sizes = plotted[f"{task}_{cell}"]
            axes.plot(ends, sizes.T, color=colour, ls=dashes, lw=1.5)
            right = plotted[f"{task}_{cell}_accuracy"].mean()
            axes.text(106, height, f"{label}\n{right:.3f} right", color=colour, va="bottom")
        axes.set_xscale("log")
        axes.set_ylim(0.1, 9000)
        kit.log_decades(axes.yaxis)
        axes.set_xticks(ends, [f"{end:,}" for end in ends])
        axes.minorticks_off()
        kit.title_y(axes, f"{task}: largest |c| of a unit")
    for axes in kit.lowest(panels):
        axes.set_xlabel("steps of the stream")
    return figure
