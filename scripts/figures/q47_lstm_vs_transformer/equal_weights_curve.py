"""Bits per character of an LSTM and two Transformers with about as many weights, by how much they have read."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Bits per character over the characters read, three seeds each. From five characters on, the LSTM needs about 2.6, "
    "the Transformer with ALiBi about 2.9; neither gains from more. With learned positions it gets worse with more, "
    "up to 3.6, what pairs of characters need. A 5-gram needs fewer than any."
)
CAPTION = (
    "Compare the lines on the right, where more has been read. Lower is better. Equal training, about equally many "
    "weights; the seeds' lines nearly coincide."
)
MODELS = {
    "learned": ("Transformer, learned positions", kit.INPUT, "s"),
    "alibi": ("Transformer, ALiBi", kit.CANDIDATE, "v"),
    "lstm": ("LSTM", kit.FORGET, "o"),
}


def arrays() -> dict[str, np.ndarray]:
    """Return the most characters read in each span (N,), the bits of each seed there (S, N), and those of the n-gram.

    A span goes from above half its most to its most: 1, 2, 3 to 4, 5 to 8, …
    """
    measured, settings = kit.data("equal_weights"), kit.settings("equal_weights")
    most = 2 ** np.arange(int(np.log2(settings.T)) + 1)
    found = {"most": most, "ngram": np.array(measured.ngram)}
    for name in MODELS:
        bits = np.array(measured[name].by_context)
        found[name] = np.stack([bits[:, n // 2 : n].mean(1) for n in most], axis=1)
    return found


def draw(narrow=False):
    """Plot a line for each seed, and the n-gram's level."""
    plotted = arrays()
    figure = kit.figure(height=3.8 if narrow else 3.4, narrow=narrow)
    axes = figure.add_subplot(xlabel="characters read, up to", ylim=(2.2, 4.05))
    kit.title_y(axes, "bits for the next character, test part")
    axes.set_xscale("log", base=2)
    axes.set_xticks(plotted["most"], [str(n) for n in plotted["most"]])
    axes.minorticks_off()
    axes.axhline(plotted["ngram"], color=kit.RULE, lw=1.4, zorder=0)
    axes.text(1, plotted["ngram"] - 0.02, "5-gram", color=kit.MUTED, va="top")
    for name, (label, colour, marker) in MODELS.items():
        for bits in plotted[name]:
            axes.plot(plotted["most"], bits, marker, color=colour, ls=kit.DASHES[colour], lw=1.2, ms=3.5)
        axes.text(plotted["most"][-1], plotted[name][:, 3:].max() + 0.05, label, color=colour, ha="right", va="bottom")
    return figure
