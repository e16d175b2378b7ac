"""What a panel shows of measured seeds: tests compare its marks and lines with the arrays that were plotted."""

from collections.abc import Iterable

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D


def is_marks(line: Line2D) -> bool:
    """Whether it is drawn as marks alone, with no line through them."""
    return line.get_linestyle() == "None" and len(line.get_xdata()) > 0


def marks(axes: Axes) -> np.ndarray:
    """The points (N, 2) of all that is drawn as marks alone, from left to right and up."""
    points = [line.get_xydata() for line in axes.lines if is_marks(line)]
    return _in_order(np.concatenate(points))


def expect_seeds(axes: Axes, series: Iterable[tuple[np.ndarray, np.ndarray]]) -> None:
    """Each of the series, x (N,) and seeds (N, S), has a mark per seed, and a line through the means; no other mark."""
    series, expected = list(series), []
    for x, seeds in series:
        assert seeds.ndim == 2
        assert seeds.shape[1] > 1, "one seed has no mean"
        means = np.column_stack([x, seeds.mean(1)])
        lines = [line.get_xydata() for line in axes.lines if not is_marks(line)]
        assert sum(line.shape == means.shape and np.allclose(line, means) for line in lines) == 1, means
        expected.append(np.column_stack([np.repeat(x, seeds.shape[1]), seeds.ravel()]))
    np.testing.assert_allclose(marks(axes), _in_order(np.concatenate(expected)))


def _in_order(points: np.ndarray) -> np.ndarray:
    return points[np.lexsort(points.T[::-1])]
