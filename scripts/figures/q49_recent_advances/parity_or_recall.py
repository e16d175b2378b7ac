"""Who tracks a changing state and who recalls many pairs: four cells of about equally many weights."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Parity, trained to step 40: LSTM and sLSTM stay near 1 up to step 256, mLSTM and minLSTM are at chance. Recall: "
    "LSTM, sLSTM and minLSTM follow the baseline, the commonest value; a small mLSTM is above it at few pairs, and two "
    "large ones of three are far above it up to 32 pairs."
)
CAPTION = "The mLSTM is at chance in one panel, first in the other. Dots: seeds; lines: means; broad grey: no network."
CELLS = {
    "lstm": ("LSTM", kit.INK, "-", "o"),
    "slstm": ("sLSTM", kit.FORGET, "--", "s"),
    "minlstm": ("minLSTM", kit.INPUT, ":", "^"),
    "mlstm": ("mLSTM", kit.CANDIDATE, "-.", "D"),
    "mlstm_narrow": ("mLSTM, small", kit.OUTPUT, "--", "v"),  # its state about as large as the LSTM's; recall alone
}


def arrays() -> dict[str, dict[str, np.ndarray]]:
    """Return by task what is on the x axis, the shares right of every cell, (points, seeds), and those `without` it.

    Without a network one guesses, or names the value shown most often.
    """
    measured, settings = kit.data("parity_and_recall"), kit.settings("parity_and_recall")
    ends = settings.parity.stretches
    middles = (np.array([0, *ends[:-1]]) + np.array(ends) + 1) / 2
    plotted = {"parity": {"x": middles}, "recall": {"x": np.array(settings.recall.pairs)}}
    for task, points in (("parity", ends), ("recall", settings.recall.pairs)):
        for cell in [cell for cell in CELLS if cell in settings[task].models]:
            right = measured[task][cell].right
            plotted[task][cell] = np.array([right[point]["values"] for point in points])
    plotted["parity"]["without"] = np.full(len(ends), measured.parity.guess)
    plotted["recall"]["without"] = np.array([measured.recall.commonest[P] for P in settings.recall.pairs])
    return plotted


def draw(narrow=False):
    """Plot a panel per task: dots are seeds, lines their means."""
    plotted, settings = arrays(), kit.settings("parity_and_recall")
    figure = kit.figure(height=5.8 if narrow else 3.4, narrow=narrow)
    panels = figure.subplots(2, 1) if narrow else figure.subplots(1, 2)
    for axes, shares in zip(panels, plotted.values(), strict=True):
        for cell in [name for name in CELLS if name in shares]:
            label, colour, dash, marker = CELLS[cell]
            axes.plot(shares["x"], shares[cell].mean(1), dash, color=colour, marker=marker, ms=4.5, label=label)
            x = np.broadcast_to(shares["x"][:, None], shares[cell].shape)
            axes.plot(x.ravel(), shares[cell].ravel(), marker, color=colour, ms=3, mew=0, alpha=0.5)
        axes.plot(shares["x"], shares["without"], color=kit.RULE, lw=4, zorder=0)
        axes.set(ylim=(0, 1.05))
    parity, recall = panels
    parity.set_xscale("log", base=2)
    parity.set(xlabel="step, the middle of a stretch", xlim=(4.5, 240))
    parity.set_xticks([5, 15, 30, 52, 96, 192], ["5", "15", "30", "52", "96", "192"], minor=False)
    parity.axvline(settings.parity.T + 0.5, color=kit.MUTED, lw=1, ls=(0, (2, 2)))
    parity.text(settings.parity.T + 3, 0.06, "longer than\ntrained", size=10, color=kit.MUTED)
    parity.text(6, 0.46, "chance", size=10, color=kit.MUTED, va="top")
    parity.set_title("parity: share right", loc="left", fontsize=11)
    recall.set_xscale("log", base=2)
    recall.set(xlabel="pairs to recall", xlim=(0.9, 36))
    recall.set_xticks([1, 2, 4, 8, 16, 32], ["1", "2", "4", "8", "16", "32"], minor=False)
    recall.text(1.05, 0.11, "commonest value", size=10, color=kit.MUTED)
    recall.set_title("recall: share right", loc="left", fontsize=11)
    parity.legend(*recall.get_legend_handles_labels(), loc="center", bbox_to_anchor=(0.5, 0.7), fontsize=10, ncols=2)
    return figure
