"""How soon each cell solves the adding problem, over the length of the sequence."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Updates until the adding problem is solved, over the length of the sequence. At length 200 the GRU needs about "
    "200, the LSTM 1,450 with forget bias 1 and 1,650 with PyTorch's start: the spreads of these two overlap. From "
    "length 50 on no RNN solves it."
)
CAPTION = (
    "Compare the GRU with both LSTMs, and their spread. Dots are seeds, lines the median of five; in the band at the "
    "top: not within 3,000<!-- = settings('adding_problem').updates --> updates. All networks have about equally many "
    "parameters."
)
SERIES = {
    "rnn": ("RNN", kit.MUTED, kit.DASHES[kit.INPUT], "s", 0.91),
    "lstm_torch_default": ("LSTM, PyTorch's start", kit.FORGET, kit.DASHES[kit.OUTPUT], "v", 0.97),
    "lstm": ("LSTM, bias 1", kit.FORGET, "-", "o", 1.03),
    "gru": ("GRU", kit.INK, kit.DASHES[kit.CANDIDATE], "D", 1.09),
}
BAND = 300  # half the height of the band above the most updates of a training, where unsolved seeds stand


def arrays() -> dict[str, np.ndarray]:
    """Return the lags (4,) and for each of SERIES the updates (4, S), one row per lag; infinity where not solved."""
    measured, lags = kit.data("adding_problem"), kit.settings("adding_problem").lags

    def updates(name: str) -> np.ndarray:
        rows = [measured[name][lag].updates_until_solved for lag in lags]
        return np.array([[np.inf if n is None else n for n in row] for row in rows])

    return {"lags": np.array(lags), **{name: updates(name) for name in SERIES}}


def draw(narrow=False):
    """Plot every seed and the medians."""
    plotted, budget = arrays(), kit.settings("adding_problem").updates
    never = budget + BAND
    figure = kit.figure(height=4.6 if narrow else 4.2, narrow=narrow)
    axes = figure.add_subplot(xlabel="length of the sequence", xlim=(21, 235), ylim=(0, never + BAND))
    kit.title_y(axes, "updates until solved")
    axes.set_xscale("log", base=2)
    axes.set_xticks(plotted["lags"], [str(lag) for lag in plotted["lags"]])
    axes.minorticks_off()
    axes.set_yticks([0, 1000, 2000, budget, never], ["0", "1,000", "2,000", f"{budget:,}", "never"])
    axes.axhspan(budget, never + BAND, color=kit.RULE, alpha=0.15, lw=0)
    ends = []
    for name, (label, colour, dashes, marker, aside) in SERIES.items():
        for lag, seeds in zip(plotted["lags"], plotted[name], strict=True):
            spots = np.where(np.isinf(seeds), never, seeds)
            axes.plot([lag * aside] * len(seeds), spots, marker, color=colour, ms=5, alpha=0.6, mew=0)
        medians = np.median(plotted[name], axis=1)
        shown = np.where(np.isinf(medians), never, medians)
        axes.plot(plotted["lags"] * aside, shown, color=colour, ls=dashes, lw=1.8)
        short = label.replace("PyTorch's start", "PyTorch") if narrow else label
        ends += axes.plot(axes.get_xlim()[1], shown[-1], color=colour, label=short)  # all labels begin at one place
    kit.end_labels(axes, ends, gap=8)
    return figure
