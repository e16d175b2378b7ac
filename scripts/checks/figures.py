"""Figures exist, are fresh and are used; their text for those who cannot see them is the one on the page."""

import re
import xml.etree.ElementTree as etree
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from pathlib import Path

from scripts.checks import printed
from scripts.checks.claims import caption_ledger
from scripts.checks.prose import blocks
from scripts.checks.sources import Sources
from scripts.figures.freshness import Sources as FigureSources
from scripts.site.document import Leaf, Problem, all_leaves, parse
from scripts.site.page import did_you_mean

_SVG = "{http://www.w3.org/2000/svg}"
_FIGURE = re.compile(r"(?:\.\./)*figures/([^/]+)\.svg")
ALT_SIZE = (60, 300)


@dataclass(frozen=True)
class Drawing:
    """The texts inside an SVG."""

    alt: str
    caption: str


def check(sources: Sources) -> Iterator[Problem]:
    """Missing, misdescribed, stale and unused figures, and the numbers in their captions."""
    used = set()
    for document in sources.documents:
        for leaf in all_leaves(document.tokens):
            if leaf.kind == "image" and (match := _FIGURE.fullmatch(str(leaf.token.attrs["src"]))):
                used.add(match[1])
                yield from _image(sources, document.name, leaf, match[1])
    for name, path in _drawings(sources).items():
        if name not in used:
            remedy = f"show it on a page, or delete it and scripts/figures/{name}.py"
            yield Problem(sources.name(path), 1, "no page shows this figure", remedy)
        try:
            drawing = read(path)
        except ValueError as error:
            yield Problem(sources.name(path), 1, str(error), f"run make figures NAME={name}")
            continue
        yield from _texts(sources, name, drawing)
    figures = FigureSources(sources.root)
    for name in figures.stale():
        path = sources.root / "figures" / f"{name}.svg"
        yield Problem(sources.name(path), 1, "stale: not what its module draws now", f"run make figures NAME={name}")


@cache
def _parse(path: Path, stamp: int) -> Drawing:
    try:
        root = etree.parse(path).getroot()
    except etree.ParseError as error:
        raise ValueError(f"not an SVG ({error})") from None
    return Drawing(*(" ".join((root.findtext(f"{_SVG}{tag}") or "").split()) for tag in ("title", "desc")))


def read(path: Path) -> Drawing:
    """The texts of an SVG. Raises ValueError when it is no XML."""
    return _parse(path, path.stat().st_mtime_ns)


def captions(sources: Sources) -> Iterator[tuple[str, int, str]]:
    """The caption of every figure, with the module and line where it is written."""
    for name, path in _drawings(sources).items():
        try:
            caption = read(path).caption
        except ValueError:
            continue
        yield (*_place(sources, name, "CAPTION"), caption)


def _drawings(sources: Sources) -> dict[str, Path]:
    return {path.stem: path for path in sorted((sources.root / "figures").glob("*.svg"))}


def _place(sources: Sources, name: str, variable: str) -> tuple[str, int]:
    """Where a figure's text is written: its module and the line of the assignment; else the SVG."""
    path = sources.root / "scripts" / "figures" / f"{name}.py"
    if not path.is_file():
        return f"figures/{name}.svg", 1
    lines = path.read_text(encoding="utf-8", errors="replace").split("\n")
    found = (number for number, line in enumerate(lines, start=1) if re.match(rf"{variable}\b", line))
    return sources.name(path), next(found, 1)


def _image(sources: Sources, page: str, leaf: Leaf, name: str) -> Iterator[Problem]:
    path = sources.root / "figures" / f"{name}.svg"
    source = str(leaf.token.attrs["src"])
    if not path.is_file():
        guess = did_you_mean(name, _drawings(sources))
        yield Problem(page, leaf.line, f"no figure {source}{guess}", "correct the name, or make it with make figures")
        return
    right = Path(*[".."] * (page.count("/")), "figures", path.name).as_posix()
    if source != right:
        yield Problem(page, leaf.line, f"{source} does not lead to the figure from here", f"write {right}")
    try:
        drawing = read(path)
    except ValueError:
        return
    if leaf.content != drawing.alt:
        yield Problem(page, leaf.line, f"the text of figure {name} is not its ALT", f"paste: {drawing.alt}")


def _texts(sources: Sources, name: str, drawing: Drawing) -> Iterator[Problem]:
    place = _place(sources, name, "ALT")
    if not ALT_SIZE[0] <= len(drawing.alt) <= ALT_SIZE[1]:
        message = f"ALT has {len(drawing.alt)} characters"
        yield Problem(*place, message, f"say what is found in {ALT_SIZE[0]} to {ALT_SIZE[1]}")
    at = _place(sources, name, "CAPTION")
    if not drawing.caption:
        yield Problem(*at, "no caption", "say how to read the figure, and what to see")
    ledger = caption_ledger(blocks(parse(drawing.caption)), at[0], sources.root)
    stands: set[Decimal] = ledger.settings | ledger.results
    yield from (Problem(problem.path, at[1], problem.message, problem.remedy) for problem in ledger.settle())
    for number in printed.find(drawing.alt):
        if number.significant > 1 and number.value not in stands:
            remedy = "give it in CAPTION with its claim"
            yield Problem(*place, f"{number.text} in ALT is not in CAPTION", remedy)
