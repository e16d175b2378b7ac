"""How soon each cell solves the adding problem, over the length of the sequence."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Updates until the adding problem is solved, over the length of the sequence. At length 200 the GRU needs about "
    "200, the LSTM 1,450 with forget bias 1 and 1,650 with PyTorch's start: the spreads overlap. From length 50 on no "
    "RNN solves it."
)
CAPTION = (
    "Updates until the test error was first below 0.01<!-- = settings('adding_problem').solved -->, checked every "
    "50<!-- = settings('adding_problem').check_every -->. Dots are seeds, lines the median of five; in the band at the "
    "top: not within 3,000<!-- = settings('adding_problem').updates --> updates. LSTM with forget bias "
    "1<!-- = settings('adding_problem').models.lstm.forget_bias --> and with PyTorch's start (mean forget gate 0.5), "
    "$H = 16$<!-- = settings('adding_problem').models.lstm.H -->; GRU "
    "$H = 19$<!-- = settings('adding_problem').models.gru.H -->; RNN "
    "$H = 34$<!-- = settings('adding_problem').models.rnn.H -->: equal parameters. Each kind of cell has its own best "
    "rate."
)
SERIES = {
    "rnn": ("RNN", kit.MUTED, kit.DASHES[kit.INPUT], "s", 0.91),
    "lstm_torch_default": ("LSTM, PyTorch's start", kit.FORGET, kit.DASHES[kit.OUTPUT], "v", 0.97),
    "lstm": ("LSTM, bias 1", kit.FORGET, "-", "o", 1.03),
    "gru": ("GRU", kit.INK, kit.DASHES[kit.CANDIDATE], "D", 1.09),
}
BAND = 300  # half the height of the band above the most updates of a training, where unsolved seeds stand


def arrays() -> dict[str, np.ndarray]:
    """Return the lags (4,) and for each of SERIES the updates (4, S), a row a lag; infinity where not solved."""
    measured, lags = kit.data("adding_problem"), kit.settings("adding_problem").lags

    def updates(name: str) -> np.ndarray:
        rows = [measured[name][lag].updates_until_solved for lag in lags]
        return np.array([[np.inf if n is None else n for n in row] for row in rows])

    return {"lags": np.array(lags), **{name: updates(name) for name in SERIES}}


def draw(narrow=False):
    """Plot every seed and the medians."""
    plotted, budget = arrays(), kit.settings("adding_problem").updates
    never = budget + BAND
    figure = kit.figure(height=4.2, narrow=narrow)
    axes = figure.add_subplot(xlabel="length of the sequence", xlim=(21, 222), ylim=(0, never + BAND))
    kit.title_y(axes, "updates until solved")
    axes.set_xscale("log", base=2)
    axes.set_xticks(plotted["lags"], [str(lag) for lag in plotted["lags"]])
    axes.minorticks_off()
    axes.set_yticks([0, 1000, 2000, budget, never], ["0", "1,000", "2,000", f"{budget:,}", "never"])
    axes.axhspan(budget, never + BAND, color=kit.RULE, alpha=0.15, lw=0)
    lines = []
    for name, (label, colour, dashes, marker, aside) in SERIES.items():
        for lag, seeds in zip(plotted["lags"], plotted[name], strict=True):
            spots = np.where(np.isinf(seeds), never, seeds)
            axes.plot([lag * aside] * len(seeds), spots, marker, color=colour, ms=5, alpha=0.6, mew=0)
        medians = np.median(plotted[name], axis=1)
        shown = np.where(np.isinf(medians), never, medians)
        lines += axes.plot(plotted["lags"] * aside, shown, color=colour, ls=dashes, lw=1.8, label=label)
    kit.end_labels(axes, lines, gap=16)
    return figure
