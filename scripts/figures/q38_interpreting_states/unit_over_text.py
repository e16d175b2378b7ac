"""The unit that follows the position in the line, over three lines of a text it has not seen, in four networks."""

from typing import Any

import numpy as np
from matplotlib.patches import Rectangle

from scripts.figures import kit

ALT = (
    "Three lines of text, tinted by one unit's cell state, which falls along each line and jumps back at the line "
    "break. Curves below: each of four networks has such a unit, but they are the units 58, 57, 47 and 14."
)
CAPTION = (
    "Follow a line: the cell state falls, and the line break sets it back. The networks differ in their seed alone; "
    "each has such a unit, in another place."
)
LINES = 3
LOOKS = (("-", kit.FORGET), ("--", kit.INPUT), ("-.", kit.CANDIDATE), (":", kit.OUTPUT))
STEPS = 8  # of the tint: few styles make a small file


def arrays() -> dict[str, Any]:
    """Return the lines, the cell states (networks, characters) over them, and the number of each network's unit."""
    measured = kit.data("line_position")
    first, *lines = measured.example.text.splitlines(keepends=True)[: LINES + 1]  # the first begins in a sentence
    place = slice(len(first), len(first) + sum(map(len, lines)))
    return {
        "lines": [line.rstrip() for line in lines],
        "c": np.array(measured.example.c)[:, place],
        "units": measured.units,
    }


def draw(narrow=False):
    """Draw the letters, tinted by the first network's unit, and the cell states of all four as curves below."""
    plotted = arrays()
    width, height, row = (324, 330, 21) if narrow else (504, 320, 24)
    figure, axes = kit.canvas(height=height / 72, narrow=narrow)
    step = (width - 12) / (max(map(len, plotted["lines"])) + 1)
    c, top = plotted["c"][0], height - 26
    axes.text(6, top + 10, f"cell state of unit {plotted['units'][0]} in the first network", size=10.5)
    low, high = c.min(), c.max()
    at = 0
    for number, line in enumerate(plotted["lines"]):
        below = top - (number + 1) * row
        for place, letter in enumerate(line):
            tint = 0.6 * round(STEPS * (c[at + place] - low) / (high - low)) / STEPS
            axes.add_patch(Rectangle((6 + place * step, below), step, row - 2, fc=kit.FORGET, alpha=tint, lw=0))
            axes.text(
                6 + (place + 0.5) * step, below + row / 2 - 1, letter, size=10.5, ha="center", va="center_baseline"
            )
        at += len(line) + 1
    traces = figure.add_axes((0.1, 0.15, 0.7, 0.46) if narrow else (0.07, 0.16, 0.81, 0.44))
    kit.title_y(traces, "cell state of each network's unit")
    ends = np.cumsum([len(line) + 1 for line in plotted["lines"]])
    for end in ends[:-1]:
        traces.axvline(end - 0.5, color=kit.RULE, lw=1.0)
    lines = [
        traces.plot(values, ls=dash, color=colour, lw=1.6, label=f"unit {unit}")[0]
        for values, unit, (dash, colour) in zip(plotted["c"], plotted["units"], LOOKS, strict=True)
    ]
    traces.set(xlim=(0, ends[-1] - 1), xlabel="character (grey: line break)")
    kit.end_labels(traces, lines)
    return figure
