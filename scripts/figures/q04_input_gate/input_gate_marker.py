"""Which gate must read the marker? In the whole cell, and where one factor of the write is held at 1."""

import numpy as np

from scripts.figures import kit

ALT = (
    "What is lost of the sum when one block does not see the marker. Whole cell: the input gate, 72 to 97 %. Candidate "
    "held at 1: the forget gate, 90 to 98 %; started nearly shut, the input gate again. Input gate held at 1: the "
    "candidate, and some of the other gates."
)
CAPTION = (
    "Farthest right in each group: the block that must read the marker. In the whole cell it is the input gate; with "
    "the candidate held at 1 the forget gate takes over. Marks are seeds."
)
CELLS = {
    "whole": "whole cell",
    "whole_shut": "whole cell,\ninput bias ${:.0f}$",
    "gate_alone": "candidate\nheld at 1",
    "gate_alone_shut": "candidate at 1,\ninput bias ${:.0f}$",
    "candidate_alone": "input gate\nheld at 1",
}
BLOCKS = {
    "i": ("input gate", kit.INPUT, "s", 0.69, "right"),
    "f": ("forget gate", kit.FORGET, "D", 0.03, "left"),
    "g": ("candidate", kit.CANDIDATE, "v", 0.2, "left"),
    "o": ("output gate", kit.OUTPUT, "^", 0.03, "left"),
}  # name, colour, marker, and where its name stands in the first group
FIXED = {"gate_alone": "g", "gate_alone_shut": "g", "candidate_alone": "i"}


def arrays() -> dict[str, np.ndarray]:
    """Return for each cell the lost shares (4, S), one row per block; one held at 1 reads nothing and is missing."""
    cells = kit.data("input_gate").cells
    return {
        cell: np.array(
            [
                np.array(cells[cell].marker_hidden[block]["values"]) * (np.nan if FIXED.get(cell) == block else 1.0)
                for block in BLOCKS
            ]
        )
        for cell in CELLS
    }


def draw(narrow=False):
    """Plot the cells as groups of rows, one row per block."""
    plotted = arrays()
    figure = kit.figure(height=5.6 if narrow else 5.2, narrow=narrow)
    lost, when = "share of the variance lost", "when this block does not see the marker"
    axes = figure.add_subplot(xlabel=f"{lost}\n{when}" if narrow else f"{lost} {when}")
    for group, cell in enumerate(CELLS):
        for row, (name, colour, marker, beside, align) in enumerate(BLOCKS.values()):
            seeds = plotted[cell][row]
            middle = -group - 0.2 * (row - 1.5)
            height = middle + 0.02 * (np.arange(len(seeds)) - 2)  # a seed keeps its height, so that none hides another
            axes.plot(seeds, height, marker, color=colour, ms=6, mec=kit.PAPER, mew=0.6)
            if group == 0:
                axes.text(beside, middle, name, color=colour, ha=align, va="center")
        if group:
            axes.axhline(0.5 - group, color=kit.RULE, lw=0.6)
    settings = kit.settings("input_gate").cells
    labels = [label.format(settings[cell].input_bias) if "{" in label else label for cell, label in CELLS.items()]
    axes.set_yticks([-group for group in range(len(CELLS))], labels)
    axes.tick_params(axis="y", length=0)
    axes.set_ylim(0.5 - len(CELLS), 0.62)
    axes.set_xlim(-0.03, 1.05)
    return figure
