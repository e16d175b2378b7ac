"""What the figures of gradients by lag have in common: their record, and lines, bands and names over lags."""

import numpy as np
import pytest
from matplotlib.axes import Axes

from scripts.figures import kit

SETTINGS = kit.settings("gradient_by_lag")
NARROW = pytest.mark.parametrize("narrow", [False, True])


def bands(axes: Axes) -> list[np.ndarray]:
    """The lower and the upper edge (2, L) of every band of a panel, from left to right."""
    edges = []
    for band in axes.collections:
        x, y = band.get_paths()[0].vertices.T
        edges.append(np.array([[side(y[x == at]) for at in np.unique(x)] for side in (np.min, np.max)]))
    return edges


def curves(axes: Axes, lags: np.ndarray) -> list:
    """The lines of a panel that go over the lags."""
    return [line for line in axes.lines if len(line.get_xdata()) == len(lags)]


def named(axes: Axes) -> dict[str, tuple[float, float, str]]:
    """By each name beside a line's end: where that end is, and the name's colour."""
    return {text.get_text(): (*text.get_position(), text.get_color()) for text in axes.texts}
