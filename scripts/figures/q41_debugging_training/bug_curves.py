"""The training loss of each planted bug, and what the trained network is worth in service."""

from textwrap import fill

import numpy as np

from scripts.figures import kit
from scripts.figures.q41_debugging_training.bug_checks import NAMES

ALT = (
    "Training loss without a bug and with eight. Two fall to 0 and serve 11.1 and 1.8; three stay far above the pair "
    "table; the last row looks right, and padding in the loss even better than right."
)
CAPTION = (
    "Line: the loss that training reports. Diamond: the loss of the same network in service, with a number where it "
    "lies above the panel. Dashed: a table of pairs; dotted: the source."
)
TOO_GOOD, TOO_BAD = ("unshifted", "both_directions"), ("inputs_sorted", "softmax_twice", "rate_too_high")
LOOKS_FINE = ("pads_counted", "state_detached", "layer_left_out")
PANELS = ("none", *TOO_GOOD, *TOO_BAD, *LOOKS_FINE)
COLUMNS, TOP = 3, 3.2


def arrays() -> dict[str, dict[str, np.ndarray]]:
    """Return by bug the loss curves (seeds, points) and the served loss (seeds,)."""
    bugs = kit.data("training_bugs").bugs
    return {
        name: {"curve": np.array(bugs[name].curve), "served": np.array(bugs[name].served.loss["values"])}
        for name in PANELS
    }


def draw(narrow=False):
    """Draw a panel for each bug."""
    plotted, baselines = arrays(), kit.data("training_bugs").baselines
    rows = len(PANELS) // COLUMNS
    figure, panels = kit.small_multiples(rows, COLUMNS, height=5.8 if narrow else 5.6, narrow=narrow, across=COLUMNS)
    for axes, (name, of_bug) in zip(panels.flat, plotted.items(), strict=True):
        points = of_bug["curve"].shape[1]
        updates = 10 * np.arange(points) + 5
        axes.axhline(baselines.pairs, color=kit.MUTED, lw=1.2, ls=(0, (4, 3)), zorder=0)
        axes.axhline(baselines.source, color=kit.MUTED, lw=1.2, ls=(0, (1, 2)), zorder=0)
        curves = np.minimum(of_bug["curve"], TOP)
        axes.fill_between(updates, curves.min(0), curves.max(0), color=kit.INK, alpha=0.2, lw=0)
        axes.plot(updates, curves.mean(0), color=kit.INK, lw=1.4)
        served = of_bug["served"].mean()
        axes.plot(332, min(served, TOP - 0.15), "D", color=kit.FORGET, ms=6, mew=0, clip_on=False)
        if served > TOP:
            axes.text(312, TOP - 0.15, f"{served:.1f}", ha="right", va="center", color=kit.FORGET)
        axes.set_title(fill(NAMES[name], 14) if narrow else NAMES[name])
        axes.tick_params(labelsize=11)
        axes.set(xlim=(0, 345), ylim=(0, TOP), xticks=[0, 150, 300], yticks=[0, 1, 2, 3])
    figure.supxlabel("updates", fontsize=11)
    figure.supylabel("loss in nats per symbol", fontsize=11)
    return figure
