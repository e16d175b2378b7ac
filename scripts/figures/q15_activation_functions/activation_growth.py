"""How fast the cell state can grow: one bounded function on the way round keeps the growth linear."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Largest cell state of untrained LSTMs with recurrent weights four times PyTorch's. With tanh on the candidate, on "
    "the output or on both it stays below 300 for 300 steps. With ReLU on both it grows exponentially, past 1e12."
)
CAPTION = (
    "Largest $|c|$ in an untrained network whose $U$ is four times PyTorch's. Thin: a seed; thick: the median of "
    "five. One bounded function, candidate or output, is enough to keep it small."
)
CELLS = {
    "tanh": ("tanh, both", kit.CANDIDATE, "-"),
    "relu_candidate": ("ReLU candidate", kit.INPUT, kit.DASHES[kit.INPUT]),
    "relu_output": ("ReLU output", kit.OUTPUT, kit.DASHES[kit.OUTPUT]),
    "relu": ("ReLU, both", kit.FORGET, "-"),
}


def arrays() -> dict[str, np.ndarray]:
    """Return the steps (N,) and, by cell and scale of U, the largest |c| of each seed at those steps, (S, N)."""
    fresh, settings = kit.data("activation_swap").fresh, kit.settings("activation_swap")
    plotted = {
        f"{name}_{scale}": np.array([fresh[scale][name][t]["values"] for t in settings.fresh_steps]).T
        for name in CELLS
        for scale in settings.fresh_scales
    }
    return {"steps": np.array(settings.fresh_steps), **plotted}


def draw(narrow=False):
    """Plot every seed and the median of each cell; what grows exponentially leaves through the top."""
    plotted = arrays()
    figure = kit.figure(height=4.0, narrow=narrow)
    axes = figure.add_subplot(xlabel="steps", xlim=(0, 300), ylim=(0.1, 1e12))
    kit.log_decades(axes.yaxis, every=2)
    kit.title_y(axes, "largest |c| of a unit")
    lines = []
    for name, (label, colour, dashes) in CELLS.items():
        seeds = plotted[f"{name}_4"]
        axes.plot(plotted["steps"], seeds.T, color=colour, lw=0.8, alpha=0.6)
        lines += axes.plot(plotted["steps"], np.median(seeds, axis=0), color=colour, ls=dashes, label=label)
    exploding = lines.pop()
    axes.text(186, 1e10, exploding.get_label(), color=exploding.get_color())
    kit.end_labels(axes, lines)
    return figure
