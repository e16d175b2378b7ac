"""What a plot of several seeds shows: tests compare its lines and marks with the series that were plotted."""

from collections import Counter
from collections.abc import Callable, Iterable

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D


def curve(axes: Axes, heights: np.ndarray) -> Line2D:
    """The one line of a plot that has these heights."""
    (line,) = [
        line for line in axes.lines if line.get_linestyle() != "None" and np.array_equal(line.get_ydata(), heights)
    ]
    return line


def marks(axes: Axes) -> list[Line2D]:
    """What is drawn with marks alone."""
    return [line for line in axes.lines if line.get_linestyle() == "None"]


def expect_seeds(axes: Axes, series: Iterable[np.ndarray], middle: Callable[..., np.ndarray] = np.mean) -> None:
    """Each of the series (N, seeds) has a line of its means, or another `middle`, and in its colour a mark per seed."""
    for values in series:
        colour = curve(axes, middle(values, axis=1)).get_color()
        drawn = [height for line in marks(axes) if line.get_color() == colour for height in np.ravel(line.get_ydata())]
        missing = Counter(values.ravel().tolist()) - Counter(np.array(drawn).tolist())
        assert not missing, f"no mark in {colour} at {sorted(missing)}"
