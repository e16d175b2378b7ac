"""What the adding problem loses when one part of the cell is taken out."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Test error on the adding problem with one part of the LSTM taken out, five seeds each. Without the input gate no "
    "seed gets much below the baseline; without the forget gate three of five stay at it. The other parts can go."
)
CAPTION = (
    "Each mark is one seed, the line the error of always answering with the mean. See which rows reach it: all seeds "
    "without an input gate, three of five without a forget gate."
)
CELLS = {
    "nothing": ("whole cell", kit.INK, "o"),
    "input_gate": ("no input gate", kit.INPUT, "s"),
    "forget_gate": ("no forget gate", kit.FORGET, "D"),
    "output_gate": ("no output gate", kit.OUTPUT, "^"),
    "candidate_tanh": ("no tanh on candidate", kit.CANDIDATE, "v"),
    "output_tanh": ("no tanh on output", kit.INK, "P"),
}


def arrays() -> dict[str, np.ndarray]:
    """Return the test errors (S,) of each cell, and the baseline ()."""
    measured = kit.data("component_ablation")
    errors = {name: np.array(measured[name].mse["values"]) for name in CELLS}
    return {**errors, "baseline": np.array(measured.baseline)}


def draw(narrow=False):
    """Plot a row of dots for each cell."""
    plotted = arrays()
    figure = kit.figure(height=4.2, narrow=narrow)
    axes = figure.add_subplot(xlabel="test error (mean squared)")
    axes.axvline(plotted["baseline"], color=kit.RULE, lw=1.2, zorder=0)
    # A seed keeps its height within each row, so that none hides another.
    for row, (name, (_, colour, marker)) in enumerate(CELLS.items()):
        apart = -row + 0.5 * (np.arange(len(plotted[name])) / (len(plotted[name]) - 1) - 0.5)
        axes.plot(plotted[name], apart, marker, color=colour, ms=7, mec=kit.PAPER, mew=0.7)
    axes.set_xscale("log")
    axes.set_xlim(2e-4, 0.4)
    kit.log_decades(axes.xaxis)
    axes.set_yticks([-row for row in range(len(CELLS))], [label for label, _, _ in CELLS.values()])
    axes.set_ylim(0.5 - len(CELLS), 0.9)
    axes.tick_params(axis="y", length=0)
    axes.text(plotted["baseline"] * 0.93, 0.5, "baseline", ha="right")
    return figure
