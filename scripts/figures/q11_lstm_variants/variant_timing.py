"""How soon each cell learns to fire after exactly n steps."""

import numpy as np

from scripts.figures import kit
from scripts.figures.kit.updates import until_solved

ALT = (
    "Updates until a network fires exactly 10, 20 and 40 steps after a pulse, five seeds per cell. At 10 all cells "
    "learn it. At 40 every seed with peepholes does, within 850 of 1,500 updates; the plain and the coupled cell need "
    "over 1,000, and some seeds are not right by 1,500."
)
CAPTION = (
    "Compare the rows in the panel of the longest delay. Each mark is one seed; in the grey band: not within "
    "1,500<!-- = settings('variant_timing').updates --> updates. All networks have about equally many parameters."
)
CELLS = {
    "plain": ("plain", kit.INK, "o"),
    "peephole": ("peepholes", kit.OUTPUT, "D"),
    "coupled": ("coupled", kit.INPUT, "s"),
}
BAND = 150  # half the width of the band behind the most updates of a training


def arrays() -> dict[str, np.ndarray]:
    """Return the delays (N,) and for each of CELLS the updates until right (N, S), infinite where not by the last."""
    measured, delays = kit.data("variant_timing"), kit.settings("variant_timing").delays
    found = {cell: np.array([until_solved(measured[cell][n].updates_until_right) for n in delays]) for cell in CELLS}
    return {"delays": np.array(delays), **found}


def draw(narrow=False):
    """Plot a panel for each delay, a row for each cell, a mark for each seed."""
    plotted, limit = arrays(), kit.settings("variant_timing").updates
    missed = limit + BAND + 60
    figure, panels = kit.small_multiples(1, 3, height=5.6 if narrow else 2.6, narrow=narrow)
    for k, (axes, delay) in enumerate(zip(panels.flat, plotted["delays"], strict=True)):
        axes.axvspan(missed - BAND, missed + BAND, color=kit.RULE, alpha=0.15, lw=0)
        for row, (cell, (_, colour, marker)) in enumerate(reversed(CELLS.items())):
            seeds = np.sort(np.minimum(plotted[cell][k], missed))
            aside = np.linspace(0.24, -0.24, len(seeds))
            axes.plot(seeds, row + aside, marker, color=colour, ms=5.5, alpha=0.75, mew=0)
        axes.set(xlim=(0, missed + BAND), ylim=(-0.5, len(CELLS) - 0.5))
        axes.set_xticks([0, 500, 1000, missed], ["0", "500", "1,000", f"not by\n{limit:,}"])
        axes.set_yticks(range(len(CELLS)), [label for label, *_ in reversed(CELLS.values())])
        axes.set_title(f"fire after {delay} steps", fontsize=11)
    lowest = kit.lowest(panels)
    lowest[len(lowest) // 2].set_xlabel("updates until right")
    return figure
