"""From what length on attention itself is dearer than an LSTM layer, and than the Transformer layer's own matrices."""

import numpy as np

from scripts.figures import kit
from scripts.reference import attention_counts, flops

ALT = (
    "Multiply-adds per token of one layer, width 512. The LSTM is flat at 2.1 million. The Transformer starts at 3.1 "
    "million and grows with T. Its attention part alone reaches the LSTM's line at 2,048 tokens, and its own matrices "
    "at 3,072."
)
CAPTION = (
    "Follow the attention part alone: for half of the way it costs less than either layer's matrices. Both of its "
    "products are counted in full."
)
H = 512


def arrays() -> dict[str, np.ndarray]:
    """Return the lengths (N,) and, in millions per token, what each part costs there (N,)."""
    lengths = np.arange(32, 4097, 32)
    attention = np.array([attention_counts.attention(H, int(T)) for T in lengths]) / 1e6
    return {
        "lengths": lengths,
        "lstm": np.full(len(lengths), flops.lstm(H, H) / 2 / 1e6),
        "attention": attention,
        "transformer": attention + attention_counts.matrices(H) / 1e6,
    }


def draw(narrow=False):
    """Plot the LSTM, the whole Transformer layer and its attention part, with the two crossings."""
    plotted = arrays()
    figure = kit.figure(height=3.8 if narrow else 3.4, narrow=narrow)
    axes = figure.add_subplot(xlabel="tokens T", xlim=(0, 4096), ylim=(0, 8))
    kit.title_y(axes, "million multiply-adds per token")
    for name, colour, label, at in (
        ("lstm", kit.FORGET, "LSTM layer, $8H^2$", (2900, 1.45)),
        ("transformer", kit.INPUT, "Transformer layer, $12H^2 + 2TH$", (100, 6.2)),
        ("attention", kit.CANDIDATE, "its attention, $2TH$", (1300, 0.45)),
    ):
        axes.plot(plotted["lengths"], plotted[name], color=colour, ls=kit.DASHES[colour], lw=1.8)
        axes.text(*at, label, color=colour)
    matrices = attention_counts.matrices(H) / 1e6
    axes.axhline(matrices, color=kit.RULE, lw=1.2, zorder=0)
    axes.text(60, matrices - 0.1, "its matrices, $12H^2$", color=kit.MUTED, va="top")
    for T, level, words in ((4 * H, plotted["lstm"][0], "$T = 4H$"), (6 * H, matrices, "$T = 6H$")):
        axes.plot(T, level, "o", color=kit.INK, ms=6)
        axes.annotate(words, (T, level), (-4, 7), textcoords="offset points", ha="right")
    axes.set_xticks(range(0, 4097, 1024), [f"{T:,}" for T in range(0, 4097, 1024)])
    return figure
