"""Under which name a reader finds what is drawn, and what is written beside it: tests compare it with names.yaml."""

import re
from collections.abc import Iterable, Iterator

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.text import Text

from scripts.figures.kit import INK
from tests.figures.artists import artists_of, colour_of, is_across, kind_of, label_of, lines_across, points_of, same
from tests.figures.ticks import number_of

MOST_OF_ONE_COLOUR = 4  # words in more places than so many are written in the colour of the text, and name nothing


def name_of(artist: Artist, axes: Axes, figure: Figure) -> str:
    """What a mark is called: its label, or else its category, or else what is written in its colour; and its panel."""
    if isinstance(artist, Text):
        name = f"text {plain(artist.get_text())}"
    elif is_across(artist, axes):
        name = "line across"
    else:
        name = label_of(artist) or _category(artist, axes) or _in_its_colour(artist, axes, figure)
    return f"{plain(name)} ({title})" if (title := title_of(axes, figure)) else plain(name)


def title_of(axes: Axes, figure: Figure) -> str:
    """What is written over a panel, or beside it; nothing where there is one panel."""
    told = (axes.get_title(), axes.get_title("left"), axes.get_ylabel(), axes.get_xlabel())
    return next((plain(text) for text in told if text), "") if len(figure.axes) > 1 else ""


def plain(text: str) -> str:
    """Words in one line, without the numbers that another measurement would change."""
    return " ".join(re.sub(r"[-−]?\d[\d,]*(?:\.\d+ ?%?| ?%)", "…", text).split())


def _category(artist: Artist, axes: Axes) -> str:
    """The words at the tick at which all of a mark stands, on its panel or on the one whose axis it shares."""
    points, named = points_of(artist), []
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
    colour = colour_of(artist)
    if colour is None:
        return ""
    for panels in ([axes], figure.axes):
        texts = [text.get_text() for panel in panels for text in panel.texts if same(text.get_color(), colour)]
        labels = [
            label_of(one)
            for panel in panels
            for one in artists_of(panel)
            if not isinstance(one, Text) and colour_of(one) is not None and same(colour_of(one), colour)
        ]
        if found := [words for words in dict.fromkeys([*texts, *labels]) if words]:
            return " / ".join(found) if len(found) <= MOST_OF_ONE_COLOUR else ""
    return ""


def across(figure: Figure) -> list[tuple[int, str]]:
    """The lines from edge to edge, as places in `marks`, each with where it stands."""
    placed = iter(lines_across(figure))
    artists = [(artist, axes) for axes in figure.axes for artist in artists_of(axes)]
    found = []
    for at, (artist, axes) in enumerate(artists):
        if is_across(artist, axes):
            panel, axis, place = next(placed)
            title = title_of(axes, figure) or panel
            found.append((at, f"{axis} = {place:.6g} ({title})" if len(figure.axes) > 1 else f"{axis} = {place:.6g}"))
    return found


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


def placed(figure: Figure, still: Iterable[int]) -> Iterator[str]:
    """Where the texts stand, among the marks that are `still`, that name something in its colour."""
    artists = [(artist, axes) for axes in figure.axes for artist in artists_of(axes)]
    for text, axes in (artists[at] for at in still if at < len(artists)):
        if text not in axes.texts or number_of(text.get_text().removesuffix(" MB")) is not None:
            continue
        if re.search("[A-Za-z]{2}", text.get_text()) and not same(text.get_color(), INK):
            yield f"{name_of(text, axes, figure)} at {', '.join(f'{place:.4g}' for place in text.get_position())}"


def nearest(figure: Figure, still: Iterable[int]) -> Iterator[tuple[str, int]]:
    """Texts with letters among the marks that are `still`, in the colour of a line; the place of the nearest line."""
    figure.draw_without_rendering()
    artists = [(artist, axes) for axes in figure.axes for artist in artists_of(axes)]
    for at in still:
        text, axes = artists[at] if at < len(artists) else (None, None)
        if axes is None or text not in axes.texts or not re.search("[A-Za-z]{2}", text.get_text()):
            continue
        lines = {
            place: _distance(line, text)
            for place, (line, beside) in enumerate(artists)
            if beside is axes and kind_of(line) == "Line2D" and not is_across(line, axes) and len(line.get_xdata()) > 1
        }
        if len(lines) > 1 and any(same(artists[place][0].get_color(), text.get_color()) for place in lines):
            yield name_of(text, axes, figure), min(lines, key=lines.get)


def _distance(line: Line2D, text: Text) -> float:
    """From a line to the nearest point of a text's frame, on the sheet."""
    frame = text.get_window_extent()
    path = line.get_transform().transform_path(line.get_path()).interpolated(50).vertices
    path = path[np.isfinite(path).all(axis=1)]
    aside = np.maximum(0, np.maximum([frame.x0, frame.y0] - path, path - [frame.x1, frame.y1]))
    return float(np.hypot(*aside.T).min()) if len(path) else np.inf
