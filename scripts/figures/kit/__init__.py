'''What figures share. A figure is one module `scripts/figures/NAME.py` that states one claim:

    """The share of a memory that survives k steps at a constant forget gate."""

    import numpy as np

    from scripts.figures import kit
    from scripts.reference.retention import half_life

    ALT = "Share of the old memory left after k steps: with forget bias 1 half is gone after 2.2 steps."
    CAPTION = "$f^k$ for a constant forget gate $f = \\\\sigma(b_f)$, steps on a logarithmic scale."


    def arrays() -> dict[str, np.ndarray]:
        """Return what is plotted, so that a test can assert the claim on it."""
        steps = np.arange(1, 201)
        return {"steps": steps, "kept": 0.73**steps}


    def draw():
        """Plot the share that is left over the steps."""
        plotted = arrays()
        figure = kit.figure(height=3.6)
        axes = figure.add_subplot(xlabel="steps", ylim=(0, 1))
        kit.title_y(axes, "share of the memory left")
        lines = axes.plot(plotted["steps"], plotted["kept"], color=kit.FORGET, label="bias 1")
        kit.log_decades(axes.xaxis)
        kit.end_labels(axes, lines)
        return figure

`python -m scripts.figures NAME` writes figures/NAME.svg. Nothing happens at import. Colours come from the kit alone
(`color=kit.FORGET`, a tint is `alpha=0.15`); any other stops the build, for the SVG has to follow both palettes. Never
colour alone: give lines `ls=kit.DASHES[kit.INPUT]` and a direct label. Text in a colour of the cell gets a tone of that
hue that can be read. Text is 11 pt (9 at least), mathematics is `$c_{t-1}$`. Measured numbers:
`kit.data("adding_problem").lstm[100].mean`, with the name written out, for that is how the runner learns what a figure
depends on.
'''

from scripts.figures.kit.cell import cell, key
from scripts.figures.kit.gru import gru
from scripts.figures.kit.palette import CANDIDATE, DASHES, FORGET, INK, INPUT, MUTED, OUTPUT, PAPER, RULE
from scripts.figures.kit.pen import Pen
from scripts.figures.kit.results import Results, data
from scripts.figures.kit.svg import render, save
from scripts.figures.kit.theme import canvas, decade, end_labels, figure, log_decades, small_multiples, title_y

__all__ = [
    "CANDIDATE",
    "DASHES",
    "FORGET",
    "INK",
    "INPUT",
    "MUTED",
    "OUTPUT",
    "PAPER",
    "RULE",
    "Pen",
    "Results",
    "canvas",
    "cell",
    "data",
    "decade",
    "end_labels",
    "figure",
    "gru",
    "key",
    "log_decades",
    "render",
    "save",
    "small_multiples",
    "title_y",
]
