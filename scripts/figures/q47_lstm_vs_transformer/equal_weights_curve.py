"""Bits per character of an LSTM and two Transformers with about as many weights, by how much they have read."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Bits per character over the characters read, three seeds each. The LSTM falls to about 2.6, the Transformer with "
    "ALiBi to about 3. With learned positions it stays near 3.6, where pairs of characters are. A 5-gram needs fewer "
    "than any of them."
)
CAPTION = (
    "Compare the lines on the right, where much has been read. Lower is better. Equal training, about equally many "
    "weights; the seeds' lines nearly coincide."
)
MODELS = {
    "learned": ("Transformer, learned positions", kit.INPUT),
    "alibi": ("Transformer, ALiBi", kit.CANDIDATE),
    "lstm": ("LSTM", kit.FORGET),
}


def arrays() -> dict[str, np.ndarray]:
    """Return the characters read (T,), the bits of each seed (S, T) by model, and those of the n-gram."""
    measured, settings = kit.data("equal_weights"), kit.settings("equal_weights")
    bits = {name: np.array(measured[name].by_context) for name in MODELS}
    return {"read": np.arange(1, settings.T + 1), "ngram": np.array(measured.ngram), **bits}


def draw(narrow=False):
    """Plot a line for each seed, and the n-gram's level."""
    plotted = arrays()
    figure = kit.figure(height=3.8 if narrow else 3.4, narrow=narrow)
    axes = figure.add_subplot(xlabel="characters read", xlim=(0.95, 135))
    kit.title_y(axes, "bits for the next character, test part")
    axes.set_xscale("log", base=2)
    axes.set_xticks([2**n for n in range(8)], [str(2**n) for n in range(8)])
    axes.minorticks_off()
    axes.axhline(plotted["ngram"], color=kit.RULE, lw=1.4, zorder=0)
    axes.text(1.05, plotted["ngram"] + 0.02, "5-gram", color=kit.MUTED, va="bottom")
    handles = []
    for name, (label, colour) in MODELS.items():
        for seed, bits in enumerate(plotted[name]):
            (line,) = axes.plot(plotted["read"], bits, color=colour, ls=kit.DASHES[colour], lw=1.2, label=label)
            handles += [] if seed else [line]
    axes.legend(handles=handles, loc="upper right", frameon=False)
    return figure
