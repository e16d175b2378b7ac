"""What clamping a unit costs: at the ends of words, where the column is needed, and at all other characters."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Bits per end of a word: 0.30 with nothing clamped, 1.12 with the line unit held at its mean in the loop, 0.69 at "
    "the readout alone, 0.42 for the worst other unit. The share of line breaks alone costs 0.80. Other characters do "
    "not miss the unit."
)
CAPTION = (
    "See the orange squares: without its line unit, a network predicts line breaks worse than their share alone does. "
    "Each mark is a network."
)
ROWS = {
    "none": "nothing clamped",
    "unit": "the unit, in the loop",
    "readout": "the unit, at the readout",
    "second": "second-best unit",
    "others": "another unit, mean",
    "worst_other": "the worst other unit",
    "random": "8 random units",
}
PANELS = {"ends": "bits per word end", "others": "bits per other character"}


def arrays() -> dict[str, dict[str, np.ndarray]]:
    """Return the bits (networks,) of each of ROWS, at the ends of words and elsewhere, and two baselines."""
    measured = kit.data("line_position")
    made = {panel: {row: np.array(measured.clamped[row][panel]["values"]) for row in ROWS} for panel in PANELS}
    return made | {"baseline": {name: np.array(measured.baseline[name]) for name in ("constant", "column")}}


def draw(narrow=False):
    """Plot one panel for the ends of words and one for the rest: a row for what is clamped, a dot for each network."""
    plotted = arrays()
    figure = kit.figure(height=6.0 if narrow else 3.5, narrow=narrow)
    panels = figure.subplots(2, 1) if narrow else figure.subplots(1, 2, sharey=True)
    places = np.arange(len(ROWS))[::-1]
    for axes, (panel, title) in zip(panels, PANELS.items(), strict=True):
        for place, row in zip(places, ROWS, strict=True):
            values = plotted[panel][row]
            colour = kit.FORGET if row in ("unit", "readout") else kit.INPUT
            axes.plot(
                values,
                np.full(len(values), place),
                "s" if colour == kit.FORGET else "o",
                color=colour,
                ms=5,
                mew=0,
                alpha=0.75,
            )
        axes.set_yticks(places, ROWS.values())
        axes.set(ylim=(-0.6, len(ROWS) + 0.4))
        kit.title_y(axes, title)
    first, second = panels
    for name, label in (("constant", "share of\nbreaks alone"), ("column", "column\nknown")):
        value = float(plotted["baseline"][name])
        first.axvline(value, color=kit.RULE, lw=1.2, zorder=0)
        first.text(value + 0.015, len(ROWS) + 0.35, label, size=10, color=kit.MUTED, va="top")
    first.set_xlim(0, None)
    second.margins(x=0.25)
    return figure
