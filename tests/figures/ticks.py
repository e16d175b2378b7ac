"""The numbers at the ticks of a drawing, and where they stand."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from matplotlib.figure import Figure


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


def number_of(text: str) -> float | None:
    """The number that a label is, as in 0.5, 1,000, 50 %, −3 and 10⁻⁶; None where it is something else."""
    plain = re.sub(r"\\math(?:regular|default)|[$\s{}]", "", text).replace("−", "-").replace(",", "")
    match = re.fullmatch(r"(-?\d+(?:\.\d+)?(?:e-?\d+)?)(?:\^(-?\d+))?(%|\\%)?", plain)
    if not match:
        return None
    return float(match[1]) ** int(match[2] or 1) / (100 if match[3] else 1)
