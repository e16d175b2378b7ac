"""How far a trained LSTM and a trained GRU count beyond the strings that they were trained on."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Networks that learned to count to 20 are asked to count to 400. On average a GRU with 5 units stops at 47. An "
    "LSTM with 4 goes on to 160, with forget bias 5 to 296. A GRU with 32 units comes to 144. None is right at 60."
)
CAPTION = (
    "Read $n$ times a, then b: how many b until the network first says: as many. All answer right as far "
    "as they were trained, none beyond 51<!-- = max(data('counting').lstm_bias_5.reach.values) -->. Dots: seeds; "
    "lines: their mean."
)
SERIES = {
    "lstm_bias_5": ("LSTM, bias 5", kit.FORGET, kit.DASHES[kit.OUTPUT], "v"),
    "lstm": ("LSTM, bias 1", kit.FORGET, "-", "o"),
    "gru_wide": ("GRU, H = {}", kit.INK, kit.DASHES[kit.INPUT], "s"),
    "gru": ("GRU, H = {}", kit.INK, kit.DASHES[kit.CANDIDATE], "D"),
}
NS = (10, 20, 40, 60, 100, 200, 400)


def arrays() -> dict[str, np.ndarray]:
    """Return the numbers of a (7,), the longest trained, and what each of SERIES says for them (7, S)."""
    measured = kit.data("counting")
    said = {name: np.array([measured[name].said[n]["values"] for n in NS]) for name in SERIES}
    return {"n": np.array(NS), "longest": np.array(measured.longest), **said}


def draw(narrow=False):
    """Plot every seed and the means, with the right answer and the range of training."""
    plotted = arrays()
    figure = kit.figure(height=4.6 if narrow else 4.2, narrow=narrow)
    axes = figure.add_subplot(xlabel="a's read", xlim=(9, 440), ylim=(9, 440))
    kit.title_y(axes, "b's read when it says: as many")
    for axis, scale in ((axes.xaxis, axes.set_xscale), (axes.yaxis, axes.set_yscale)):
        scale("log")
        axis.set_ticks(NS, [str(n) for n in NS])
    axes.minorticks_off()
    axes.axvspan(9, plotted["longest"], color=kit.RULE, alpha=0.15, lw=0)
    axes.text(9.5, 300, "trained\non", color=kit.MUTED, va="center", fontsize=10)
    axes.plot([9, 440], [9, 440], color=kit.RULE, lw=1.2, zorder=0)
    axes.text(215, 260, "right", color=kit.MUTED, ha="right")
    lines = []
    for name, (label, colour, dashes, marker) in SERIES.items():
        label = label.format(kit.settings("counting").models[name].H)
        for seeds in plotted[name].T:
            axes.plot(plotted["n"], seeds, marker, color=colour, ms=4.5, alpha=0.6, mew=0)
        lines += axes.plot(plotted["n"], plotted[name].mean(1), color=colour, ls=dashes, label=label)
    kit.end_labels(axes, lines, gap=14)
    return figure
