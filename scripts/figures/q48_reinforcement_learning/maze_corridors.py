"""Success at the end of a T-maze over the length of its corridor, by what the policy remembers."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Share of episodes with the right turn over the length of the corridor. One frame is at chance throughout, 4 "
    "frames beyond 2 steps, 12 frames beyond 10. LSTMs are right up to 20 steps, but for one seed at forget bias 1; at "
    "40 steps some seeds of each are well above chance and others at it."
)
CAPTION = (
    "Each stack drops to a coin flip where the signal leaves it; the LSTMs do not, until training gives out. Dots: "
    "five seeds; lines: means; grey line: chance."
)
SERIES = {
    "lstm_bias_4": ("LSTM, bias 4", kit.FORGET, "-", "o", 1.06),
    "lstm": ("LSTM, bias 1", kit.FORGET, kit.DASHES[kit.OUTPUT], "v", 1.03),
    "twelve": ("12 frames", kit.CANDIDATE, kit.DASHES[kit.CANDIDATE], "D", 1.0),
    "four": ("4 frames", kit.INPUT, kit.DASHES[kit.INPUT], "s", 0.97),
    "one": ("1 frame", kit.INK, kit.DASHES[kit.INPUT], "^", 0.94),
}


def arrays() -> dict[str, np.ndarray]:
    """Return the lengths (5,), chance, and for each of SERIES the success (5, S), one row per length."""
    measured, lengths = kit.data("corridor_memory"), kit.settings("corridor_memory").lengths
    success = {name: np.array([measured[name][N].success["values"] for N in lengths]) for name in SERIES}
    return {"lengths": np.array(lengths), "chance": np.array(measured.chance), **success}


def draw(narrow=False):
    """Plot every seed and the means, with the level of chance."""
    plotted = arrays()
    figure = kit.figure(height=4.4 if narrow else 3.8, narrow=narrow)
    axes = figure.add_subplot(xlabel="steps from the signal to the turn", xlim=(1.7, 48), ylim=(0.38, 1.03))
    kit.title_y(axes, "share of episodes with the right turn")
    axes.set_xscale("log", base=2)
    axes.set_xticks(plotted["lengths"], [str(n) for n in plotted["lengths"]])
    axes.minorticks_off()
    axes.axhline(plotted["chance"], color=kit.RULE, lw=1.2, zorder=0)
    lines = []
    for name, (label, colour, dashes, marker, aside) in SERIES.items():
        for seeds in plotted[name].T:
            axes.plot(plotted["lengths"] * aside, seeds, marker, color=colour, ms=4, alpha=0.55, mew=0)
        means = plotted[name].mean(1)
        axes.plot(plotted["lengths"] * aside, means, color=colour, ls=dashes, lw=1.8)
        lines += axes.plot(axes.get_xlim()[1], means[-1], color=colour, label=label)  # all labels begin at one place
    kit.end_labels(axes, lines, gap=8)
    return figure
