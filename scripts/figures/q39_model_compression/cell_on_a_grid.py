"""A cell state that gets the same number at each step, stored exactly, in 16 bits and in 8 bits of a range of ±50."""

import numpy as np

from scripts.figures import kit
from scripts.reference import quantise

ALT = (
    "A cell that gets 0.15 at each of 100 steps, stored with a range of 50 either side. In 16 bits it reaches 15, as "
    "it should; in 8 bits it stays at 0, as 0.15 is less than half a step. With 0.25 at each step, 8 bits reach 39 "
    "instead of 25."
)
CAPTION = (
    "Follow the 8-bit lines: an update below half a step is lost each time, one just above it counts as a whole step. "
    "Forget gate at 1."
)
RANGE, T = 50.0, 100
WRITTEN = {"small": 0.15, "larger": 0.25}
LOOKS = {"16": ("exact, 16 bits", kit.CANDIDATE), "8": ("8 bits", kit.FORGET)}


def arrays() -> dict[str, np.ndarray]:
    """Return for each update the cell state at every step (T + 1,), exact and in 16 and 8 bits, and the steps."""
    made: dict[str, np.ndarray] = {"steps": np.arange(T + 1)}
    for name, written in WRITTEN.items():
        updates = np.full(T, written)
        made[f"{name}_exact"] = np.append(0.0, np.cumsum(updates))
        for bits in (16, 8):
            scale = 2 * RANGE / (2**bits - 1)
            made[f"{name}_{bits}"] = np.append(0.0, quantise.cell(1.0, updates, scale))
    return made


def draw(narrow=False):
    """Plot a panel per update; the exact line lies under that of 16 bits."""
    plotted = arrays()
    figure, panels = kit.small_multiples(1, 2, height=5.2 if narrow else 2.9, narrow=narrow)
    for axes, (name, written) in zip(panels.flat, WRITTEN.items(), strict=True):
        axes.plot(plotted["steps"], plotted[f"{name}_exact"], color=kit.INK, lw=4, alpha=0.25)
        for bits, (label, colour) in LOOKS.items():
            axes.plot(plotted["steps"], plotted[f"{name}_{bits}"], color=colour, ls=kit.DASHES[colour])
            end = plotted[f"{name}_{bits}"][-1]
            below = bits == "16" and name == "larger"
            va = "top" if below else "bottom"
            axes.text(98, end + (-11 if below else 1.4), label, color=colour, ha="right", va=va, size=10.5)
        axes.set(xlim=(0, 100), ylim=(-2, 46))
        axes.set_title(f"cell state, {written} written at each step", loc="left", fontsize=11)
    for axes in kit.lowest(panels):
        axes.set_xlabel("steps")
    return figure
