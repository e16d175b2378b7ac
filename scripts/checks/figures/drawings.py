"""What a figure is made of: a module that does nothing until it is asked to draw, and an SVG that only draws."""

import ast
import re
from collections.abc import Iterator
from contextlib import suppress
from difflib import get_close_matches
from pathlib import Path

from scripts.checks.repository import Repository
from scripts.checks.rules import asked_once
from scripts.site.model.document import Problem

PARTS = {"ALT": "the text for those who cannot see it", "CAPTION": "how to read it", "draw": "it returns the figure"}
LARGEST = 60 * 1024  # as in scripts.figures.kit.svg, which would bring Matplotlib with it
_DRAWS = "svg title desc style defs g path use clipPath rect circle ellipse line polyline polygon marker"
_TAGS = set(_DRAWS.split())
_TAG = re.compile(r"<([A-Za-z!?][^\s/>]*)")
_ACTIVE = re.compile(r"\s(on\w+|[\w:]*href)\s*=\s*[\"'](?!#)([^\"']{0,40})")
_DECLARES = (ast.Import, ast.ImportFrom, ast.FunctionDef, ast.ClassDef, ast.Assign, ast.AnnAssign)
_GENERIC = re.compile(
    r"(?:an?|the|this)?\s*(?:figure|image|picture|plot|graph|chart|diagram|drawing|screenshot)\s*"
    r"(?:\d|of\b|that\b|with\b|show|$)",
    re.IGNORECASE,
)


def check(repository: Repository) -> Iterator[Problem]:
    """Modules that lack a part or run at import, and SVGs with more in them than a drawing."""
    return (Problem(*found) for found in [*_modules(repository), *_drawings(repository)])


@asked_once
def _modules(repository: Repository) -> Iterator[tuple[str, int, str, str]]:
    for path in repository.figures.places().values():
        with suppress(SyntaxError, ValueError):  # of which ruff speaks
            for line, message, remedy in _module(path):
                yield repository.name(path), line, message, remedy


@asked_once
def _drawings(repository: Repository) -> Iterator[tuple[str, int, str, str]]:
    for path in sorted((repository.root / "figures").glob("*.svg")):
        for message, remedy in _svg(path):
            yield repository.name(path), 1, message, remedy


def drawable(path: Path) -> bool:
    """Whether a module can be drawn, as far as can be told without running it."""
    try:
        return not _module(path)
    except (SyntaxError, ValueError):
        return False


def _module(path: Path) -> list[tuple[int, str, str]]:
    """What keeps a module from being drawn, with its line. Raises SyntaxError, ValueError for what is not Python."""
    body = ast.parse(path.read_bytes()).body
    bound = {node.name for node in body if isinstance(node, ast.FunctionDef)}
    for node in body:
        targets = node.targets if isinstance(node, ast.Assign) else [getattr(node, "target", None)]
        bound |= {target.id for target in targets if isinstance(target, ast.Name)}
    found = []
    for part, what in PARTS.items():
        if part not in bound:
            called = f"{part}()" if part == "draw" else part
            near = get_close_matches(part, bound, n=1)
            remedy = f"rename {near[0]}" if near else f"write {called}: {what}"
            found.append((1, f"a figure without {called}", remedy))
    for node in body:
        docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        if not docstring and not isinstance(node, _DECLARES):
            found.append((node.lineno, f"runs at import: {_first_line(node)}", "move it into draw()"))
    return found


def _first_line(node: ast.AST) -> str:
    return ast.unparse(node).split("\n")[0][:60]


def generic(alt: str) -> str:
    """The start of a text that says what kind of thing a figure is, instead of what it finds; or nothing."""
    match = _GENERIC.match(alt)
    return match[0].strip() if match else ""


def _svg(path: Path) -> Iterator[tuple[str, str]]:
    size = path.stat().st_size
    if size > LARGEST:
        yield f"{size:,} bytes, at most {LARGEST:,} are allowed", "draw fewer points or texts"
    text = path.read_text(encoding="utf-8", errors="replace")
    remedy = "draw the figure with its module alone"
    for tag in sorted(set(_TAG.findall(text)) - _TAGS):
        yield f"<{tag}> in a drawing", remedy
    for name, value in sorted(set(_ACTIVE.findall(text))):
        yield f'{name}="{value}" in a drawing', remedy
