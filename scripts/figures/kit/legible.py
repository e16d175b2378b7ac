"""Whether the text of a figure can be read: large enough, on the canvas, and not on top of other text."""

from collections.abc import Iterator
from itertools import combinations

from matplotlib.figure import Figure
from matplotlib.text import Text
from matplotlib.transforms import Bbox

from scripts.figures.kit.sheet import NARROW, on_a_phone, sheet_of

# How much of the smaller of two texts may lie under the other: boxes touch where letters do not.
OVERLAP = 0.1


def shown_texts(figure: Figure) -> list[Text]:
    """Return every text that the figure shows: titles, labels, annotations, and ticks within the scales."""
    hidden = {
        label
        for axes in figure.axes
        for axis in (axes.xaxis, axes.yaxis)
        for tick in (*axis.get_major_ticks(), *axis.get_minor_ticks())
        if not (min(axis.get_view_interval()) <= tick.get_loc() <= max(axis.get_view_interval())) or not axes.axison
        for label in (tick.label1, tick.label2)
    }
    texts = figure.findobj(
        lambda artist: isinstance(artist, Text) and artist.get_visible() and artist.get_text().strip()
    )
    return [text for text in texts if text not in hidden]


def problems(figure: Figure) -> Iterator[str]:
    """Say what cannot be read in a figure that has been drawn: small, cut off and overlapping texts."""
    texts = shown_texts(figure)
    boxes = [text.get_window_extent() for text in texts]
    canvas = figure.bbox.padded(0.5)
    sheet = sheet_of(figure)
    for text, box in zip(texts, boxes, strict=True):
        name, points = repr(text.get_text()), text.get_fontsize()
        if points < sheet.smallest:
            shown = f" ({on_a_phone(points):.1f} px on a phone)" if sheet is NARROW else ""
            yield f"the text {name} is {points:.1f} pt{shown}; make it {sheet.smallest:g} or more"
        if not (canvas.contains(box.x0, box.y0) and canvas.contains(box.x1, box.y1)):
            yield f"the text {name} runs off the figure; move it or make the figure larger"
    for (text, box), (other, its_box) in combinations(zip(texts, boxes, strict=True), 2):
        shared = Bbox.intersection(box, its_box)
        if shared and _area(shared) > OVERLAP * min(_area(box), _area(its_box)):
            yield f"the texts {text.get_text()!r} and {other.get_text()!r} overlap; move one"


def _area(box: Bbox) -> float:
    return box.width * box.height
