"""The look that all figures share: type, axes, and the few helpers that make plots one family.

Importing this module sets Matplotlib's defaults for the process. Fonts are those that Matplotlib ships, and text
becomes outlines, so that a figure looks and weighs the same on every machine.
"""

from collections.abc import Sequence

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.ticker import FuncFormatter, LogLocator, NullLocator
from matplotlib.transforms import offset_copy

from scripts.figures.kit.palette import INK, MUTED, PAPER, RULE
from scripts.figures.kit.sheet import POINTS, sheet

TEXT = 11.0

matplotlib.rcParams.update(
    {
        "font.family": "DejaVu Sans",
        "font.size": TEXT,
        "mathtext.fontset": "stix",
        "mathtext.fallback": "stix",
        "text.color": INK,
        "axes.labelcolor": INK,
        "axes.edgecolor": RULE,
        "axes.linewidth": 0.9,
        "axes.facecolor": "none",
        "axes.titlesize": TEXT,
        "axes.titlelocation": "left",
        "axes.titlepad": 8,
        "axes.labelsize": TEXT,
        "axes.labelpad": 6,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.prop_cycle": matplotlib.cycler(color=[INK]),
        "xtick.color": RULE,
        "ytick.color": RULE,
        "xtick.labelcolor": MUTED,
        "ytick.labelcolor": MUTED,
        "xtick.labelsize": 10,
        "ytick.labelsize": 10,
        "xtick.major.size": 4,
        "ytick.major.size": 4,
        "grid.color": RULE,
        "grid.linewidth": 0.5,
        "lines.linewidth": 2.2,
        "lines.solid_capstyle": "round",
        "lines.scale_dashes": True,
        "patch.edgecolor": INK,
        "hatch.color": INK,
        "legend.frameon": False,
        "legend.fontsize": 10,
        "figure.facecolor": PAPER,
        "figure.dpi": POINTS,  # as the SVG is drawn, so that measured texts are where they will be
        "svg.fonttype": "path",
        "svg.hashsalt": "lstm-interview-guide",
    }
)


def figure(*, height: float, narrow: bool = False) -> Figure:
    """Return an empty figure, 7 in wide (narrow: 4.5 in), whose axes keep clear of each other by themselves."""
    drawn = sheet(narrow)
    return Figure(figsize=(drawn.inches, drawn.whole_pixels(height)), layout="constrained")


def canvas(*, height: float, narrow: bool = False) -> tuple[Figure, Axes]:
    """Return a figure and one bare axes over all of it, 504 points wide (narrow: 324); (0, 0) is bottom left."""
    drawn = sheet(narrow)
    made = Figure(figsize=(drawn.inches, drawn.whole_pixels(height)))
    axes = made.add_axes((0, 0, 1, 1))
    axes.set(xlim=(0, made.get_figwidth() * POINTS), ylim=(0, made.get_figheight() * POINTS), aspect="equal")
    axes.axis("off")
    return made, axes


def small_multiples(
    rows: int, columns: int, *, height: float, narrow: bool = False, across: int = 1
) -> tuple[Figure, np.ndarray]:
    """Return a figure and its (rows, columns) array of axes, which share both scales and are labelled outside only.

    On a narrow figure the same array stands in reading order in `across` columns, so that `panels[0, 1]` is the panel
    that it is on a wide one; `lowest(panels)` gives those with nothing below.
    """
    made = figure(height=height, narrow=narrow)
    made.get_layout_engine().set(w_pad=0.06, h_pad=0.08)
    count, columns_drawn = rows * columns, across if narrow else columns
    shape = (-(-count // columns_drawn), columns_drawn)
    panels = made.subplots(*shape, sharex=True, sharey=True, squeeze=False).ravel()
    for above, empty in zip(panels[count - columns_drawn :], panels[count:], strict=False):
        empty.remove()
        above.tick_params(labelbottom=True)
    return made, panels[:count].reshape(rows, columns)


def lowest(panels: np.ndarray) -> list[Axes]:
    """Return the panels with no panel below them, where the label of the shared x axis belongs."""
    places = [axes.get_subplotspec() for axes in panels.flat]
    depth = {place.colspan.start: max(p.rowspan.stop for p in places if p.colspan == place.colspan) for place in places}
    return [a for a, p in zip(panels.flat, places, strict=True) if p.rowspan.stop == depth[p.colspan.start]]


def title_y(axes: Axes, text: str) -> None:
    """Say above the axes, level and from the left edge, what its height means: it reads better than a turned label."""
    axes.set_title(text, x=0.0)


def log_decades(axis, *, every: int = 1) -> None:
    """Make a Matplotlib axis (`axes.xaxis` or `axes.yaxis`) logarithmic, with a tick every so many decades.

    Ticks read 1, 10, 100, 0.1, 0.01 and powers of ten beyond.
    """
    getattr(axis.axes, f"set_{axis.axis_name}scale")("log")
    axis.set_major_locator(LogLocator(base=10.0**every, numticks=99))
    axis.set_minor_locator(NullLocator())
    axis.set_major_formatter(FuncFormatter(lambda value, _: decade(value)))


def decade(value: float) -> str:
    """Return the tick text of a power of ten."""
    exponent = round(np.log10(value))
    return f"{value:,.{max(0, -exponent)}f}" if -2 <= exponent <= 3 else f"$\\mathregular{{10^{{{exponent}}}}}$"


def end_labels(axes: Axes, lines: Sequence[Line2D], *, gap: float = 6.0) -> None:
    """Write each line's label right of its last point, in its colour, and push labels apart where they would touch.

    Call it last: it measures where the lines end in the axes' final scale. `gap` is the distance from them in points.
    """
    axes.figure.draw_without_rendering()
    ends = [axes.transData.transform((line.get_xdata()[-1], line.get_ydata()[-1]))[1] for line in lines]
    apart = TEXT * 1.25 * axes.figure.dpi / POINTS
    for line, end, place in zip(lines, ends, _spread(ends, apart), strict=True):
        shift = offset_copy(axes.transData, axes.figure, gap, (place - end) * POINTS / axes.figure.dpi, units="points")
        axes.text(
            line.get_xdata()[-1],
            line.get_ydata()[-1],
            line.get_label(),
            color=line.get_color(),
            transform=shift,
            va="center_baseline",
        )
        line.set_label(None)


def _spread(places: Sequence[float], apart: float) -> list[float]:
    """Return places at least `apart` from each other, moved as little as the pushing allows, in the given order."""
    order = sorted(range(len(places)), key=places.__getitem__)
    groups: list[list[float]] = []  # each: centre, number of labels
    for index in order:
        groups.append([places[index], 1])
        while len(groups) > 1 and groups[-1][0] - groups[-2][0] < apart * (groups[-1][1] + groups[-2][1]) / 2:
            (a, n), (b, m) = groups[-2:]
            groups[-2:] = [[(a * n + b * m) / (n + m), n + m]]
    spread = [centre + apart * (k - (count - 1) / 2) for centre, count in groups for k in range(int(count))]
    return [place for _, place in sorted(zip(order, spread, strict=True))]
