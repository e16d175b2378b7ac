"""The mathematics font has every character that the pages use, stretches what has to stretch, and is small."""

import re
from io import BytesIO

import pytest
from fontTools.ttLib import TTFont

from scripts.site.build import fonts
from scripts.site.extensions.mathematics import convert

COMMITTED = fonts.target().read_bytes()


@pytest.fixture(scope="module")
def font() -> TTFont:
    return TTFont(BytesIO(COMMITTED))


def test_no_formula_of_the_guide_needs_a_character_that_the_font_lacks():
    missing = fonts.lacking(COMMITTED, fonts.needed())
    assert not missing, f"the font has no {' '.join(missing)}: run `make fonts` and commit what it writes"


def test_a_character_that_is_missing_is_noticed():
    assert fonts.lacking(COMMITTED, fonts.shown(convert(r"\aleph + x", display=False))) == ["ℵ"]


@pytest.mark.parametrize(
    ("tex", "characters"),
    [
        ("f", "𝑓"),
        ("h", "ℎ"),
        (r"\sigma", "𝜎"),
        (r"\partial", "𝜕"),
        (r"\mathrm{d}", "d"),
        (r"\tanh", "tanh\u2061"),
        (r"\mathbb{R}", "ℝ"),
        (r"\sqrt{2}", "√2"),
        (r"\hat x", "ˆ𝑥"),
        ("1 < 2", "1<2"),
    ],
)
def test_characters_as_a_browser_shows_them(tex, characters):
    assert fonts.shown(convert(tex, display=False)) - {"\u2061"} == set(characters) - {"\u2061"}


@pytest.mark.parametrize("character", "([{|‖√∑∏⏟⏞")
def test_what_has_to_stretch_comes_with_its_larger_forms(font, character):
    """Without them \\underbrace is short and brackets are small, in Chromium as in Firefox."""
    variants = font["MATH"].table.MathVariants
    glyph = font.getBestCmap()[ord(character)]
    for coverage, constructions in (
        (variants.VertGlyphCoverage, variants.VertGlyphConstruction),
        (variants.HorizGlyphCoverage, variants.HorizGlyphConstruction),
    ):
        if glyph in coverage.glyphs:
            construction = constructions[coverage.glyphs.index(glyph)]
            larger = [record.VariantGlyph for record in construction.MathGlyphVariantRecord]
            parts = (
                [part.glyph for part in construction.GlyphAssembly.PartRecords] if construction.GlyphAssembly else []
            )
            assert len(larger) + len(parts) > 1
            assert set(larger + parts) <= set(font.getGlyphOrder())
            return
    pytest.fail(f"{character} does not stretch")


def test_primes_have_their_form_for_scripts(font):
    outlines = font["glyf"]
    prime = outlines[font.getBestCmap()[0x2032]]
    assert prime.yMin < 200 < 500 < prime.yMax, "a script of 500 units, where the other form has a speck at the top"


def test_roots_are_equally_wide_however_tall(font):
    variants = font["MATH"].table.MathVariants
    root = font.getBestCmap()[ord("√")]
    tall = variants.VertGlyphConstruction[variants.VertGlyphCoverage.glyphs.index(root)]
    names = [record.VariantGlyph for record in tall.MathGlyphVariantRecord]
    names += [part.glyph for part in tall.GlyphAssembly.PartRecords]
    assert len(names) > 4
    assert {font["hmtx"][name][0] for name in names} == {font["hmtx"][root][0]}
    for name in names:
        outline = font["glyf"][name]
        assert 0 <= outline.xMin < outline.xMax <= 1.05 * font["hmtx"][root][0]


def test_small_enough():
    assert len(COMMITTED) <= 60 * 1024


def test_the_same_characters_give_the_same_bytes():
    characters = set("ab(∑")
    assert fonts.subset(characters) == fonts.subset(characters)


def test_the_committed_font_is_what_the_command_writes(font):
    """Bytes may differ between releases of fontTools; characters may not, but for those that pages no longer use."""
    assert {ord(character) for character in fonts.needed()} - {0xFE00} <= set(font.getBestCmap())
    assert font["head"].fontRevision == pytest.approx(2.11, abs=1e-3)


def test_its_licence_lies_beside_it():
    licence = fonts.target().with_name("OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE Version 1.1" in licence
    assert re.search(r"Copyright 2001-\d+ The STIX Fonts Project Authors", licence)


def test_the_command(project, capsys):
    project.write("docs/a.md", "$\\aleph$ and bad $\\foo$\n")
    project.figure("curve", "Caption $\\wp$.")
    assert fonts.main() == 0
    written = fonts.target().read_bytes()
    assert fonts.lacking(written, "ℵ℘𝑥") == []
    assert re.search(r"stix-two-math\.woff2: \d+ characters, \d+ bytes", capsys.readouterr().out)


def test_the_command_refuses_what_the_font_does_not_have(project, capsys):
    project.write("docs/a.md", "$\\text{水}$\n")
    assert fonts.main() == 1
    assert "STIX Two Math has no 水" in capsys.readouterr().err
    assert not fonts.target().exists()
