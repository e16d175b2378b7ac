"""The same three sequences as a padded and as a packed batch: which steps the LSTM computes, in which order."""

import numpy as np
from matplotlib.patches import Rectangle

from scripts.figures import kit
from scripts.reference import packing

ALT = (
    "Three sequences of 6, 3 and 4 steps. Padded, the batch is a rectangle of 18 steps, 5 of them padding. Packed, "
    "the longest stands first and the padding is gone: 3, 3, 3, 2, 1 and 1 rows at the six time steps, 13 in all."
)
CAPTION = (
    "Count the boxes in each column: padded, three at every step; packed, only the sequences that still run. The row "
    "numbers show that packing sorts by length."
)
LENGTHS = np.array([6, 3, 4])
SIDE, GAP = 29, 4  # of a box, and between two, in points


def arrays() -> dict[str, np.ndarray]:
    """Return which steps are computed, (T, B), padded and packed, and the packed layout from the reference code."""
    T = LENGTHS.max()
    packed = packing.pack(np.ones((T, len(LENGTHS), 1)), LENGTHS)
    return {
        "padded": np.ones((T, len(LENGTHS)), bool),
        "real": packing.unpack(packed, T)[:, :, 0].astype(bool),
        "batch_sizes": packed.batch_sizes,
        "order": packed.order,
    }


def boxes(axes, left: float, top: float, rows: list[int], real: np.ndarray, *, pads: bool) -> None:
    """Draw one batch: a row per sequence in the given order, and below each column how many boxes are computed."""
    T = len(real)
    for row, b in enumerate(rows):
        y = top - row * (SIDE + GAP)
        axes.text(left - 8, y - SIDE / 2, f"seq. {b + 1}", ha="right", va="center", size=10)
        for t in range(T):
            x = left + t * (SIDE + GAP)
            if real[t, b]:
                axes.add_patch(Rectangle((x, y - SIDE), SIDE, SIDE, fc=kit.INPUT, alpha=0.25, ec="none"))
                axes.add_patch(Rectangle((x, y - SIDE), SIDE, SIDE, fc="none", ec=kit.INPUT, lw=1.2))
                axes.text(x + SIDE / 2, y - SIDE / 2, f"$x_{t + 1}$", ha="center", va="center", size=10.5)
            elif pads:
                axes.add_patch(Rectangle((x, y - SIDE), SIDE, SIDE, fc="none", ec=kit.MUTED, lw=1, ls=(0, (3, 2))))
                axes.text(x + SIDE / 2, y - SIDE / 2, "pad", ha="center", va="center", size=9.5, color=kit.MUTED)
    counts = [len(rows)] * T if pads else real.sum(axis=1)
    y = top - len(rows) * (SIDE + GAP) - 9
    for t, count in enumerate(counts):
        axes.text(left + t * (SIDE + GAP) + SIDE / 2, y, str(count), ha="center", va="center", size=10.5)
    title = f"{'padded' if pads else 'packed'}: {sum(counts)} steps computed"
    axes.text(left, top + 9, title, va="bottom", size=11, weight="bold")


def draw(narrow=False):
    """Draw both batches, one below the other on a phone."""
    plotted = arrays()
    height = 316 if narrow else 152
    figure, axes = kit.canvas(height=height / 72, narrow=narrow)
    top = height - 27
    boxes(axes, 62, top, list(range(len(LENGTHS))), plotted["real"], pads=True)
    left, below = (62, top - 160) if narrow else (306, top)
    boxes(axes, left, below, plotted["order"].tolist(), plotted["real"], pads=False)
    return figure
