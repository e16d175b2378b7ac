"""The reference code by function: what a page may name behind a display, and what the page *Reference code* shows.

Modules are read as text and never imported.
"""

import ast
from pathlib import Path
from typing import NamedTuple

from scripts.site.model.document import ROOT

FOLDER = ROOT / "scripts" / "reference"

_read: dict[Path, tuple[int, "Module"]] = {}


class Part(NamedTuple):
    """A public function or class, with the lines above it that belong to no other: imports, constants, helpers."""

    name: str
    line: int
    source: str


class Module(NamedTuple):
    """A module of scripts/reference: its name, its docstring and its parts in order."""

    name: str
    docstring: str
    parts: tuple[Part, ...]


def modules() -> list[Module]:
    """The modules of scripts/reference that have a public function or class, in the order of their names.

    Raises SyntaxError when one cannot be parsed; the checks of the code report it.
    """
    found = [_module(path) for path in sorted(FOLDER.glob("*.py"))]
    return [module for module in found if module.parts]


def functions() -> dict[str, str]:
    """The names that a page may give, `lstm.step`, each with its anchor on the page *Reference code*."""
    return {name: anchor(name) for module in modules() for name in (f"{module.name}.{p.name}" for p in module.parts)}


def anchor(name: str) -> str:
    """The anchor of `lstm.step_backward`: `lstm-step_backward`."""
    return name.replace(".", "-")


def _module(path: Path) -> Module:
    stamp = path.stat().st_mtime_ns
    if path not in _read or _read[path][0] != stamp:
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text, filename=str(path))
        _read[path] = (stamp, Module(path.stem, ast.get_docstring(tree) or "", tuple(_parts(tree, text.split("\n")))))
    return _read[path][1]


def _parts(tree: ast.Module, lines: list[str]) -> list[Part]:
    start = tree.body[0].end_lineno if ast.get_docstring(tree) is not None else 0
    parts = []
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            parts.append(Part(node.name, node.lineno, "\n".join(lines[start : node.end_lineno]).strip("\n")))
            start = node.end_lineno
    rest = "\n".join(lines[start:]).strip("\n")
    if parts and rest:  # what stands below the last one: helpers, values
        parts[-1] = parts[-1]._replace(source=f"{parts[-1].source}\n\n\n{rest}")
    return parts
