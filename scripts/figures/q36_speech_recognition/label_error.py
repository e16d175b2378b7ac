"""Label error against the number of joined utterances: two LSTMs, a layer that sees one frame, and a baseline."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Label error rate against joined utterances, trained on one to four. From one to sixteen the forward "
    "LSTM goes from 0.09 to 0.10 and both ways from 0.03 to 0.05; a layer that sees one frame lies between 0.34 "
    "and 0.46, the nearest mean above 1."
)
CAPTION = (
    "The LSTMs stay low beyond the thin line, the most utterances in training. A layer without memory inserts labels; "
    "naming each frame makes more errors than there are labels. Dots: seeds."
)
SERIES = {
    "nearest_mean": ("nearest mean", kit.MUTED, kit.DASHES[kit.CANDIDATE]),
    "one_frame": ("one frame", kit.CANDIDATE, kit.DASHES[kit.OUTPUT]),
    "forward": ("forward", kit.INPUT, kit.DASHES[kit.INPUT]),
    "both": ("both ways", kit.FORGET, kit.DASHES[kit.FORGET]),
}


def arrays() -> dict[str, np.ndarray]:
    """Return the numbers of joined utterances (N,), the most in training, and by series the errors (N, seeds)."""
    measured, used = kit.data("joined_utterances"), kit.settings("joined_utterances")
    errors = {
        name: np.array([measured[name][n].error["values"] for n in used.test_joined])
        for name in SERIES
        if name != "nearest_mean"
    }
    baseline = np.array([[measured.nearest_mean[n].error] for n in used.test_joined])
    return {
        "joined": np.array(used.test_joined),
        "trained": np.array(used.train_joined),
        "nearest_mean": baseline,
        **errors,
    }


def draw(narrow=False):
    """Plot the mean error of each series, with a dot for each seed."""
    plotted = arrays()
    figure = kit.figure(height=3.6 if narrow else 3.2, narrow=narrow)
    axes = figure.add_subplot(xlabel="joined utterances", yscale="log")
    axes.set_xscale("log", base=2)
    axes.set_xticks(plotted["joined"], [str(n) for n in plotted["joined"]])
    axes.set_yticks([0.05, 0.1, 0.2, 0.5, 1.0], ["0.05", "0.1", "0.2", "0.5", "1"])
    axes.minorticks_off()
    kit.title_y(axes, "label error rate")
    lines = []
    for name, (label, colour, dashes) in SERIES.items():
        for seed in plotted[name].T if name != "nearest_mean" else ():
            axes.plot(plotted["joined"], seed, "o", color=colour, ms=3.5, alpha=0.5, mew=0)
        lines += axes.plot(plotted["joined"], plotted[name].mean(1), color=colour, ls=dashes, label=label)
    axes.axvline(plotted["trained"], color=kit.RULE, lw=0.9, zorder=0)
    kit.end_labels(axes, lines)
    return figure
