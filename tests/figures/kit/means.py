"""Points and the lines through their means: tests compare both with the arrays that were plotted, place by place."""

from collections.abc import Iterable

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


def expect_seeds(axes: Axes, series: Iterable[tuple[np.ndarray, np.ndarray]]) -> None:
    """Each of the series, x (N,) and seeds (N, S), has a mark per seed, and a line through the means; no other mark.

    Marks have the colour of the line through their means.
    """
    by_colour: dict[str, list[np.ndarray]] = {}
    for x, seeds in series:
        assert seeds.ndim == 2
        assert seeds.shape[1] > 1, "one seed has no mean"
        means = np.column_stack([x, seeds.mean(1)])
        lines = [line for line in axes.lines if not is_marks(line) and np.shape(line.get_xydata()) == means.shape]
        through = [line.get_color() for line in lines if np.allclose(line.get_xydata(), means)]
        assert len(through) == 1, f"{len(through)} lines through the means {means.tolist()}, expected one"
        points = np.column_stack([np.repeat(x, seeds.shape[1]), seeds.ravel()])
        by_colour.setdefault(through[0], []).append(points)
    for colour, points in by_colour.items():
        np.testing.assert_allclose(marks(axes, colour), _in_order(np.concatenate(points)))
    assert len(marks(axes)) == sum(len(some) for points in by_colour.values() for some in points)


def _in_order(points: np.ndarray) -> np.ndarray:
    return points[np.lexsort(points.T[::-1])]
