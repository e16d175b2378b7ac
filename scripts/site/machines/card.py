"""Draw cards: what stands where somebody shares a page, 1,200 × 630 pixels with its question and the short answer.

Matplotlib's own fonts and the colours of the figures, so the same bytes everywhere. What all cards share is drawn once,
and each card's words over a copy of it, because drawing fifty figures anew takes seconds.
"""

from collections.abc import Iterator
from io import BytesIO

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.lines import Line2D
from matplotlib.patches import FancyBboxPatch
from matplotlib.text import Text
from PIL import Image

from scripts.figures.kit.palette import CANDIDATE, FORGET, INK, INPUT, OUTPUT, PAPER
from scripts.site.build.icon import CORNER, SIDE, TILE, bars
from scripts.site.machines.cards import HEIGHT, WIDTH, Words

_DPI = 100
_MARGIN, _TOP = 76, 64
_ICON = 68
_QUIET = "#595959"
_STRIPE = 14
_LINE = 1.24  # of the letters' size
_SIZES = (62, 56, 50, 44, 38)  # pixels of the title's letters: the largest that lets all words stand
_SHORT, _SMALL = 31, 27
# The palette that is written: steps of grey, which letters are made of, and behind them what the background has else.
_GREYS, _COLOURS = 32, 32


class Printer:
    """Draws cards one after the other on one canvas."""

    def __init__(self) -> None:
        """Draw what all cards have."""
        self._figure = Figure(figsize=(WIDTH / _DPI, HEIGHT / _DPI), dpi=_DPI, facecolor=PAPER)
        self._canvas = FigureCanvasAgg(self._figure)
        self._widths: dict[tuple[str, float, str], float] = {}
        for artist in _background():
            self._figure.add_artist(artist)
        self._canvas.draw()
        self._empty = self._canvas.copy_from_bbox(self._figure.bbox)
        # To find a palette takes longer than to draw a card: it is found once, and letters are grey.
        drawn = Image.fromarray(self._pixels()).quantize(_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        self._background = np.asarray(drawn) + np.uint8(_GREYS)
        greys = [level for grey in range(_GREYS) for level in [round(grey * 255 / (_GREYS - 1))] * 3]
        self._palette = greys + drawn.getpalette()

    def png(self, words: Words) -> bytes:
        """The card with these words."""
        self._canvas.restore_region(self._empty)
        before = self._pixels()[..., 0].copy()
        self._say(words.guide, _MARGIN + _ICON + 20, _TOP + _ICON / 2, _SMALL, "bold", INK, middle=True)
        self._say(words.place, _MARGIN, HEIGHT - 66, _SMALL, "normal", _QUIET, middle=True)
        at = _TOP + _ICON + 46
        size, title, short = self._fitting(words)
        for line in title:
            at += size * _LINE
            self._say(line, _MARGIN, at - size * 0.28, size, "bold", INK)
        at += 20
        for line in short:
            at += _SHORT * _LINE * 1.06
            self._say(line, _MARGIN, at - _SHORT * 0.28, _SHORT, "normal", _QUIET)
        return self._written(before)

    def _pixels(self) -> np.ndarray:
        return np.asarray(self._canvas.buffer_rgba())[..., :3]

    def _written(self, before: np.ndarray) -> bytes:
        """The card as PNG: where it differs from the one `before`, which has no words, it is a grey."""
        now = self._pixels()[..., 0]
        grey = ((now.astype(np.uint16) * (_GREYS - 1) + 127) // 255).astype(np.uint8)
        image = Image.fromarray(np.where(now == before, self._background, grey), "P")
        image.putpalette(self._palette)
        written = BytesIO()
        image.save(written, "PNG", compress_level=6)
        return written.getvalue()

    def _fitting(self, words: Words) -> tuple[float, list[str], list[str]]:
        """The size of the title's letters, its lines and those of the short answer."""
        short = list(self._lines(words.short, _SHORT, "normal"))
        room = HEIGHT - 100 - (_TOP + _ICON + 46) - 20 - len(short) * _SHORT * _LINE * 1.06
        for size in _SIZES:
            title = list(self._lines(words.title, size, "bold"))
            if len(title) * size * _LINE <= room and (len(title) <= 3 or size == _SIZES[-1]):
                return size, title, short
        raise ValueError(f'too long for a card: "{words.title}" and "{words.short}"')

    def _lines(self, text: str, size: float, weight: str) -> Iterator[str]:
        """The text in lines that fit between the margins."""
        line, taken = "", 0.0
        space = self._width(" ", size, weight)
        for word in text.split():
            wide = self._width(word, size, weight)
            if line and taken + space + wide > WIDTH - 2 * _MARGIN:
                yield line
                line, taken = word, wide
            else:
                line, taken = f"{line} {word}".strip(), taken + (space if line else 0) + wide
        if line:
            yield line

    def _width(self, word: str, size: float, weight: str) -> float:
        key = (word, size, weight)
        if key not in self._widths:
            renderer = self._canvas.get_renderer()
            self._widths[key] = renderer.get_text_width_height_descent(word, _font(size, weight), ismath=False)[0]
        return self._widths[key]

    def _say(
        self, text: str, x: float, y: float, size: float, weight: str, colour: str, *, middle: bool = False
    ) -> None:
        """One line of text; `y` counts from the top, to its base line or to its middle."""
        artist = Text(x, HEIGHT - y, text, color=colour, fontproperties=_font(size, weight), parse_math=False)
        artist.set_verticalalignment("center_baseline" if middle else "baseline")
        artist.set_figure(self._figure)
        artist.draw(self._canvas.get_renderer())


def _font(pixels: float, weight: str) -> FontProperties:
    return FontProperties(family="DejaVu Sans", size=pixels * 72 / _DPI, weight=weight)


def _background() -> Iterator[FancyBboxPatch | Line2D]:
    """The icon, and along the foot a stripe in the cell's four colours."""
    scale, points = _ICON / SIDE, 72 / _DPI
    left, bottom = _MARGIN, HEIGHT - _TOP - _ICON
    round_corners = f"round,pad=0,rounding_size={CORNER * scale}"
    yield FancyBboxPatch((left, bottom), _ICON, _ICON, boxstyle=round_corners, fc=TILE, ec="none", transform=None)
    for bar in bars():
        xs = [left + x * scale for x in (bar.x0, bar.x1)]
        ys = [HEIGHT - _TOP - y * scale for y in (bar.y0, bar.y1)]
        width = bar.width * scale * points
        yield Line2D(xs, ys, color=bar.colour, lw=width, solid_capstyle="round", transform=None)
    for at, colour in enumerate((FORGET, INPUT, CANDIDATE, OUTPUT)):
        xs = [WIDTH * at / 4, WIDTH * (at + 1) / 4]
        yield Line2D(xs, [_STRIPE / 2] * 2, color=colour, lw=_STRIPE * points, solid_capstyle="butt", transform=None)
