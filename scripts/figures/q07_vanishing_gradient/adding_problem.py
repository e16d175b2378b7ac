"""The error that RNN, LSTM and GRU are left with on the adding problem, over the length of the sequence."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Test error on the adding problem over the length of the sequence. LSTM and GRU stay far below the baseline, which "
    "always answers 1, at every length up to 200. The RNN beats it at length 25 only and is level with it from 50 on."
)
CAPTION = (
    "From length 50<!-- = settings('adding_problem').lags[1] --> on the RNN is level with always answering 1; LSTM and "
    "GRU stay far below it at every length. Dots are five seeds, lines their means."
)
SERIES = {
    "rnn": ("RNN", kit.MUTED, kit.DASHES[kit.INPUT], "s", 1.06),
    "lstm": ("LSTM", kit.FORGET, "-", "o", 1.0),
    "gru": ("GRU", kit.INK, kit.DASHES[kit.CANDIDATE], "D", 0.94),
}


def arrays() -> dict[str, np.ndarray]:
    """Return the lags (4,), the baseline's error, and for each of SERIES the errors (4, S), one row per lag."""
    measured, lags = kit.data("adding_problem"), kit.settings("adding_problem").lags
    errors = {name: np.array([measured[name][lag].mse["values"] for lag in lags]) for name in SERIES}
    return {"lags": np.array(lags), "baseline": np.array(measured.baseline.variance), **errors}


def draw(narrow=False):
    """Plot every seed and the means, with the baseline."""
    plotted = arrays()
    figure = kit.figure(height=4.0, narrow=narrow)
    axes = figure.add_subplot(xlabel="length of the sequence", xlim=(22, 215))
    kit.title_y(axes, "test error (mean squared)")
    axes.set_xscale("log", base=2)
    axes.set_xticks(plotted["lags"], [str(lag) for lag in plotted["lags"]])
    axes.minorticks_off()
    kit.log_decades(axes.yaxis)
    axes.axhline(plotted["baseline"], color=kit.RULE, lw=1.2, zorder=0)
    axes.annotate("always 1", (23, plotted["baseline"]), (0, 5), textcoords="offset points", color=kit.MUTED)
    lines = []
    for name, (label, colour, dashes, marker, aside) in SERIES.items():
        for lag, seeds in zip(plotted["lags"], plotted[name], strict=True):
            axes.plot([lag * aside] * len(seeds), seeds, marker, color=colour, ms=4.5, alpha=0.6, mew=0)
        lines += axes.plot(plotted["lags"] * aside, plotted[name].mean(1), color=colour, ls=dashes, label=label)
    axes.set_ylim(5e-4, 0.5)
    kit.end_labels(axes, lines, gap=20)
    return figure
