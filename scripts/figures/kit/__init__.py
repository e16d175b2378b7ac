'''What figures share. A figure is one module `scripts/figures/q07_…/NAME.py`, in its question's room, with one claim:

    """How much of a memory survives k steps at forget bias 1."""

    import numpy as np

    from scripts.figures import kit
    from scripts.reference.activations import sigmoid

    ALT = "Share of the memory left after k steps at forget bias 1: less than half after 3 steps, 4 % after 10 steps."
    CAPTION = "$f^k$ for a gate held at $f = \\\\sigma(1)$, with nothing written."


    def arrays() -> dict[str, np.ndarray]:
        """Return what is plotted, so that a test can assert the claim on it."""
        steps = np.arange(11)
        return {"steps": steps, "kept": sigmoid(1.0) ** steps}


    def draw(narrow=False):
        """Plot the share that is left over the steps."""
        plotted = arrays()
        figure = kit.figure(height=3, narrow=narrow)
        axes = figure.add_subplot(xlabel="steps", ylim=(0, 1))
        kit.title_y(axes, "share of the memory left")
        lines = axes.plot(plotted["steps"], plotted["kept"], color=kit.FORGET, label="bias 1")
        kit.end_labels(axes, lines)
        return figure

`python -m scripts.figures NAME` writes figures/NAME.svg and, for a phone, figures/NAME.narrow.svg, with
`draw(narrow=True)`. Nothing happens at import. Colours come from the kit alone
(`color=kit.FORGET`, a tint is `alpha=0.15`); any other stops the build, for the SVG has to follow both palettes. Never
colour alone: give lines `ls=kit.DASHES[kit.INPUT]` and a direct label. Text in a colour of the cell gets a tone of that
hue that can be read. Text is 11 pt (9 at least) and may not run off the figure or over other text; mathematics in a
drawing is `$c_{t{-}1}$`, where the braces keep the minus close.

A wide figure has 504 points across, a narrow one 324, with everything on it in the same sizes, and 8.3 inches of height
at most (`kit.figure(height=5 if narrow else 3, narrow=narrow)`). Text on it is 9.4 pt at least, 11 px on a phone.
`small_multiples` puts the panels of a narrow figure one below the other, and `kit.lowest(panels)` are those that get
the label of the x axis. The cell has a narrow layout of its own. A matrix of more than eight columns is turned, cut to
the rows that matter or split. ALT and CAPTION are those of both: no "left" that a phone shows above.

Plots: `figure`, `small_multiples`, `lowest`, `title_y`, `log_decades`, `end_labels`. Drawings: `canvas`, whose unit is
the point, then `cell(axes, {"forget", "cell_path"}, narrow=narrow)` or `gru(axes, reset="before")`; other diagrams in
the same grammar are a `diagram.Diagram`, drawn with `Pen`. Measured numbers:
`kit.data("adding_problem").lstm[100].mean`; what they were measured with, such as the updates:
`kit.settings("adding_problem").updates`. The name is written out, for that is how the runner learns what a figure
depends on; both are read while drawing, never at import.
'''

from scripts.experiments.records.results import Results, data, settings
from scripts.figures.kit.cell import cell, key
from scripts.figures.kit.gru import gru
from scripts.figures.kit.palette import CANDIDATE, DASHES, FORGET, INK, INPUT, MUTED, OUTPUT, PAPER, RULE
from scripts.figures.kit.pen import Pen
from scripts.figures.kit.svg import render, save
from scripts.figures.kit.theme import canvas, decade, end_labels, figure, log_decades, lowest, small_multiples, title_y

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
    "lowest",
    "render",
    "save",
    "settings",
    "small_multiples",
    "title_y",
]
