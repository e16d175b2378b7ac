"""Draw one figure and write its SVG: what each worker of the runner does."""

import importlib
import sys
import time
import traceback
from pathlib import Path
from typing import NamedTuple

from scripts.figures.freshness import PACKAGE, Sources


class Built(NamedTuple):
    """What became of a figure: its seconds and bytes, or what is wrong, with file and line."""

    name: str
    seconds: float
    size: int = 0
    changed: bool = False
    problem: str = ""


def build(name: str, write: bool = True) -> Built:
    """Draw the figure and, if `write`, put its SVG in place of the old one; leave that alone if anything fails.

    `changed` tells whether the file differs (or would differ) from the one before.
    """
    started = time.perf_counter()
    sources = Sources()
    place = sources.images / f"{name}.svg"
    try:
        svg = sources.stamp(name, _drawn(name))
        before = place.read_bytes() if place.exists() else None
        if write:
            from scripts.figures.kit import save

            save(svg, place)
    except Exception as error:
        return Built(name, time.perf_counter() - started, problem=_explain(error, sources.modules / f"{name}.py"))
    return Built(name, time.perf_counter() - started, len(svg.encode()), before != svg.encode())


def _drawn(name: str) -> str:
    module = importlib.import_module(f"{PACKAGE}.{name}")
    from scripts.figures.kit import render

    alt, caption = module.ALT, module.CAPTION
    if not 60 <= len(alt) <= 300:
        raise ValueError(f"ALT has {len(alt)} characters; say what is found in 60 to 300")
    if not caption.strip():
        raise ValueError("CAPTION is empty; say how to read the figure and what to see")
    return render(module.draw(), alt, caption)


def _explain(error: Exception, path: Path) -> str:
    """Return `path:line: what is wrong`, where the line is the deepest one inside the figure's own module."""
    line = 1
    if isinstance(error, SyntaxError) and error.filename:
        where, line = error.filename, error.lineno or 1
        shown = where if not Path(where).is_absolute() else str(Path(where).relative_to(Sources().root))
        return f"{shown}:{line}: {type(error).__name__}: {error.msg}"
    for frame in traceback.extract_tb(sys.exc_info()[2]):
        if Path(frame.filename) == path:
            line = frame.lineno or 1
    said = error.args[0] if isinstance(error, KeyError) and error.args else error
    kind = "" if isinstance(error, (ValueError, FileNotFoundError)) else f"{type(error).__name__}: "
    return f"{path.relative_to(Sources().root).as_posix()}:{line}: {kind}{said}"
