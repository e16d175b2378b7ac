"""The site's icon, drawn from numbers: `python -m scripts.site.build.icon` writes docs/assets/icon.svg and favicon.png.

It is the cell in a square: the state runs through along the top, and four stems hang on it, one in the colour of each
gate and one in the candidate's.
"""

import os
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw

from scripts.figures.kit.palette import CANDIDATE, FORGET, INPUT, OUTPUT, PAPER

ASSETS = Path(__file__).resolve().parents[3] / "docs" / "assets"
SIDE = 48  # the square's side, in the units of everything below, and the bitmap's in pixels
CORNER = 9
TILE = "#1f2328"


class Bar(NamedTuple):
    """A straight bar with round ends: its colour, the two ends of its middle line, its width."""

    colour: str
    x0: float
    y0: float
    x1: float
    y1: float
    width: float


def bars() -> Iterator[Bar]:
    """The bars of the icon from back to front: stems, the dots at their ends, and the state across them."""
    for colour, x, foot in ((FORGET, 10, 36), (INPUT, 19.4, 30), (CANDIDATE, 28.6, 30), (OUTPUT, 38, 36)):
        yield Bar(colour, x, 14, x, foot, 3.6)
        yield Bar(colour, x, foot, x, foot, 8.4)
    yield Bar(PAPER, 8, 13, SIDE - 8, 13, 5)


def svg() -> str:
    """The icon for every size."""
    lines = "".join(
        f'<path d="M{bar.x0:g} {bar.y0:g}L{bar.x1:g} {bar.y1:g}" stroke="{bar.colour}" stroke-width="{bar.width:g}"/>'
        for bar in bars()
    )
    tile = f'<rect width="{SIDE}" height="{SIDE}" rx="{CORNER}" fill="{TILE}"/>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIDE} {SIDE}">'
        f'{tile}<g stroke-linecap="round">{lines}</g></svg>\n'
    )


def bitmap(fine: int = 16) -> Image.Image:
    """The icon in SIDE × SIDE pixels, for browsers that take no SVG; drawn `fine` times as large and reduced."""
    large = Image.new("RGBA", (SIDE * fine, SIDE * fine))
    pen = ImageDraw.Draw(large)
    pen.rounded_rectangle((0, 0, SIDE * fine - 1, SIDE * fine - 1), CORNER * fine, TILE)
    for bar in bars():
        half = bar.width / 2
        box = (bar.x0 - half, bar.y0 - half, bar.x1 + half, bar.y1 + half)
        pen.rounded_rectangle([edge * fine for edge in box], half * fine, bar.colour)
    return large.resize((SIDE, SIDE), Image.Resampling.BOX)


def main() -> None:
    """Write both files, each beside its place first."""
    png = BytesIO()
    bitmap().save(png, "PNG", optimize=True)
    for name, data in (("icon.svg", svg().encode()), ("favicon.png", png.getvalue())):
        beside = ASSETS / f".{name}.new"
        beside.write_bytes(data)
        os.replace(beside, ASSETS / name)
        print(f"docs/assets/{name}: {len(data):,} bytes")


if __name__ == "__main__":
    main()
