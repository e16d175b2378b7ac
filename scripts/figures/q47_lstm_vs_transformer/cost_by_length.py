"""What a training step costs per token, and what a decoding step costs, by length, at equally many weights."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Times by length, the LSTM at 64 tokens being 1. Training, per token: the LSTM stays near 1, the Transformer rises "
    "from 1.1 to 1.5, with plain attention to 1.9. Decoding: the LSTM stays at 1, the Transformer with its cache rises "
    "from 1.6 to 2.2."
)
CAPTION = (
    "The LSTM's lines are level, the Transformer's rise. One processor core, equally many weights; plain attention "
    "stores all its weights."
)
KINDS = {
    "lstm": ("LSTM", kit.FORGET),
    "transformer": ("Transformer", kit.INPUT),
    "plain": ("plain attention", kit.CANDIDATE),
}


def arrays() -> dict[str, np.ndarray]:
    """Return the lengths (N,) and times (N,), those of the LSTM at the shortest length being 1.

    `training KIND` is per token, `decoding KIND` per step.
    """
    measured, lengths = kit.data("step_costs"), np.array(kit.settings("step_costs").lengths)
    found = {"lengths": lengths}
    for kind in KINDS:
        found[f"training {kind}"] = np.array([measured.training[kind][T] for T in lengths.tolist()]) / lengths
    for kind in ("lstm", "transformer"):
        found[f"decoding {kind}"] = np.array([measured.decoding[kind][T] for T in lengths.tolist()])
    units = {part: found[f"{part} lstm"][0] for part in ("training", "decoding")}
    return {name: values / units.get(name.split()[0], 1) for name, values in found.items()}


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
        axes.set_xticks(plotted["lengths"], [f"{int(T):,}" for T in plotted["lengths"]])
        axes.minorticks_off()
        axes.set_ylim(0, 2.5)
    for axes in kit.lowest(panels):
        axes.set_xlabel("length T")
    handles = panels.flat[0].get_legend_handles_labels()[0]
    figure.legend(handles=handles, loc="outside lower left", ncols=3, frameon=False, fontsize=10)
    return figure
