"""What a figure draws, read off the drawing, and what of it moves when one array of the figure does."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from types import ModuleType
from typing import NamedTuple
from unittest import mock

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.collections import Collection, PathCollection
from matplotlib.colors import to_hex
from matplotlib.figure import Figure
from matplotlib.image import AxesImage
from matplotlib.lines import Line2D
from matplotlib.patches import Patch
from matplotlib.text import Annotation, Text
from matplotlib.ticker import FixedLocator

from scripts.experiments.records.results import DATA
from scripts.figures.kit import INK

# By how much a value is moved: a share of itself, of another size from entry to entry.
SHIFT = 0.3, 0.6
MOST_OF_ONE_COLOUR = 4  # words in more places than so many are written in the colour of the text, and name nothing


class Mark(NamedTuple):
    """One thing that is drawn: its panel, its kind, the name under which a reader finds it, and where it stands."""

    panel: int
    kind: str
    name: str
    place: tuple[bytes, ...]


def marks(figure: Figure) -> list[Mark]:
    """All marks of a drawing, panel by panel, in the order in which they were drawn."""
    return [
        Mark(panel, _kind(artist), _name(artist, axes, figure), tuple(_place(artist)))
        for panel, axes in enumerate(figure.axes)
        for artist in _artists(axes)
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


def _name(artist: Artist, axes: Axes, figure: Figure) -> str:
    """What a mark is called: its label, or else its category, or else what is written in its colour; and its panel."""
    if isinstance(artist, Text):
        name = f"text {plain(artist.get_text())}"
    elif is_across(artist, axes):
        name = "line across"
    else:
        name = _words(artist) or _category(artist, axes) or _in_its_colour(artist, axes, figure)
    return f"{plain(name)} ({title})" if (title := _title(axes, figure)) else plain(name)


def _title(axes: Axes, figure: Figure) -> str:
    """What is written over a panel, or beside it; nothing where there is one panel."""
    told = (axes.get_title(), axes.get_title("left"), axes.get_ylabel(), axes.get_xlabel())
    return next((plain(text) for text in told if text), "") if len(figure.axes) > 1 else ""


def plain(text: str) -> str:
    """Words in one line, without the numbers that another measurement would change."""
    return " ".join(re.sub(r"[-−]?\d[\d,]*(?:\.\d+ ?%?| ?%)", "…", text).split())


def _category(artist: Artist, axes: Axes) -> str:
    """The words at the tick at which all of a mark stands, on its panel or on the one whose axis it shares."""
    points, named = _points(artist), []
    shared = (axes.get_shared_x_axes(), "xaxis"), (axes.get_shared_y_axes(), "yaxis")
    for (group, which), places in zip(shared, points.T, strict=True) if len(points) else ():
        axis = getattr(min(group.get_siblings(axes), key=axes.figure.axes.index), which)
        labels = [label.get_text() for label in axis.get_ticklabels()]
        named += [
            label
            for tick, label in zip(axis.get_ticklocs(), labels, strict=False)
            if re.search(r"(?<![\\A-Za-z])[A-Za-z]{2}", label) and np.all(abs(places - tick) < 0.5)
        ]
    return " ".join(named)


def _in_its_colour(artist: Artist, axes: Axes, figure: Figure) -> str:
    """The words in a mark's colour: on its panel, or where there are none, on the others."""
    colour = _colour(artist)
    if colour is None:
        return ""
    for panels in ([axes], figure.axes):
        texts = [text.get_text() for panel in panels for text in panel.texts if _same(text.get_color(), colour)]
        labels = [
            _words(one)
            for panel in panels
            for one in _artists(panel)
            if not isinstance(one, Text) and _colour(one) is not None and _same(_colour(one), colour)
        ]
        if found := [words for words in dict.fromkeys([*texts, *labels]) if words]:
            return " / ".join(found) if len(found) <= MOST_OF_ONE_COLOUR else ""
    return ""


def _same(one: object, other: object) -> bool:
    """Whether two colours are one, however opaque they are."""
    return to_hex(one) == to_hex(other)


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
            if axis := is_across(line, axes):
                yield panel, axis, float((line.get_ydata() if axis == "y" else line.get_xdata())[0])


def is_across(artist: Artist, axes: Axes) -> str | None:
    """Whether a mark is a straight line from edge to edge: across at a "y", or up at an "x"."""
    for axis, transform in (("y", axes.get_yaxis_transform), ("x", axes.get_xaxis_transform)):
        if isinstance(artist, Line2D) and artist.get_transform() == transform(which="grid"):
            return axis
    return None


def axes_of(figure: Figure) -> Iterator[str]:
    """What is written at the axes of each panel: their names, and the ticks that are no plain numbers."""
    for axes in figure.axes:
        for name, axis, label in (("x", axes.xaxis, axes.get_xlabel()), ("y", axes.yaxis, axes.get_ylabel())):
            ticks = [text.get_text() for text in axis.get_ticklabels()]
            said = ", ".join(" ".join(tick.split()) for tick in ticks if tick.strip() and number_of(tick) is None)
            if axes.axison and (label or said):
                yield f"{name}: {' '.join(label.split())}{f' [{said}]' if said else ''}"
    yield from (
        f"all {name}: {text}" for name, text in (("x", figure.get_supxlabel()), ("y", figure.get_supylabel())) if text
    )


def cut_off(figure: Figure) -> Iterator[str]:
    """The names of the lines and points that do not all stand within their panel."""
    figure.draw_without_rendering()
    for axes in figure.axes:
        for artist in [*axes.lines, *axes.collections]:
            ours = artist.get_transform() == axes.transData if isinstance(artist, Line2D) else _are_points(artist)
            places = (
                axes.transData.transform(_points(artist)) if ours and not is_across(artist, axes) else np.empty((0, 2))
            )
            frame, places = axes.bbox, places[np.isfinite(places).all(axis=1)]
            if np.any((places < [frame.x0 - 1, frame.y0 - 1]) | (places > [frame.x1 + 1, frame.y1 + 1])):
                yield _name(artist, axes, figure)


def _are_points(artist: Artist) -> bool:
    return isinstance(artist, PathCollection) and len(artist.get_offsets()) > 0


def across(figure: Figure) -> list[tuple[int, str]]:
    """The lines from edge to edge, as places in `marks`, each with where it stands."""
    placed = iter(lines_across(figure))
    artists = [(artist, axes) for axes in figure.axes for artist in _artists(axes)]
    found = []
    for at, (artist, axes) in enumerate(artists):
        if is_across(artist, axes):
            panel, axis, place = next(placed)
            title = _title(axes, figure) or panel
            found.append((at, f"{axis} = {place:.6g} ({title})" if len(figure.axes) > 1 else f"{axis} = {place:.6g}"))
    return found


def placed(figure: Figure, still: Iterable[int]) -> Iterator[str]:
    """Where the texts stand, among the marks that are `still`, that name something in its colour."""
    artists = [(artist, axes) for axes in figure.axes for artist in _artists(axes)]
    for text, axes in (artists[at] for at in still if at < len(artists)):
        if text not in axes.texts or number_of(text.get_text().removesuffix(" MB")) is not None:
            continue
        if re.search("[A-Za-z]{2}", text.get_text()) and not _same(text.get_color(), INK):
            yield f"{_name(text, axes, figure)} at {', '.join(f'{place:.4g}' for place in text.get_position())}"


def nearest(figure: Figure, still: Iterable[int]) -> Iterator[tuple[str, int]]:
    """Texts with letters among the marks that are `still`, in the colour of a line; the place of the nearest line."""
    figure.draw_without_rendering()
    artists = [(artist, axes) for axes in figure.axes for artist in _artists(axes)]
    for at in still:
        text, axes = artists[at] if at < len(artists) else (None, None)
        if axes is None or text not in axes.texts or not re.search("[A-Za-z]{2}", text.get_text()):
            continue
        lines = {
            place: _distance(line, text)
            for place, (line, beside) in enumerate(artists)
            if beside is axes and _kind(line) == "Line2D" and not is_across(line, axes) and len(line.get_xdata()) > 1
        }
        if len(lines) > 1 and any(_same(artists[place][0].get_color(), text.get_color()) for place in lines):
            yield _name(text, axes, figure), min(lines, key=lines.get)


def _distance(line: Line2D, text: Text) -> float:
    """From a line to the nearest point of a text's frame, on the sheet."""
    frame = text.get_window_extent()
    path = line.get_transform().transform_path(line.get_path()).interpolated(50).vertices
    path = path[np.isfinite(path).all(axis=1)]
    aside = np.maximum(0, np.maximum([frame.x0, frame.y0] - path, path - [frame.x1, frame.y1]))
    return float(np.hypot(*aside.T).min()) if len(path) else np.inf


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
