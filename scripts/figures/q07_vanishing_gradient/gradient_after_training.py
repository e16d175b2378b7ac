"""What training does to the gradient by lag: the LSTM learns to hold it, the RNN does not."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Gradient at the memory, k steps back, before and after 1,000 updates on the adding problem. Every LSTM that "
    "learned the task holds it level over 45 steps, wherever its forget bias began; two of five with bias 5 did not "
    "learn, nor did any RNN."
)
CAPTION = (
    "Length of the gradient at $c_{T-k}$ (RNN: $h_{T-k}$), one line per seed; dotted: test error above 0.01. Compare "
    "before and after: the LSTMs that learned the task hold it level."
)
NETWORKS = {"rnn": "RNN", "lstm_bias_0": "bias 0", "lstm_bias_1": "bias 1", "lstm_bias_5": "bias 5"}
LEARNED = 0.01


def arrays() -> dict[str, np.ndarray]:
    """Return the lags (L,), lengths (4, S, L) `before` and `after` by network, and who learned the task, (4, S)."""
    trained = kit.data("gradient_by_lag").trained
    lags = list(trained.rnn.before.h)

    def lengths(when: str) -> np.ndarray:
        paths = [trained[name][when]["h" if name == "rnn" else "c"] for name in NETWORKS]
        return np.array([[path[k]["values"] for k in lags] for path in paths]).swapaxes(1, 2)

    errors = np.array([trained[name].test_mse["values"] for name in NETWORKS])
    return {
        "lags": np.array(lags, dtype=int),
        "before": lengths("before"),
        "after": lengths("after"),
        "learned": errors < LEARNED,
    }


def draw(narrow=False):
    """Plot every seed, with a column for each network; on a phone a row, with before and after side by side."""
    plotted = arrays()
    if narrow:
        figure, panels = kit.small_multiples(len(NETWORKS), 2, height=7.4, narrow=True, across=2)
        panels = panels.T
    else:
        figure, panels = kit.small_multiples(2, len(NETWORKS), height=4.6)
    for column, (name, title) in enumerate(NETWORKS.items()):
        colour = kit.INK if name == "rnn" else kit.FORGET
        for row, when in enumerate(("before", "after")):
            axes = panels[row, column]
            for seed, learned in zip(plotted[when][column], plotted["learned"][column], strict=True):
                dashes = "-" if learned or when == "before" else kit.DASHES[kit.CANDIDATE]
                axes.plot(plotted["lags"], seed, color=colour, lw=1.3, ls=dashes)
            axes.set_xlim(0, 45)
            axes.set_xticks([0, 20, 40])
        for axes, when in zip(panels[: 2 if narrow else 1, column], ("before", "after"), strict=False):
            network = title if name == "rnn" else f"LSTM, {title}"
            axes.set_title(f"{network}: {when}" if narrow else network, fontsize=10)
    kit.log_decades(panels[0, 0].yaxis, every=4)
    panels[0, 0].set_ylim(1e-11, 30)
    for row, when in enumerate(() if narrow else ("before", "after")):
        panels[row, -1].annotate(when, (1.03, 0.5), xycoords="axes fraction", rotation=270, va="center")
    figure.supxlabel("steps back, k", fontsize=11)
    figure.supylabel("length of the gradient", fontsize=11)
    return figure
