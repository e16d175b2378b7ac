"""Write a Matplotlib figure as the one SVG that the site uses: both palettes, the same bytes every time, and small."""

import io
import os
import re
import xml.etree.ElementTree as ET
from collections import Counter
from pathlib import Path

from matplotlib.figure import Figure

from scripts.figures.kit.legible import problems, shown_texts
from scripts.figures.kit.palette import TEXT_TONE, TONES, style_sheet
from scripts.figures.kit.sheet import PIXELS, POINTS, sheet_of

LARGEST = 60 * 1024
# Where the runner writes what a figure was made from; see scripts.figures.freshness.
NO_DIGEST = "0" * 64

SVG = "{http://www.w3.org/2000/svg}"
HREF = "{http://www.w3.org/1999/xlink}href"
_NUMBER = re.compile(r"-?\d+\.\d+(?:e-?\d+)?")
_HASHED = re.compile(r"\b(?:[mp]|C[0-9a-f]+_[0-9a-f]+_)[0-9a-f]{10}\b")
_COLOUR = re.compile(r"#[0-9a-f]{6}")

ET.register_namespace("", SVG[1:-1])
ET.register_namespace("xlink", HREF[1:-5])


def render(figure: Figure, alt: str, caption: str) -> str:
    """Return the SVG of a figure, with `alt` as its title and `caption` as its description.

    Raises ValueError for text that cannot be read, for a colour that is not in the palette, and above 60 KB.
    """
    for text in shown_texts(figure):
        text.set_color(TEXT_TONE.get(text.get_color(), text.get_color()))
        if text.get_color() not in TONES:
            raise ValueError(f"the text {text.get_text()!r} is {text.get_color()!r}; use a colour of the palette")
    raw = io.BytesIO()
    figure.savefig(raw, format="svg", metadata={"Date": None})
    if found := list(problems(figure)):
        raise ValueError("; ".join(found))
    root = ET.fromstring(raw.getvalue())
    scale = sheet_of(figure).scale * PIXELS / POINTS
    width, height = (inches * POINTS * scale for inches in figure.get_size_inches())
    svg = _rebuild(root, (width, height), scale, alt, caption)
    if len(svg.encode()) > LARGEST:
        raise ValueError(f"the SVG has {len(svg.encode()):,} bytes; draw fewer points or texts, at most {LARGEST:,}")
    return svg


def save(svg: str, path: Path) -> None:
    """Write the SVG beside its place and move it there, so that no reader sees half a file."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        beside.write_text(svg, encoding="utf-8", newline="\n")
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def _rebuild(root: ET.Element, size: tuple[float, float], scale: float, alt: str, caption: str) -> str:
    """Keep what is drawn and nothing else, in pixels, with shared definitions and variables for colours.

    `size` is that of the SVG in pixels, `scale` what a point of the drawing is there.
    """
    width, height = map(_short, size)
    shared = ET.Element("defs")
    for parent in list(root.iter()):
        for child in list(parent):
            if child.tag in (f"{SVG}metadata", f"{SVG}style"):
                parent.remove(child)
            elif child.tag == f"{SVG}defs":
                shared.extend(drawn for drawn in child if drawn.tag != f"{SVG}style")
                parent.remove(child)
    for element in (*root.iter(), *shared.iter()):
        _tidy(element)
    out = ET.Element(
        "svg",
        {
            "xmlns": SVG[1:-1],
            "width": width,
            "height": height,
            "viewBox": f"0 0 {width} {height}",
            "role": "img",
            "data-digest": NO_DIGEST,
        },
    )
    ET.SubElement(out, "title").text = alt
    ET.SubElement(out, "desc").text = caption
    ET.SubElement(out, "style").text = style_sheet()
    out.append(shared)
    drawing = ET.SubElement(out, "g", {"transform": f"scale({scale:.6f})"})
    drawing.extend(root)
    _flatten(out)
    _number_shapes(out, shared)
    _share_styles(out)
    for element in out.iter():
        element.tag = element.tag.removeprefix(SVG)
        if element.tag not in ("title", "desc", "style"):
            element.text = None
        element.tail = "\n" if element.tag in ("g", "title", "desc", "style", "defs") else None
    text = ET.tostring(out, encoding="unicode")
    unknown = sorted(set(_COLOUR.findall(re.sub(r"<style>.*?</style>|<title>.*?</desc>", "", text, flags=re.S))))
    if unknown:
        raise ValueError(
            f"colours outside the palette: {', '.join(unknown)}; use the colours of the kit, or an alpha of one"
        )
    return text.rstrip("\n") + "\n"


def _flatten(parent: ET.Element) -> None:
    """Put the children of groups that say nothing in the groups' place."""
    for child in list(parent):
        _flatten(child)
        if child.tag == f"{SVG}g" and not child.attrib:
            place = list(parent).index(child)
            parent[place : place + 1] = list(child)


def _number_shapes(out: ET.Element, shared: ET.Element) -> None:
    """Number clips and markers in order: Matplotlib names them by a hash of places, last bit included.

    In that bit a layout may differ from one drawing to the next, which no printed number shows.
    """
    named = [element.get("id", "") for element in shared if _HASHED.fullmatch(element.get("id", ""))]
    numbers = {name: f"{name[0]}{number}" for number, name in enumerate(dict.fromkeys(named), start=1)}
    for element in out.iter():
        for attribute in {"id", "href", "clip-path"} & element.attrib.keys():
            element.set(attribute, _HASHED.sub(lambda m: numbers.get(m[0], m[0]), element.get(attribute)))


def _share_styles(out: ET.Element) -> None:
    """Turn styles that stand more than once into classes."""
    styled = [element for element in out.iter() if "style" in element.attrib]
    counts = Counter(element.get("style") for element in styled)
    classes = {style: f"s{k}" for k, (style, count) in enumerate(counts.items()) if count > 1}
    out.find("style").text += "".join(f".{name}{{{style}}}" for style, name in classes.items())
    for element in styled:
        if element.get("style") in classes:
            element.set("class", classes[element.attrib.pop("style")])


def _tidy(element: ET.Element) -> None:
    """Shorten numbers, turn palette colours into variables and drop names that nothing refers to."""
    if element.tag == f"{SVG}g":
        element.attrib.pop("id", None)
    if HREF in element.attrib:
        element.set("href", element.attrib.pop(HREF))
    for name in ("d", "points"):
        if name in element.attrib:
            element.set(name, _squeeze(element.get(name)))
    for name in ("x", "y", "width", "height"):
        if name in element.attrib:
            element.set(name, _NUMBER.sub(_rounded, element.get(name)))
    if "transform" in element.attrib:
        element.set(
            "transform", re.sub(r"translate\([^)]*\)", lambda m: _NUMBER.sub(_rounded, m[0]), element.get("transform"))
        )
    if "style" in element.attrib:
        style = element.get("style").replace(": ", ":").replace("; ", ";")
        element.set("style", _COLOUR.sub(_variable, style))


def _squeeze(path: str) -> str:
    return re.sub(r"\s*([A-Za-z])\s*", r"\1", _NUMBER.sub(_rounded, path)).replace("\n", " ").strip()


def _rounded(number: re.Match) -> str:
    return _short(float(number[0]))


def _short(value: float) -> str:
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def _variable(colour: re.Match) -> str:
    tone = TONES.get(colour[0])
    return f"var(--{tone.name})" if tone else colour[0]
