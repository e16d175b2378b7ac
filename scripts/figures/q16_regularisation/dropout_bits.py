"""Validation bits per character of one LSTM under each kind of dropout, at two rates, before it overfits."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Before the model overfits no kind of dropout beats none, 3.31 bits per character. At rate 0.5 a fresh mask on the "
    "cell state costs 0.13 bits and dropout on input and output 0.21; one mask on h, zoneout and weight drop less "
    "than 0.03."
)
CAPTION = (
    "Bits per character on held-out text, lower is better. Dots: rate 0.2; rings: rate 0.5; one per seed. Line: the "
    "mean without dropout."
)
KINDS = {
    "none": "no dropout",
    "forward": "input, output",
    "c_fresh": "c, fresh mask",
    "candidate": "candidate",
    "h_fresh": "h, fresh mask",
    "zoneout": "zoneout on c",
    "h_locked": "h, one mask",
    "weight_drop": "weight drop",
}


def arrays() -> dict[str, np.ndarray]:
    """Return by kind the lowest validation bits of each seed, a row per rate (one row without dropout)."""
    rates = {name: kit.data("dropout_kinds")[name].by_rate for name in KINDS}
    return {name: np.array([of_kind[n]["values"] for n in of_kind]) for name, of_kind in rates.items()}


def draw(narrow=False):
    """Plot a row per kind, a mark per seed."""
    plotted = arrays()
    figure = kit.figure(height=4.4 if narrow else 3.6, narrow=narrow)
    axes = figure.add_subplot(xlabel="bits per character")
    axes.axvline(plotted["none"].mean(), color=kit.RULE, lw=1.2, zorder=0)
    for row, rates in enumerate(plotted.values()):
        axes.plot(rates[0], np.full(rates.shape[1], row - 0.14), "o", color=kit.INPUT, ms=6, mew=0)
        if len(rates) > 1:
            axes.plot(rates[1], np.full(rates.shape[1], row + 0.16), "o", color=kit.FORGET, ms=6, mfc="none", mew=1.4)
    axes.set_yticks(range(len(KINDS)), KINDS.values())
    axes.invert_yaxis()
    return figure
