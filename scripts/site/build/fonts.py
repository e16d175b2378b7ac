"""The mathematics font, cut to size: `python -m scripts.site.build.fonts` writes docs/assets/fonts/stix-two-math.woff2.

STIX Two Math (SIL Open Font License 1.1, OFL.txt beside it) comes with the `ziamath` package. Kept are the characters
that the notation of the guide and the formulas of its pages and captions need, with their stretched and their small
forms. Same inputs, same bytes.
"""

import os
import sys
import unicodedata
import xml.etree.ElementTree as etree
from collections.abc import Iterable, Iterator
from contextlib import suppress
from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from string import ascii_letters, digits

from fontTools.misc.transform import Scale
from fontTools.pens.transformPen import TransformPen
from fontTools.pens.ttGlyphPen import TTGlyphPen
from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

from scripts.figures import files
from scripts.site.extensions import figures, tex
from scripts.site.extensions.mathematics import BadTeX, convert
from scripts.site.model import markdown_file
from scripts.site.model.document import all_leaves, parse

LIMIT = 60 * 1024
# Dotless i and j under accents, flat accents over capitals, kerning. Not `ssty`, letters redrawn for small sizes: it
# doubles the file, and of the large browsers only one uses it.
FEATURES = ["dtls", "flac", "ccmp", "kern"]
# The letters of each alphabet that the guide's notation has; others join as soon as a formula uses them.
ALPHABETS = {r"\mathbb": "ENPRZ1", r"\mathcal": "DLNOU", r"\mathbf": "WUbchx", r"\boldsymbol": "WUbchx"}


def target() -> Path:
    """The file that is written."""
    return markdown_file.ROOT / "docs" / "assets" / "fonts" / "stix-two-math.woff2"


def _italics() -> dict[str, str]:
    """The italic form in which a browser shows a variable of one letter, by letter."""
    italics = {"h": "\u210e"}
    for code in [*range(0x1D434, 0x1D468), 0x1D6A4, 0x1D6A5, *range(0x1D6E2, 0x1D71C)]:
        upright = unicodedata.decomposition(chr(code)).removeprefix("<font> ")
        if upright:  # the code of italic h is not in use: see above
            italics[chr(int(upright, 16))] = chr(code)
    return italics


ITALICS = _italics()


def shown(mathml: str) -> set[str]:
    """The characters for which a browser needs glyphs to show a formula."""
    characters: set[str] = set()
    for element in etree.fromstring(mathml).iter():
        text = element.text or ""
        if element.tag == "mi" and len(text) == 1 and element.get("mathvariant") != "normal":
            text = ITALICS.get(text, text)
        if element.tag in ("msqrt", "mroot"):
            text += "√"
        characters.update(text)
    return {character for character in characters if not character.isspace()}


def notation() -> Iterator[str]:
    """Formulas with everything that `scripts.site.extensions.tex` promises, every letter and every digit."""
    yield from f"{tex.GREEK} {tex.SYMBOLS}".split()
    for command in tex.WITH_ONE_ARGUMENT.split():
        yield rf"{command}{{x}}" if command[-1].isalpha() else command
    yield from (rf"{command}{{x}}{{y}}" for command in tex.WITH_TWO_ARGUMENTS.split())
    yield from (rf"\begin{{{name}}}x\end{{{name}}}" for name in tex.ENVIRONMENTS.split())
    yield from (rf"{command}{{{letter}}}" for command, letters in ALPHABETS.items() for letter in letters)
    yield rf"{' '.join(ascii_letters)} \text{{{ascii_letters}}} {digits} +-=<>/|()[]!?,.:;* x' x'' \sqrt{{x}}"


def formulas() -> Iterator[str]:
    """The TeX of all formulas under docs/ and in the captions of figures."""
    texts = [markdown_file.read(path).text for path in markdown_file.pages()]
    texts += [figures.caption(path.stem) for path in files.wide(figures.folder())]
    for text in texts:
        tokens = parse(text)
        yield from (token.content for token in tokens if token.type == "math_block")
        yield from (leaf.content for leaf in all_leaves(tokens) if leaf.kind == "math_inline")


def needed() -> set[str]:
    """The characters of the notation and of all formulas; a formula that is bad TeX is left to those who report it."""
    characters = {character for formula in notation() for character in shown(convert(formula, display=True))}
    for formula in formulas():
        with suppress(BadTeX):
            characters |= shown(convert(formula, display=True))
    return characters


def subset(characters: set[str]) -> bytes:
    """The font with these characters, with all that they stretch to and shrink to, as WOFF2."""
    options = Options()
    options.flavor = "woff2"
    options.layout_features = FEATURES
    options.hinting = False
    options.notdef_outline = True
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 7, 13, 14]
    options.drop_tables = [*options.drop_tables, "DSIG"]
    package = find_spec("ziamath").submodule_search_locations[0]
    font = TTFont(Path(package, "fonts", "STIXTwoMath-Regular.ttf"), recalcTimestamp=False)
    _enlarge_primes(font)
    _narrow_roots(font)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=sorted(map(ord, characters)))
    subsetter.subset(font)
    font.flavor = "woff2"
    written = BytesIO()
    font.save(written)
    return written.getvalue()


def _enlarge_primes(font: TTFont) -> None:
    """Show primes in their form for scripts, which is where MathML has them all: the others come out as specks."""
    lookups = font["GSUB"].table.LookupList.Lookup
    records = font["GSUB"].table.FeatureList.FeatureRecord
    small = next(record.Feature.LookupListIndex for record in records if record.FeatureTag == "ssty")
    for cmap in font["cmap"].tables:
        for code in (0x2032, 0x2033, 0x2034):
            for alternates in (lookups[index].SubTable[0].alternates for index in small):
                if getattr(cmap, "cmap", {}).get(code) in alternates:
                    cmap.cmap[code] = alternates[cmap.cmap[code]][0]


def _narrow_roots(font: TTFont) -> None:
    """Make tall roots as wide as the usual one: Chromium leaves room behind a root for the widest that it can get."""
    root = font.getBestCmap()[ord("√")]
    width = font["hmtx"][root][0]
    variants = font["MATH"].table.MathVariants
    tall = variants.VertGlyphConstruction[variants.VertGlyphCoverage.glyphs.index(root)]
    names = {record.VariantGlyph for record in tall.MathGlyphVariantRecord}
    for name in sorted(names | {part.glyph for part in tall.GlyphAssembly.PartRecords}):
        pen = TTGlyphPen(None)
        font.getGlyphSet()[name].draw(TransformPen(pen, Scale(width / font["hmtx"][name][0], 1)))
        glyph = pen.glyph()
        font["glyf"][name] = glyph
        glyph.recalcBounds(font["glyf"])
        font["hmtx"][name] = (width, glyph.xMin)


def lacking(font: bytes, characters: Iterable[str]) -> list[str]:
    """Those of the characters that a font has no glyph for."""
    known = TTFont(BytesIO(font)).getBestCmap()
    return sorted(character for character in characters if ord(character) not in known and ord(character) != 0xFE00)


def main() -> int:
    """Write the font; the exit status."""
    characters = needed()
    font = subset(characters)
    missing = lacking(font, characters)
    if missing:
        print(f"STIX Two Math has no {' '.join(missing)}: write the formulas that use them otherwise", file=sys.stderr)
        return 1
    if len(font) > LIMIT:
        print(f"{len(font)} bytes are more than {LIMIT}: cut the alphabets or the features", file=sys.stderr)
        return 1
    new = target().with_suffix(".new")
    new.parent.mkdir(parents=True, exist_ok=True)
    new.write_bytes(font)
    os.replace(new, target())
    print(f"{target().relative_to(markdown_file.ROOT)}: {len(characters)} characters, {len(font)} bytes")
    return 0


if __name__ == "__main__":
    sys.exit(main())
