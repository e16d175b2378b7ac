"""Which activations learn the adding problem: with the gradient clipped, without, and on longer sequences."""

from textwrap import fill

import numpy as np

from scripts.figures import kit

ALT = (
    "Test errors with other activations. Clipped, most cells solve the task, ReLU for both tanh best of all; not a σ "
    "candidate, not ReLU gates. Not clipped, no seed with ReLU for both does. On 500 steps hard gates and ReLU have "
    "the smallest errors."
)
CAPTION = (
    "Each dot is a seed; an arrow is off the scale or no longer finite. Cells are named by what differs from tanh "
    "and σ. The line is the error of always answering the mean."
)
CELLS = {
    "tanh": ("tanh and σ", kit.CANDIDATE, "o"),
    "hard_tanh": ("hard tanh, both", kit.CANDIDATE, "s"),
    "sigmoid_candidate": ("σ candidate", kit.INPUT, "v"),
    "relu_candidate": ("ReLU candidate", kit.FORGET, "v"),
    "relu_output": ("ReLU output", kit.FORGET, "^"),
    "relu": ("ReLU, both", kit.FORGET, "D"),
    "relu_identity_start": ("… identity start", kit.FORGET, "X"),
    "identity_output": ("no output tanh", kit.OUTPUT, "^"),
    "identity": ("no tanh at all", kit.OUTPUT, "D"),
    "hard_gates": ("hard σ gates", kit.INK, "s"),
    "relu_gates": ("ReLU gates", kit.INK, "P"),
}
PANELS = {
    "clipped": ("clipped", "clipped", "mse"),
    "free": ("not clipped", "free", "mse"),
    "longer": ("clipped, {} times as long", "clipped", "longer_mse"),
}
SCALE, OFF = (2e-5, 20.0), 8.0  # errors above OFF are arrows


def arrays() -> dict[str, np.ndarray]:
    """Return the errors (S,) by cell and panel, infinity where not finite, and the baseline ()."""
    measured = kit.data("activation_swap")
    plotted = {"baseline": np.array(measured.baseline)}
    for name in CELLS:
        for panel, (_, regime, column) in PANELS.items():
            values = measured.trained[name][regime][column]["values"]
            plotted[f"{name}_{panel}"] = np.array([np.inf if v is None else v for v in values])
    return plotted


def draw(narrow=False):
    """Plot a row of dots for each cell, a column for each panel."""
    plotted, longer = arrays(), kit.settings("activation_swap").longer
    figure, panels = kit.small_multiples(1, len(PANELS), height=5.4 if narrow else 5.2, narrow=narrow, across=3)
    for axes, (panel, (title, _, _)) in zip(panels[0], PANELS.items(), strict=True):
        axes.axvline(plotted["baseline"], color=kit.RULE, lw=1.2, zorder=0)
        for row, (name, (_, colour, marker)) in enumerate(CELLS.items()):
            errors = plotted[f"{name}_{panel}"]
            # A seed keeps its height within each row, so that none hides another.
            heights = -row + 0.5 * (np.arange(len(errors)) / (len(errors) - 1) - 0.5)
            off = errors > OFF
            axes.plot(errors[~off], heights[~off], marker, color=colour, ms=6, mec=kit.PAPER, mew=0.6)
            axes.plot(np.full(off.sum(), 11), heights[off], ">", color=colour, ms=6, mec=kit.PAPER, mew=0.6)
        axes.set_xscale("log")
        axes.set_xlim(*SCALE)
        kit.log_decades(axes.xaxis, every=4 if narrow else 2)
        title = title.format(longer)
        axes.set_title(fill(title, 9) if narrow else title, fontsize=10)
        axes.tick_params(axis="y", length=0)
    panels[0, 0].set_yticks([-row for row in range(len(CELLS))], [label for label, _, _ in CELLS.values()])
    panels[0, 0].set_ylim(0.5 - len(CELLS), 0.6)
    figure.supxlabel("test error", fontsize=11)
    return figure
