"""How deep a stack can be and still learn, by kind, and what it passes down and up before training."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Mean share right by depth: the plain stack falls from 1 to 0.48 at eight layers; residual, norm and both stay "
    "near 1. Before training, in the plain stack of eight, the gradient loses a factor of thousands on its way "
    "down, the signal one of hundreds on its way up; in the others neither does."
)
CAPTION = (
    "Share of test symbols right after training, by depth; grey: guessing. Then, before training: the gradient at "
    "what each layer hands up, and how much that differs between sequences. Marks are seeds, bands their range."
)
KINDS = {
    "plain": ("plain", kit.INK, "-"),
    "residual": ("residual", kit.FORGET, kit.DASHES[kit.OUTPUT]),
    "norm": ("norm", kit.INPUT, kit.DASHES[kit.INPUT]),
    "residual_norm": ("both", kit.CANDIDATE, kit.DASHES[kit.CANDIDATE]),
}
DEEPEST = "8"


def arrays() -> dict[str, np.ndarray]:
    """Return by "kind right", "kind depths" what was learned, for the deepest by layer "kind down", "kind up"; `guess`.

    right is (S, depths), a row for each seed; down is the gradient of u^l, up its spread over the sequences, (S, L).
    """
    measured = kit.data("deep_stacks")
    plotted = {"guess": np.array(measured.guess)}
    for kind in KINDS:
        shallow = measured["norm" if "norm" in kind else "plain"]["1"]  # a residual needs a second layer
        by_depth = {"1": shallow} | {depth: measured[kind][depth] for depth in ("2", "4", "8")}
        plotted[f"{kind} depths"] = np.array([int(depth) for depth in by_depth])
        plotted[f"{kind} right"] = np.array([made.right["values"] for made in by_depth.values()]).T
        start = measured[kind][DEEPEST].start
        layers = [str(layer) for layer in range(1, int(DEEPEST) + 1)]
        plotted[f"{kind} down"] = np.array([start.to_u[layer]["values"] for layer in layers]).T
        plotted[f"{kind} up"] = np.array([start.signal[layer]["values"] for layer in layers]).T
    return plotted


def draw(narrow=False):
    """Plot the share right over depth, then over the layer what goes down and what goes up."""
    plotted = arrays()
    figure = kit.figure(height=7.4 if narrow else 3.9, narrow=narrow)
    figure.get_layout_engine().set(w_pad=0.06)
    panels = figure.subplots(*((3, 1) if narrow else (1, 3)))
    handles = []
    for n, (kind, (label, colour, dashes)) in enumerate(KINDS.items()):
        line = {"color": colour, "ls": dashes, "lw": 2.0}
        right = plotted[f"{kind} right"]
        places = np.arange(4) + (n - 1.5) * 0.07
        handles += panels[0].plot(places, right.mean(0), label=label, **line)
        panels[0].plot(np.broadcast_to(places, right.shape).T, right.T, "o", color=colour, ms=3, mew=0, alpha=0.6)
        for axes, what in zip(panels[1:], ("down", "up"), strict=True):
            seeds = plotted[f"{kind} {what}"]
            axes.fill_between(range(1, 9), seeds.min(0), seeds.max(0), color=colour, alpha=0.15, lw=0)
            axes.plot(range(1, 9), seeds.mean(0), **line)
    panels[0].set(ylim=(0, 1.04), xlabel="layers", title="share right, trained")
    panels[0].set_xticks(range(4), ["1", "2", "4", "8"])
    panels[0].axhline(plotted["guess"], color=kit.RULE, lw=1.2)
    for axes, title in zip(panels[1:], ("gradient, untrained", "signal, untrained"), strict=True):
        kit.log_decades(axes.yaxis, every=2)
        axes.set(xlim=(1, 8), ylim=(2e-6, 9), xlabel="layer of 8", title=title)
        axes.set_xticks([1, 4, 8])
    figure.legend(handles=handles, loc="outside lower left", ncols=4, frameon=False, fontsize=10)
    return figure
