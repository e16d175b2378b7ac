"""Error by step of forecasts that are fed back, after three trainings, beside the same model with true values fed."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Fed true values, the error after teacher forcing stays near 0.43 ppm for 50 weeks. Running free it grows to 0.93. "
    "It ends at 0.91 after scheduled sampling and after free-running training, and at 1.21 for last year's week moved "
    "to today's level."
)
CAPTION = (
    "Compare the lowest line, where true values are fed, with the same network running free. Dots are seeds, lines "
    "their means; grey: last year's week, moved to today's level."
)
SERIES = {
    "teacher forcing": ("teacher forcing", kit.FORGET, kit.DASHES[kit.FORGET]),
    "scheduled sampling": ("scheduled sampling", kit.CANDIDATE, kit.DASHES[kit.CANDIDATE]),
    "free running": ("free running", kit.INPUT, kit.DASHES[kit.INPUT]),
}
TRUE, YEAR = "true values fed", "year before, moved"


def arrays() -> dict[str, np.ndarray]:
    """Return the steps (K,), by training the errors of every seed running free (S, K), the same with true values fed
    after teacher forcing, and the seasonal baseline (K,).
    """
    measured, steps = kit.data("free_running_error"), kit.settings("free_running_error").shown

    def errors(training: str, fed: str) -> np.ndarray:
        return np.array([measured[training][fed][k]["values"] for k in steps]).T

    return {
        "steps": np.array(steps),
        **{training: errors(training, "own") for training in SERIES},
        TRUE: errors("teacher forcing", "true"),
        YEAR: np.array([measured[YEAR][k] for k in steps]),
    }


def draw(narrow=False):
    """Plot every seed and the means."""
    plotted = arrays()
    figure = kit.figure(height=4.4 if narrow else 3.8, narrow=narrow)
    axes = figure.add_subplot(xlabel="weeks ahead", xlim=(0, 51), ylim=(0, 1.3))
    kit.title_y(axes, "root mean square error, ppm")
    steps, lines = plotted["steps"], []
    for name, (label, colour, dashes) in {**SERIES, TRUE: (TRUE, kit.FORGET, kit.DASHES[kit.OUTPUT])}.items():
        axes.plot(steps, plotted[name].T, "o", color=colour, ms=3, mew=0, alpha=0.5)
        lines += axes.plot(steps, plotted[name].mean(0), color=colour, ls=dashes, lw=1.8, label=label)
    lines += axes.plot(steps, plotted[YEAR], color=kit.MUTED, lw=1.2, label="last year's week")
    axes.legend(handles=lines, loc="lower right", ncols=1 if narrow else 2)
    return figure
