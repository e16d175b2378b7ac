"""Bits per character by the context read from a zero state, after stateful and after stateless training."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Bits per character over the characters read from a zero state. After one character the stateful network has 4.4, "
    "the stateless one 3.6, the level of counted pairs. From 16 characters on all are flat near 2.7: more context "
    "brings nothing here."
)
CAPTION = (
    "Look at the left end: trained with a carried state, the network is worst from a cold start. Dots: seeds; lines: "
    "their mean, over 1 in 8 test characters."
)
SERIES = {
    "stateful": ("stateful", kit.FORGET, "-", "o"),
    "shuffled": ("carried, shuffled", kit.OUTPUT, kit.DASHES[kit.OUTPUT], "v"),
    "stateless_long": ("stateless, k = 64", kit.CANDIDATE, kit.DASHES[kit.CANDIDATE], "D"),
    "stateless": ("stateless, k = 16", kit.INPUT, kit.DASHES[kit.INPUT], "s"),
}


def arrays() -> dict[str, np.ndarray]:
    """Return the contexts (9,), the bits of each of SERIES (9, S), and those of the pairs."""
    measured, contexts = kit.data("carried_context"), kit.settings("carried_context").contexts
    bits = {name: np.array([measured[name].after[n]["values"] for n in contexts]) for name in SERIES}
    return {"contexts": np.array(contexts), "pairs": np.array(measured.baseline.pairs), **bits}


def draw(narrow=False):
    """Plot every seed and the means."""
    plotted = arrays()
    figure = kit.figure(height=4.4 if narrow else 3.6, narrow=narrow)
    axes = figure.add_subplot(xlabel="characters read before, from a zero state", xlim=(0.9, 300), ylim=(2.4, 4.8))
    kit.title_y(axes, "bits per character, test part")
    axes.set_xscale("log", base=2)
    axes.set_xticks(plotted["contexts"], [str(n) for n in plotted["contexts"]])
    axes.minorticks_off()
    axes.axhline(plotted["pairs"], color=kit.RULE, lw=1.2, zorder=0)
    axes.text(290, plotted["pairs"] + 0.03, "counted pairs", color=kit.MUTED, ha="right", va="bottom")
    for name, (label, colour, dashes, marker) in SERIES.items():
        for seeds in plotted[name].T:
            axes.plot(plotted["contexts"], seeds, marker, color=colour, ms=4, alpha=0.6, mew=0)
        axes.plot(plotted["contexts"], plotted[name].mean(1), color=colour, ls=dashes, lw=1.8, label=label)
    axes.legend(loc="upper right", handlelength=3)
    return figure
