"""Error by step of forecasts that are fed back, after three trainings, beside true values fed and nothing fed back."""

import numpy as np

from scripts.figures import kit

ALT = (
    "After teacher forcing the error of forecasts that are fed back grows from 0.43 to 0.93 ppm in 50 weeks. After "
    "scheduled sampling it is lower in between, 0.77 against 0.90 at week 20, and ends at 0.91. A direct linear "
    "forecast, which feeds nothing back, goes from 0.40 to 0.93."
)
CAPTION = (
    "Compare the networks, fed their own forecasts, with the grey line, which feeds nothing back. "
    "Lowest from week 2 on: one week ahead every time. Dots are seeds, lines their means."
)
SERIES = {
    "teacher forcing": ("trained by teacher forcing", kit.FORGET, kit.DASHES[kit.FORGET]),
    "scheduled sampling": ("trained by scheduled sampling", kit.CANDIDATE, kit.DASHES[kit.CANDIDATE]),
    "free running": ("trained by free running", kit.INPUT, kit.DASHES[kit.INPUT]),
}
TRUE, DIRECT = "true values fed", "direct"


def arrays() -> dict[str, np.ndarray]:
    """Return the steps (K,), and for every seed the errors (S, K): by training, running free; the same with true values
    fed after teacher forcing; and of the direct linear forecast.
    """
    measured, steps = kit.data("free_running_error"), kit.settings("free_running_error").shown

    def errors(by_step) -> np.ndarray:
        return np.array([by_step[k]["values"] for k in steps]).T

    return {
        "steps": np.array(steps),
        **{training: errors(measured[training].own) for training in SERIES},
        TRUE: errors(measured["teacher forcing"].true),
        DIRECT: errors(kit.data("linear_forecasts").direct),
    }


def draw(narrow=False):
    """Plot every seed and the means."""
    plotted = arrays()
    figure = kit.figure(height=4.6 if narrow else 3.8, narrow=narrow)
    axes = figure.add_subplot(xlabel="weeks ahead", xlim=(0, 51), ylim=(0, 1.3))
    kit.title_y(axes, "root mean square error, ppm")
    looks = {
        **SERIES,
        DIRECT: ("direct linear, no feedback", kit.MUTED, "-"),
        TRUE: ("teacher forcing, truth fed", kit.FORGET, kit.DASHES[kit.OUTPUT]),
    }
    for name, (label, colour, dashes) in looks.items():
        axes.plot(plotted["steps"], plotted[name].T, "o", color=colour, ms=3, mew=0, alpha=0.5)
        axes.plot(plotted["steps"], plotted[name].mean(0), color=colour, ls=dashes, lw=1.8, label=label)
    axes.legend(loc="lower right", ncols=1 if narrow else 2)
    return figure
