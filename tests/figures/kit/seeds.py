"""Seeds as marks and the lines through their means: tests compare both with the arrays that were plotted."""

from collections import defaultdict
from collections.abc import Callable, Iterable

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D


def is_marks(line: Line2D) -> bool:
    """Whether it is drawn as marks alone, with no line through them."""
    return line.get_linestyle() == "None" and len(line.get_xdata()) > 0


def marks(axes: Axes, colour: str | None = None) -> np.ndarray:
    """The points (N, 2) of all that is drawn as marks alone, or of those in one colour, from left to right and up."""
    points = [line.get_xydata() for line in axes.lines if is_marks(line) and colour in {None, line.get_color()}]
    return _in_order(np.concatenate([np.empty((0, 2)), *points]))


def curve(axes: Axes, heights: np.ndarray, x: np.ndarray | None = None) -> Line2D:
    """The one line of a plot that has these heights (N,), at these places (N,) if they are given."""
    through = [
        line
        for line in axes.lines
        if not is_marks(line)
        and np.shape(line.get_ydata()) == np.shape(heights)
        and np.allclose(line.get_ydata(), heights)
        and (x is None or np.allclose(line.get_xdata(), x))
    ]
    assert len(through) == 1, f"{len(through)} lines through {np.asarray(heights).tolist()}, expected one"
    return through[0]


def expect_seeds(
    axes: Axes,
    series: Iterable[tuple[np.ndarray, np.ndarray]],
    middle: Callable[..., np.ndarray] = np.mean,
    others: int = 0,
) -> None:
    """Each of the series, x (N,) and seeds (N, S), has a mark per seed, and a line through its means or other `middle`.

    Marks have the colour of their line, and there are so many `others`.
    """
    by_colour = defaultdict(list)
    for x, seeds in series:
        assert seeds.ndim == 2
        assert seeds.shape[1] > 1, "one seed has no mean"
        points = np.column_stack([np.repeat(x, seeds.shape[1]), seeds.ravel()])
        by_colour[curve(axes, middle(seeds, axis=1), x).get_color()].append(points)
    expected = {colour: _in_order(np.concatenate(points)) for colour, points in by_colour.items()}
    for colour, points in expected.items():
        np.testing.assert_allclose(marks(axes, colour), points)
    assert len(marks(axes)) == sum(map(len, expected.values())) + others


def _in_order(points: np.ndarray) -> np.ndarray:
    return points[np.lexsort(points.T[::-1])]
