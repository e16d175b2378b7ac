"""What a figure draws, read off the drawing, and what of it moves when one array of the figure does."""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType
from typing import NamedTuple
from unittest import mock

import numpy as np
from matplotlib.artist import Artist
from matplotlib.collections import Collection, PathCollection
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Annotation, Text
from matplotlib.ticker import FixedLocator

from scripts.experiments.records.results import DATA
from tests.figures.artists import artists_of, is_across, kind_of, points_of
from tests.figures.names import name_of

# By how much a value is moved: a share of itself, of another size from entry to entry.
SHIFT = 0.3, 0.6


class Mark(NamedTuple):
    """One thing that is drawn: its panel, its kind, the name under which a reader finds it, and where it stands."""

    panel: int
    kind: str
    name: str
    place: tuple[bytes, ...]


def marks(figure: Figure) -> list[Mark]:
    """All marks of a drawing, panel by panel, in the order in which they were drawn."""
    return [
        Mark(panel, kind_of(artist), name_of(artist, axes, figure), tuple(_place(artist)))
        for panel, axes in enumerate(figure.axes)
        for artist in artists_of(axes)
    ] + [
        Mark(panel, "tick", f"tick {label}", (label.encode(),))
        for panel, axes in enumerate(figure.axes)
        for axis in (axes.xaxis, axes.yaxis)
        if isinstance(axis.get_major_locator(), FixedLocator)
        for label in (text.get_text() for text in axis.get_ticklabels())
    ]


def leaves(arrays: Mapping, *above: str) -> Iterator[tuple[str, np.ndarray]]:
    """The arrays of numbers in what `arrays()` returns, with the names that lead to each, joined by a slash."""
    for key, values in arrays.items():
        if isinstance(values, Mapping):
            yield from leaves(values, *above, str(key))
        elif not isinstance(values, list | tuple) and np.asarray(values).dtype.kind in "fiu":
            yield "/".join((*above, str(key))), np.asarray(values)


@contextmanager
def moved(module: ModuleType, plotted: Mapping, key: str, axis: int = 0, at: int | None = None) -> Iterator[None]:
    """Let `arrays()` of a figure return `plotted` with the values of one leaf moved, all or those `at` one place."""
    values = np.array(dict(leaves(plotted))[key], dtype=float)
    shares = np.random.default_rng(0).uniform(*SHIFT, values.shape)
    if at is not None:
        np.moveaxis(shares, axis, 0)[np.arange(values.shape[axis]) != at] = 0
    with mock.patch.object(module, "arrays", return_value=_with(plotted, key, values * (1 + shares))):
        yield


def _with(arrays: Mapping, path: str, values: np.ndarray) -> dict:
    first, _, rest = path.partition("/")
    inside = next(key for key in arrays if str(key) == (first if rest else path))
    return {**arrays, inside: _with(arrays[inside], rest, values) if rest else values}


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


def cut_off(figure: Figure) -> Iterator[str]:
    """The names of the lines and points that do not all stand within their panel."""
    figure.draw_without_rendering()
    for axes in figure.axes:
        for artist in [*axes.lines, *axes.collections]:
            ours = artist.get_transform() == axes.transData if isinstance(artist, Line2D) else _are_points(artist)
            places = (
                axes.transData.transform(points_of(artist))
                if ours and not is_across(artist, axes)
                else np.empty((0, 2))
            )
            frame, places = axes.bbox, places[np.isfinite(places).all(axis=1)]
            if np.any((places < [frame.x0 - 1, frame.y0 - 1]) | (places > [frame.x1 + 1, frame.y1 + 1])):
                yield name_of(artist, axes, figure)


def _are_points(artist: Artist) -> bool:
    return isinstance(artist, PathCollection) and len(artist.get_offsets()) > 0


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
