"""What a training step costs per token, and what a decoding step costs, by length, at equally many weights."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Times by length, beside the LSTM's at the shortest length. Training, per token: the LSTM stays near 1, the "
    "Transformer rises from 1.1 to 1.6, with plain attention to 2.0. Decoding: the LSTM stays at 1, the Transformer "
    "with its cache rises from 2.0 to 2.3."
)
CAPTION = (
    "The LSTM's lines are level, the Transformer's rise. The LSTM at the shortest length is 1. One processor core, "
    "equally many weights; plain attention stores its whole matrix."
)
KINDS = {
    "lstm": ("LSTM", kit.FORGET),
    "transformer": ("Transformer", kit.INPUT),
    "plain": ("plain attention", kit.CANDIDATE),
}


def arrays() -> dict[str, np.ndarray]:
    """Return the lengths (N,) and mean times (N,), the LSTM's at the shortest length being 1.

    `training KIND` is per token, `decoding KIND` per step.
    """
    measured, lengths = kit.data("step_costs"), kit.settings("step_costs").lengths
    kinds = {"training": measured.training, "decoding": measured.decoding}
    return {"lengths": np.array(lengths)} | {
        f"{part} {kind}": np.array([by[kind][T].mean for T in lengths])
        for part, by in kinds.items()
        for kind in KINDS
        if (part, kind) != ("decoding", "plain")
    }


def draw(narrow=False):
    """Plot a panel for training and one for decoding."""
    plotted = arrays()
    figure, panels = kit.small_multiples(1, 2, height=5.6 if narrow else 3.4, narrow=narrow)
    for axes, part, title in zip(
        panels.flat, ("training", "decoding"), ("training step, time per token", "decoding step, time"), strict=True
    ):
        for kind, (label, colour) in KINDS.items():
            if f"{part} {kind}" in plotted:
                values = plotted[f"{part} {kind}"]
                axes.plot(plotted["lengths"], values, "o", color=colour, ls=kit.DASHES[colour], ms=4, label=label)
        axes.set_title(title, fontsize=11)
        axes.set_xscale("log", base=2)
        axes.set_xticks(plotted["lengths"], [f"{T:,}" for T in plotted["lengths"]])
        axes.minorticks_off()
        axes.set_ylim(0, 2.5)
    for axes in kit.lowest(panels):
        axes.set_xlabel("length T")
    handles = panels.flat[0].get_legend_handles_labels()[0]
    figure.legend(handles=handles, loc="outside lower left", ncols=3, frameon=False, fontsize=10)
    return figure
