"""What a figure draws, read off the drawing, and what of it moves when one array of the figure does."""

import json
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import NamedTuple
from unittest import mock

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import Collection
from matplotlib.colors import same_color
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Annotation, Text
from matplotlib.ticker import FixedLocator

from scripts.experiments.records.results import DATA

# By how much a value is moved: a share of itself, of another size from entry to entry.
SHIFT = 0.3, 0.6


class Mark(NamedTuple):
    """One thing that is drawn: its panel, its kind, what is written on it or names it, and where it stands."""

    panel: int
    kind: str
    words: str
    place: tuple[bytes, ...]


def marks(figure: Figure) -> list[Mark]:
    """All marks of a drawing, panel by panel, in the order in which they were drawn."""
    return [
        Mark(panel, _kind(artist), f"{_words(artist)} {_beside(artist, axes)}".strip(), tuple(_place(artist)))
        for panel, axes in enumerate(figure.axes)
        for artist in _artists(axes)
    ] + [
        Mark(panel, "tick", label, (label.encode(),))
        for panel, axes in enumerate(figure.axes)
        for axis in (axes.xaxis, axes.yaxis)
        if isinstance(axis.get_major_locator(), FixedLocator)
        for label in (text.get_text() for text in axis.get_ticklabels())
    ]


def titles(figure: Figure) -> list[str]:
    """What is written over and beside each panel."""
    return [
        " ".join((axes.get_title(), axes.get_title("left"), axes.get_xlabel(), axes.get_ylabel()))
        for axes in figure.axes
    ]


@contextmanager
def moved(module: ModuleType, plotted: dict, key: str, axis: int = 0, at: int | None = None) -> Iterator[None]:
    """Let `arrays()` of a figure return one of `plotted` with its values moved, all or those `at` one place."""
    values = np.array(plotted[key], dtype=float)
    shares = np.random.default_rng(0).uniform(*SHIFT, values.shape)
    if at is not None:
        np.moveaxis(shares, axis, 0)[np.arange(values.shape[axis]) != at] = 0
    with mock.patch.object(module, "arrays", return_value={**plotted, key: values * (1 + shares)}):
        yield


def _artists(axes: Axes) -> list[Artist]:
    legend = axes.get_legend()
    return [*axes.lines, *axes.collections, *axes.patches, *axes.images, *axes.texts, *(legend.texts if legend else ())]


def _kind(artist: Artist) -> str:
    """The type of an artist, but for points that no line joins, such as the seeds beside their mean."""
    loose = isinstance(artist, Line2D) and artist.get_linestyle() == "None"
    return "points" if loose else type(artist).__name__


def _words(artist: Artist) -> str:
    if isinstance(artist, Text):
        return artist.get_text()
    label = artist.get_label()
    return "" if label is None or str(label).startswith("_") else str(label)


def _beside(artist: Artist, axes: Axes) -> str:
    """What names a mark that bears no label: the category at which it stands, and words in its colour on its panel."""
    if isinstance(artist, Text):
        return ""
    colour = _colour(artist)
    named = [text.get_text() for text in axes.texts if colour is not None and same_color(text.get_color(), colour)]
    points = _points(artist)
    for axis, places in zip((axes.xaxis, axes.yaxis), points.T, strict=True) if len(points) else ():
        labels = [label.get_text() for label in axis.get_ticklabels()]
        named += [
            label
            for tick, label in zip(axis.get_ticklocs(), labels, strict=False)
            if re.search(r"(?<![\\A-Za-z])[A-Za-z]{2}", label) and np.all(abs(places - tick) < 0.5)
        ]
    return " ".join(named)


def _colour(artist: Artist) -> tuple | str | None:
    if isinstance(artist, Line2D):
        return artist.get_color()
    if isinstance(artist, Patch):
        return artist.get_facecolor()
    colours = artist.get_facecolor() if isinstance(artist, Collection) else ()
    return tuple(colours[0]) if len(colours) == 1 else None


def _points(artist: Artist) -> np.ndarray:
    if isinstance(artist, Line2D):
        return np.asarray(artist.get_xydata(), dtype=float)
    if isinstance(artist, Patch):
        return artist.get_patch_transform().transform_path(artist.get_path()).vertices
    return np.asarray(artist.get_offsets() if isinstance(artist, Collection) else np.empty((0, 2)), dtype=float)


def _place(artist: Artist) -> Iterator[bytes]:
    if isinstance(artist, Text):
        yield artist.get_text().encode()
        yield np.asarray(artist.xy if isinstance(artist, Annotation) else artist.get_position(), dtype=float).tobytes()
    elif isinstance(artist, Line2D):
        yield np.asarray(artist.get_xydata(), dtype=float).tobytes()
    elif isinstance(artist, Patch):
        yield artist.get_patch_transform().transform_path(artist.get_path()).vertices.tobytes()
        yield np.asarray(artist.get_facecolor(), dtype=float).tobytes()
    elif isinstance(artist, AxesImage):
        yield np.ma.getdata(artist.get_array()).tobytes()
    elif isinstance(artist, Collection):
        yield np.asarray(artist.get_offsets(), dtype=float).tobytes()
        yield b"".join(path.vertices.tobytes() for path in artist.get_paths())
        yield np.asarray(artist.get_facecolor(), dtype=float).tobytes()
        yield np.asarray(artist.get_sizes() if hasattr(artist, "get_sizes") else (), dtype=float).tobytes()
        yield b"" if artist.get_array() is None else np.ma.getdata(artist.get_array()).tobytes()


class Tick(NamedTuple):
    """A tick: its panel and axis, where it stands, and the number that is printed there."""

    panel: int
    axis: str
    place: float
    number: float
    printed: str


def ticks(figure: Figure) -> Iterator[Tick]:
    """The ticks that have a number, of all axes that are not numbered by their order alone (1, 2, 4 at 0, 1, 2)."""
    for panel, axes in enumerate(figure.axes):
        for name, axis in (("x", axes.xaxis), ("y", axes.yaxis)):
            labels = [
                (place, label.get_text())
                for place, label in zip(axis.get_ticklocs(), axis.get_ticklabels(), strict=False)
            ]
            numbers = [
                Tick(panel, name, place, number, text)
                for place, text in labels
                if (number := number_of(text)) is not None
            ]
            in_order = [tick.place for tick in numbers] == list(range(len(numbers)))
            yield from () if in_order and len(numbers) > 1 else numbers


def lines_across(figure: Figure) -> Iterator[tuple[int, str, float]]:
    """The straight lines from edge to edge, with their panels: across at a y, or up at an x."""
    for panel, axes in enumerate(figure.axes):
        for line in axes.lines:
            x, y = np.asarray(line.get_xdata(), dtype=float), np.asarray(line.get_ydata(), dtype=float)
            if list(x) == [0, 1] and line.get_transform() == axes.get_yaxis_transform(which="grid"):
                yield panel, "y", y[0]
            elif list(y) == [0, 1] and line.get_transform() == axes.get_xaxis_transform(which="grid"):
                yield panel, "x", x[0]


def numbers(module: ModuleType, read: Iterable[str] = ()) -> np.ndarray:
    """All numbers in a figure's `arrays()`, with the mean of each array, in its constants and in the records `read`."""
    plotted = list(_numbers(module.arrays()))
    records = [json.loads((DATA / f"{name}.json").read_text(encoding="utf-8")) for name in sorted(read)]
    constants = {name: value for name, value in vars(module).items() if name.isupper()}
    return np.array(
        [*plotted, *_numbers(constants), *(n for r in records for n in _numbers([r["results"], r["settings"]]))]
    )


def _numbers(value: object) -> Iterator[float]:
    if isinstance(value, dict):
        for part in value.values():
            yield from _numbers(part)
    elif isinstance(value, np.ndarray) and value.dtype.kind in "fiu":
        yield from value.astype(float).ravel()
        yield from value.mean(axis=tuple(range(1, value.ndim))).ravel() if value.ndim > 1 else ()
        yield float(value.mean()) if value.size else 0.0
    elif isinstance(value, list | tuple):
        for part in value:
            yield from _numbers(part)
    elif isinstance(value, int | float | np.number):
        yield float(value)


def number_of(text: str) -> float | None:
    """The number that a label is, as in 0.5, 1,000, 50 %, −3 and 10⁻⁶; None where it is something else."""
    plain = re.sub(r"\\math(?:regular|default)|[$\s{}]", "", text).replace("−", "-").replace(",", "")
    match = re.fullmatch(r"(-?\d+(?:\.\d+)?(?:e-?\d+)?)(?:\^(-?\d+))?(%|\\%)?", plain)
    if not match:
        return None
    return float(match[1]) ** int(match[2] or 1) / (100 if match[3] else 1)
