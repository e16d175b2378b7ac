"""What stands on a drawing: the artists of a panel, their kinds, labels, colours and points."""

from collections.abc import Iterator

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import Collection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Text


def artists_of(axes: Axes) -> list[Artist]:
    """What a panel shows, in the order in which marks are numbered."""
    legend = axes.get_legend()
    return [*axes.lines, *axes.collections, *axes.patches, *axes.images, *axes.texts, *(legend.texts if legend else ())]


def kind_of(artist: Artist) -> str:
    """The type of an artist, but for points that no line joins, such as the seeds beside their mean."""
    loose = isinstance(artist, Line2D) and artist.get_linestyle() == "None"
    return "points" if loose else type(artist).__name__


def label_of(artist: Artist) -> str:
    """What is written on a mark, or in the legend for it; nothing where that is Matplotlib's own."""
    if isinstance(artist, Text):
        return artist.get_text()
    label = artist.get_label()
    return "" if label is None or str(label).startswith("_") else str(label)


def colour_of(artist: Artist) -> tuple | str | None:
    """The one colour of a line, a patch or a collection; None where it has several, or another kind."""
    if isinstance(artist, Line2D):
        return artist.get_color()
    if isinstance(artist, Patch):
        return artist.get_facecolor()
    colours = artist.get_facecolor() if isinstance(artist, Collection) else ()
    return tuple(colours[0]) if len(colours) == 1 else None


def same(one: object, other: object) -> bool:
    """Whether two colours are one, however opaque they are."""
    return to_hex(one) == to_hex(other)


def points_of(artist: Artist) -> np.ndarray:
    """The points (N, 2) of a line, a patch or a collection, in the units of its axes."""
    if isinstance(artist, Line2D):
        return np.asarray(artist.get_xydata(), dtype=float)
    if isinstance(artist, Patch):
        return artist.get_patch_transform().transform_path(artist.get_path()).vertices
    return np.asarray(artist.get_offsets() if isinstance(artist, Collection) else np.empty((0, 2)), dtype=float)


def is_across(artist: Artist, axes: Axes) -> str | None:
    """Whether a mark is a straight line from edge to edge: across at a "y", or up at an "x"."""
    for axis, transform in (("y", axes.get_yaxis_transform), ("x", axes.get_xaxis_transform)):
        if isinstance(artist, Line2D) and artist.get_transform() == transform(which="grid"):
            return axis
    return None


def lines_across(figure: Figure) -> Iterator[tuple[int, str, float]]:
    """The straight lines from edge to edge, with their panels: across at a y, or up at an x."""
    for panel, axes in enumerate(figure.axes):
        for line in axes.lines:
            if axis := is_across(line, axes):
                yield panel, axis, float((line.get_ydata() if axis == "y" else line.get_xdata())[0])
