"""How long each unit could hold what it holds: half-lives of the mean forget gates, untrained and trained."""

import numpy as np

from scripts.figures import kit
from scripts.reference.activations import sigmoid
from scripts.reference.retention import half_life

ALT = (
    "Half-life of every unit's mean forget gate. Untrained, all lie at 2 to 3 steps. After training most are still "
    "below 10, but in every network trained to add, one unit's exceeds the length of the sequences, whether that is "
    "25, 50 or 100."
)
CAPTION = (
    "Each mark is a unit; diamonds are the longest of each network. Dashed: the length $T$ of the sequences. Thin "
    "line: the half-life at the forget bias of 1<!-- = settings('cell_memory').forget_bias --> that all began with."
)
TASKS = ("sum_25", "sum_50", "sum_100", "last_50")


def arrays() -> dict[str, np.ndarray]:
    """Return the half-lives (S, H), the longest first: `untrained`, and one array for each task; `at the bias`, ()."""
    measured, settings = kit.data("cell_memory"), kit.settings("cell_memory")
    after = {task: np.array(measured[task].units["after"]) for task in TASKS}
    at_the_bias = np.array(half_life(float(sigmoid(settings.forget_bias))))
    return {"untrained": np.array(measured.sum_50.units["before"])} | after | {"at the bias": at_the_bias}


def draw(narrow=False):
    """Plot a dot for each unit, a column for each task."""
    plotted, settings = arrays(), kit.settings("cell_memory")
    at_the_bias = plotted.pop("at the bias")
    figure = kit.figure(height=4.4 if narrow else 4.0, narrow=narrow)
    axes = figure.add_subplot(xlim=(-0.5, len(plotted) - 0.5))
    kit.log_decades(axes.yaxis)
    kit.title_y(axes, "half-life of a unit's mean forget gate, in steps")
    for column, lives in enumerate(plotted.values()):
        longest, others = lives[:, 0], lives[:, 1:].ravel()
        axes.plot(column + _apart(others), others, ".", color=kit.MUTED, ms=4)
        axes.plot(column + _apart(longest), longest, "D", color=kit.FORGET, ms=6)
    tasks = [settings.tasks[task] for task in TASKS]  # what to say, and after how many steps
    for column, (_, T) in enumerate(tasks, 1):
        axes.plot([column - 0.4, column + 0.4], [T, T], color=kit.INK, lw=1.2, ls="--")
        axes.text(column + 0.42, T, "T", va="center", ha="left", fontsize=10)
    axes.axhline(at_the_bias, color=kit.RULE, lw=1.0)
    between = "\n" if narrow else ", "
    axes.set_xticks(range(len(plotted)), ["untrained", *(f"{kind}{between}T = {T}" for kind, T in tasks)])
    axes.set_ylim(0.4, 1500)
    return figure


def _apart(values: np.ndarray) -> np.ndarray:
    """Return small shifts to the side, in the order of the values, so that dots do not hide each other."""
    order = values.argsort().argsort()
    return 0.3 * ((order * 0.618034) % 1.0 - 0.5)
