"""The two sheets on which every figure is drawn: one for a page, one for a phone.

Type and lines have the same sizes in points on both, so that one `draw` serves both. The narrow sheet is drawn 4.5 in
wide and written at 0.8 of that, 3.6 in: what is 11 pt in the code is 8.8 pt there, and 13 px where the phone shows it.
"""

from math import isclose
from typing import NamedTuple

from matplotlib.figure import Figure

POINTS = 72
PIXELS = 96

# CSS pixels that a figure gets on a screen of 390: docs/assets/css/text.css lets it reach beyond the text's margins.
PHONE = 382


class Sheet(NamedTuple):
    """The width of a drawing in whole CSS pixels as the SVG has it, and how much of its size in the code that is."""

    pixels: int
    scale: float
    smallest: float  # points of the smallest text, as the code has them

    @property
    def inches(self) -> float:
        """Return the width on which the code draws."""
        return self.pixels / PIXELS / self.scale

    def whole_pixels(self, inches: float) -> float:
        """Return the height nearest to so many inches of the code that is whole pixels in the SVG."""
        return round(inches * PIXELS * self.scale) / PIXELS / self.scale


WIDE = Sheet(672, 1.0, 9.0)
NARROW = Sheet(346, 0.8, 9.4)  # 9.4 pt are 11 px on a phone


def on_a_phone(points: float) -> float:
    """Return the CSS pixels that so many points of a narrow drawing have on a screen of 390."""
    return points / POINTS / NARROW.inches * PHONE


def sheet(narrow: bool) -> Sheet:
    """Return the sheet for a phone, or that for a page."""
    return NARROW if narrow else WIDE


def sheet_of(figure: Figure) -> Sheet:
    """Return the sheet on which a figure is drawn. Raises ValueError."""
    for one in (WIDE, NARROW):
        if isclose(figure.get_figwidth(), one.inches, abs_tol=1e-6):
            return one
    raise ValueError(f"the figure is {figure.get_figwidth():.2f} in wide; make it with kit.figure or kit.canvas")
