"""Bytes against accuracy for one LSTM made smaller in every usual way, alone and with 8-bit weights on top."""

import numpy as np

from scripts.figures import kit

ALT = (
    "Accuracy on JapaneseVowels by size, from 35 kB. A GRU of half the units in 8 bits keeps 0.969 at 3.0 kB, the "
    "LSTM cut to half in more bytes. Magnitude pruning falls to 0.72 at 5 kB, below nearest mean, 0.92. Distilled "
    "LSTMs are no better than those trained alone."
)
CAPTION = (
    "Read from the right: the best way keeps its height longest. Means of five seeds. Grey and green squares: 8 "
    "bits on top."
)
WAYS = {  # the ways of a line, from the largest
    "pruned": [f"pruned_{share}" for share in (0.5, 0.8, 0.9)],
    "low_rank": [f"low_rank_{r}" for r in (16, 8, 4)],
    "rounded": [f"rounded_{bits}" for bits in (8, 4, 3, 2)],
    "trained": [f"trained_{bits}" for bits in (4, 3, 2)],
    "units": ["units_20", "units_12"],
    "units_8": ["units_20_8", "units_12_8"],
    "lstm": [f"lstm_{H}" for H in (20, 12, 8)],
    "distilled": [f"distilled_{H}" for H in (20, 12, 8)],
    "gru": ["gru_40", "gru_20"],
    "gru_8": ["gru_40_8", "gru_20_8"],
}
LOOKS = {  # colour, marker, line, label, and where it stands: bytes, accuracy, alignment
    "pruned": (kit.FORGET, "o", "-", "magnitude pruning", (5.7e3, 0.73, "left")),
    "low_rank": (kit.OUTPUT, "v", "--", "low rank", (5.2e3, 0.889, "right")),
    "rounded": (kit.INPUT, "o", "-", "fewer bits", (4.05e3, 0.913, "right")),
    "trained": (kit.INPUT, "s", ":", "rounded in training", (6.6e3, 0.9745, "right")),
    "units": (kit.CANDIDATE, "D", "-", "fewer units", (1.02e4, 0.9727, "left")),
    "units_8": (kit.CANDIDATE, "s", "--", "fewer units,\n8 bits", (1.8e3, 0.963, "right")),
    "lstm": (kit.INK, "^", "-", "small LSTM", (2.75e3, 0.944, "right")),
    "distilled": (kit.MUTED, "x", ":", "distilled", (2.75e3, 0.93, "right")),
    "gru": (kit.MUTED, "P", "", "GRU", (2.7e4, 0.9777, "center")),
    "gru_8": (kit.MUTED, "s", "", "GRU, 8 bits", (2.75e3, 0.9705, "right")),
}


def arrays() -> dict[str, np.ndarray]:
    """Return for each line its bytes and accuracies (2, ways), the full network's (2,) and the baseline's accuracy."""
    measured = kit.data("compressed_speaker")

    def both(way: str) -> tuple[float, float]:
        return measured.ways[way].bytes, measured.ways[way].right.mean

    lines = {name: np.array([both(way) for way in ways]).T for name, ways in WAYS.items()}
    return {**lines, "full": np.array(both("full")), "nearest_mean": np.array(measured.nearest_mean)}


def draw(narrow=False):
    """Plot the lines with a name at each."""
    plotted = arrays()
    figure = kit.figure(height=4.9 if narrow else 4.2, narrow=narrow)
    axes = figure.add_subplot()
    for name, (colour, marker, style, label, (x, y, side)) in LOOKS.items():
        sizes, right = plotted[name]
        axes.plot(
            sizes, 1 - right, marker=marker, ls=style, color=colour, lw=1.4, ms=5.5, mew=1.2 if marker == "x" else 0
        )
        axes.text(x, 1 - y, label, color=colour, size=10.5, ha=side, va="center")
    full = plotted["full"]
    axes.plot(full[0], 1 - full[1], "o", color=kit.INK, ms=8)
    axes.text(full[0], (1 - full[1]) * 1.17, "full", color=kit.INK, size=10.5, ha="center", va="top")
    baseline = 1 - plotted["nearest_mean"]
    axes.axhline(baseline, color=kit.RULE, lw=1.2, zorder=0)
    axes.text(4.3e4, baseline * 1.05, "nearest mean", color=kit.MUTED, size=10, ha="right", va="top")
    axes.set_xscale("log")
    axes.set_yscale("log")
    axes.set(xlim=(0.95e3, 4.6e4), ylim=(0.33, 0.0205))
    shares = (0.7, 0.8, 0.9, 0.95, 0.97)
    axes.set_yticks([1 - share for share in shares], [f"{share:g}" for share in shares])
    sizes = (1, 2, 4, 8, 16, 32)
    axes.set_xticks([1e3 * size for size in sizes], [str(size) for size in sizes])
    axes.minorticks_off()
    axes.set_xlabel("kB of weights")
    axes.set_title("accuracy", loc="left", fontsize=11)
    return figure
