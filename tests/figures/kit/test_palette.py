"""Colours keep their contrast on both backgrounds, which are Material's own."""

import colorsys
import re
from pathlib import Path

import material
import pytest

from scripts.figures.kit import palette
from scripts.figures.kit.palette import TEXT_TONE, TONES
from scripts.figures.kit.pen import TINT

PALETTES = ("light", "dark")
CELL = (palette.INPUT, palette.FORGET, palette.CANDIDATE, palette.OUTPUT)


def channels(colour):
    return [int(colour[k : k + 2], 16) / 255 for k in (1, 3, 5)]


def luminance(rgb):
    """WCAG 2.2, relative luminance of sRGB."""
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in rgb]
    return sum(weight * c for weight, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(a, b):
    low, high = sorted((luminance(a), luminance(b)))
    return (high + 0.05) / (low + 0.05)


def shown(light, which):
    return channels(getattr(TONES[light], which))


def over(colour, alpha, ground):
    return [alpha * c + (1 - alpha) * g for c, g in zip(colour, ground, strict=True)]


def test_the_formula_is_that_of_wcag():
    assert contrast([0, 0, 0], [1, 1, 1]) == pytest.approx(21)
    assert contrast(channels("#777777"), [1, 1, 1]) == pytest.approx(4.48, abs=0.005)


@pytest.mark.parametrize("which", PALETTES)
@pytest.mark.parametrize("colour", CELL)
def test_graphics_clear_3_to_1(colour, which):
    assert contrast(shown(colour, which), shown(palette.PAPER, which)) >= 3


@pytest.mark.parametrize("which", PALETTES)
@pytest.mark.parametrize("colour", [palette.INK, palette.MUTED, *TEXT_TONE.values()])
def test_text_clears_4_and_a_half_to_1(colour, which):
    assert contrast(shown(colour, which), shown(palette.PAPER, which)) >= 4.5


@pytest.mark.parametrize("which", PALETTES)
@pytest.mark.parametrize("colour", CELL)
def test_text_in_a_tinted_layer_clears_4_and_a_half_to_1(colour, which):
    ground = over(shown(colour, which), max(TINT, 0.2), shown(palette.PAPER, which))
    assert contrast(shown(palette.INK, which), ground) >= 4.5
    assert contrast(shown(TEXT_TONE[colour], which), ground) >= 4.5


def test_paper_is_the_page_of_material():
    sheets = Path(material.__file__).parent / "templates" / "assets" / "stylesheets"
    css = "".join(path.read_text() for path in sheets.glob("*.min.css"))
    slate = re.search(r"\[data-md-color-scheme=slate\]\{color-scheme:dark;[^}]*", css)[0]
    hue = int(re.search(r"--md-hue:(\d+)deg", css)[1])
    saturation, lightness = map(
        int, re.search(r"--md-default-bg-color:hsla\(var\(--md-hue\), (\d+)%, (\d+)%, 1\)", slate).groups()
    )
    dark = colorsys.hls_to_rgb(hue / 360, lightness / 100, saturation / 100)
    assert shown(palette.PAPER, "dark") == pytest.approx(dark, abs=0.5 / 255)
    assert re.search(r"\[data-md-color-scheme=default\]\{[^}]*--md-default-bg-color:#fff;", css)
    assert shown(palette.PAPER, "light") == [1, 1, 1]


def test_every_tone_stands_for_one_variable():
    assert len({tone.name for tone in TONES.values()}) == len(TONES) == 12
    assert all(light == tone.light for light, tone in TONES.items())


def test_the_cell_has_a_line_style_for_every_colour():
    assert set(palette.DASHES) == set(CELL)
    assert len({str(style) for style in palette.DASHES.values()}) == len(CELL)


def test_the_style_sheet_defines_every_tone_and_what_differs_in_the_dark():
    light, dark = palette.style_sheet().split("@media (prefers-color-scheme:dark)")
    for tone in TONES.values():
        assert f"--{tone.name}:{tone.light};" in light
        assert (f"--{tone.name}:{tone.dark};" in dark) == (tone.dark != tone.light)
