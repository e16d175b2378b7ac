"""The gradient that reaches h, k steps back, in untrained networks."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Length of the gradient at h, k steps back, before training. The LSTM with forget bias 0 loses it as fast as the "
    "RNN, to below 1e-19 after 95 steps. With bias 1 it loses it too, and an RNN with orthogonal U keeps more. With "
    "bias 3 and 5 it keeps it."
)
CAPTION = (
    "How long the gradient at $h_{T-k}$ still is before training. Compare forget bias 0 with the RNN, then 3 and 5 "
    "with the orthogonal RNN. Lines: mean of 5<!-- = len(settings('gradient_by_lag').seeds) --> seeds; bands: smallest "
    "to largest."
)
SERIES = {
    "rnn": ("RNN", kit.INK, 2.2, kit.DASHES[kit.INPUT]),
    "rnn_orthogonal": ("orthogonal RNN", kit.INK, 1.4, kit.DASHES[kit.CANDIDATE]),
    "lstm_bias_0": ("LSTM, bias 0", kit.FORGET, 1.2, "-"),
    "lstm_bias_1": ("LSTM, bias 1", kit.FORGET, 1.8, "-"),
    "lstm_bias_3": ("LSTM, bias 3", kit.FORGET, 2.4, "-"),
    "lstm_bias_5": ("LSTM, bias 5", kit.FORGET, 3.0, "-"),
}


def arrays() -> dict[str, np.ndarray]:
    """Return the lags (L,) and for each of SERIES the lengths (S, L), a row per seed."""
    start = kit.data("gradient_by_lag").start
    lags = list(start.rnn.h)
    lengths = {name: np.array([start[name].h[k]["values"] for k in lags]).T for name in SERIES}
    return {"lags": np.array(lags, dtype=int), **lengths}


def draw(narrow=False):
    """Plot mean and range of each network over the lag."""
    plotted = arrays()
    figure = kit.figure(height=4.8 if narrow else 4.4, narrow=narrow)
    axes = figure.add_subplot(xlabel="steps back, k", xlim=(0, 95))
    kit.title_y(axes, "length of the gradient at h")
    kit.log_decades(axes.yaxis, every=5)
    lines = []
    for name, (label, colour, width, dashes) in SERIES.items():
        seeds = plotted[name]
        axes.fill_between(plotted["lags"], seeds.min(0), seeds.max(0), color=colour, alpha=0.15, lw=0)
        lines += axes.plot(plotted["lags"], seeds.mean(0), color=colour, lw=width, ls=dashes, label=label)
    axes.set_ylim(1e-25, 10)
    kit.end_labels(axes, lines)
    return figure
