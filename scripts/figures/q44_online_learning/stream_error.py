"""Errors on a stream whose rule changes and returns, and on the old rule meanwhile, by what is learned from it."""

import numpy as np

from scripts.figures import kit

ALT = (
    "After the change the frozen network stays near 16. Online updates fall below 1.5 within 40 "
    "windows, with replay later; retrained on all ends at 3.5. On the old rule online rises to 46, fine-tuning "
    "to 40; replay peaks at 5 and ends at 1.1. When it returns, online errs by 27, replay by 5."
)
CAPTION = (
    "First the stream, each window tested before it is learned; then the old rule, held out. Vertical lines: the rule "
    "changes and returns. Means over five seeds."
)
LOOKS = {
    "frozen": ("frozen", kit.INK, ":"),
    "fine_tuned": ("fine-tuned", kit.OUTPUT, kit.DASHES[kit.OUTPUT]),
    "retrained": ("retrained on all", kit.CANDIDATE, kit.DASHES[kit.CANDIDATE]),
    "online": ("online", kit.FORGET, "-"),
    "replay": ("with replay", kit.INPUT, kit.DASHES[kit.INPUT]),
}


def arrays() -> dict[str, np.ndarray]:
    """Return the windows at which a block ends (N,), the changes (2,), and by treatment both errors (N, seeds)."""
    measured, settings = kit.data("changing_stream"), kit.settings("changing_stream")
    before, during, after = settings.windows
    ends = np.arange(settings.block, before + during + after + 1, settings.block)
    plotted = {"ends": ends, "changes": np.array([before, before + during])}
    for name in LOOKS:
        for kind in ("error", "old_rule"):
            plotted[f"{name} {kind}"] = np.array([measured[name][kind][str(end)]["values"] for end in ends])
    return plotted


def draw(narrow=False):
    """Plot the mean of each treatment, on the stream and on the old rule."""
    plotted = arrays()
    figure, panels = kit.small_multiples(1, 2, height=6.4 if narrow else 3.8, narrow=narrow)
    block = plotted["ends"][0]
    for axes, kind, title in zip(
        panels.flat, ("error", "old_rule"), ("error on the stream", "error on the old rule"), strict=True
    ):
        for name, (label, colour, dashes) in LOOKS.items():
            places = plotted["ends"] - (block / 2 if kind == "error" else 0)
            axes.plot(places, plotted[f"{name} {kind}"].mean(1), color=colour, ls=dashes, lw=1.9, label=label)
        for change in plotted["changes"]:
            axes.axvline(change, color=kit.RULE, lw=1.2, zorder=0)
        axes.set_yscale("log")
        axes.set(ylim=(0.8, 70), xlim=(0, plotted["ends"][-1]))
        axes.set_yticks([1, 3, 10, 30], ["1", "3", "10", "30"])
        axes.minorticks_off()
        kit.title_y(axes, title)
    for axes in kit.lowest(panels):
        axes.set_xlabel("window of the stream")
    handles, labels = panels.flat[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower left", ncols=2 if narrow else 5, frameon=False)
    return figure
