"""Draw one figure and write its two SVGs, wide and narrow, and its numbers: what each worker of the runner does."""

import ast
import importlib
import time
import traceback
from functools import cache
from pathlib import Path
from typing import NamedTuple

from scripts.figures.files import files, numbers
from scripts.figures.freshness import Figures

# Each file is read and parsed once in a process, which imports it once as well, and later.
_figures = cache(Figures)


class Built(NamedTuple):
    """What became of a figure: its seconds and the bytes of its files, or what is wrong, with file and line."""

    name: str
    seconds: float
    sizes: tuple[int, ...] = ()
    changed: bool = False
    problem: str = ""


def build(name: str, write: bool = True, anew: bool = True) -> Built:
    """Make the figure and, if `write`, put its files in place of the old ones; leave those alone if anything fails.

    `changed` tells whether a file differs (or would differ) from the one before. Unless it is drawn `anew`, SVGs that
    are fresh are kept: to write numbers takes no time, and to draw does.
    """
    started = time.perf_counter()
    figures = _figures()
    places = files(figures.images, name)
    try:
        digest = figures.digest(name)  # before drawing: what is edited meanwhile makes the figure stale
        made = {}
        if anew or not figures.is_drawn(name):
            svgs = drawn(figures.module(name))
            made |= {place: figures.stamp(svg, digest) for place, svg in zip(places, svgs, strict=True)}
        if figures.plots(name):
            made[numbers(figures.images, name)] = figures.mark(told(figures.module(name)), digest)
        before = [place.read_bytes() if place.exists() else None for place in made]
        if write:
            from scripts.figures.kit import save

            for place, text in made.items():
                save(text, place)
    except Exception as error:
        problem = _explain(error, figures.place(name), figures.root)
        return Built(name, time.perf_counter() - started, problem=problem)
    written = [text.encode() for text in made.values()]
    return Built(name, time.perf_counter() - started, tuple(map(len, written)), before != written)


def drawn(dotted: str) -> tuple[str, str]:
    """Return the SVGs that a module draws, wide and narrow, not yet stamped.

    Raises ValueError if its words cannot stand in them, and for a drawing that cannot be read.
    """
    module = importlib.import_module(dotted)
    from scripts.figures.kit import render

    if not 60 <= len(module.ALT) <= 300:
        raise ValueError(f"ALT has {len(module.ALT)} characters; say what is found in 60 to 300")
    if not module.CAPTION.strip():
        raise ValueError("CAPTION is empty; say what to see first")
    wide = render(module.draw(), module.ALT, module.CAPTION)
    try:
        return wide, render(module.draw(narrow=True), module.ALT, module.CAPTION)
    except ValueError as error:
        raise ValueError(f"on a phone: {error}") from error


def told(dotted: str) -> str:
    """Return the text with the numbers of a module's figure, not yet marked."""
    from scripts.figures.numbers import numbers

    return numbers(importlib.import_module(dotted))


def _explain(error: Exception, path: Path, root: Path) -> str:
    """Return `path:line: what is wrong`.

    The line is the last one that ran in the figure's own module; failing that, where ALT, CAPTION or draw stands.
    """
    if isinstance(error, SyntaxError) and error.filename:
        return f"{_shown(root / error.filename, root)}:{error.lineno or 1}: {type(error).__name__}: {error.msg}"
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if Path(frame.filename) == path]
    line = lines[-1] if lines else _line_about(str(error).split(" ")[0], path)
    kind = "" if type(error) in (ValueError, LookupError, FileNotFoundError) else f"{type(error).__name__}: "
    return f"{_shown(path, root)}:{line}: {kind}{error}"


def _line_about(word: str, path: Path) -> int:
    """Return the line where the name of that word stands, or else `draw`, which is what made the figure."""
    stands = {}
    for node in ast.parse(path.read_bytes()).body:
        targets = node.targets if isinstance(node, ast.Assign) else [node]
        stands |= {getattr(target, "id", getattr(target, "name", "")): node.lineno for target in targets}
    return stands.get(word) or stands.get("draw", 1)


def _shown(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix()
