"""Bits per character of n-grams by their order, beside an LSTM and the mixture of both."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Test bits per character of n-grams with Kneser-Ney smoothing fall from 4.54 at order 1 to 2.36 at 5, 2.34 at 8. "
    "The LSTM needs 2.42: it beats orders 1 to 4 and loses to 5 and above. Mixed with the 8-gram it needs 2.20, less "
    "than either."
)
CAPTION = (
    "Follow the counts to where they pass below the LSTM's line, at order 5; then see the mixture, below both. Lower "
    "is better. The seeds' lines nearly coincide."
)


def arrays() -> dict[str, np.ndarray]:
    """Return the orders (8,), the n-grams' test bits (8,), and those of LSTM and mixture, one per seed (3,)."""
    measured, orders = kit.data("next_character"), kit.settings("next_character").orders
    return {
        "orders": np.array(orders),
        "ngram": np.array([measured.ngram[n].test for n in orders]),
        "lstm": np.array(measured.lstm.test["values"]),
        "mixture": np.array(measured.mixture.test["values"]),
    }


def draw(narrow=False):
    """Plot a curve for the counts, a level for each network and each mixture."""
    plotted = arrays()
    figure = kit.figure(height=3.8 if narrow else 3.3, narrow=narrow)
    axes = figure.add_subplot(xlabel="order n of the n-gram (n − 1 characters of context)", ylim=(1.95, 4.75))
    kit.title_y(axes, "bits per character, test part")
    axes.plot(plotted["orders"], plotted["ngram"], "o", color=kit.FORGET, ls="-", lw=1.8, ms=5)
    axes.text(2.2, 3.62, "n-grams, Kneser–Ney", color=kit.FORGET)
    for name, colour, label, above in (
        ("lstm", kit.INPUT, "LSTM", True),
        ("mixture", kit.CANDIDATE, "LSTM and 8-gram mixed", False),
    ):
        for value in plotted[name]:
            axes.axhline(value, color=colour, ls=kit.DASHES[colour], lw=1.0)
        at = plotted[name].max() + 0.05 if above else plotted[name].min() - 0.05
        axes.text(0.8, at, label, color=colour, va="bottom" if above else "top")
    axes.set_xticks(plotted["orders"])
    axes.set_xlim(0.7, 8.3)
    return figure
