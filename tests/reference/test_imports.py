"""What the reference is made of: itself, NumPy and the standard library, so that it can be read alone."""

import ast
import sys
from pathlib import Path

import pytest

import scripts

MODULES = sorted((Path(scripts.__file__).parent / "reference").glob("*.py"))


def imported(path: Path) -> set[str]:
    """The modules that a file imports, wherever the import stands."""
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            names.add("." * node.level + (node.module or ""))
    return names


@pytest.mark.parametrize("path", MODULES, ids=[path.stem for path in MODULES])
def test_imports_numpy_the_standard_library_and_the_reference_only(path):
    ours = {name for name in imported(path) if name.startswith("scripts.reference")}
    roots = {name.partition(".")[0] for name in imported(path) - ours}
    assert roots <= {"numpy", *sys.stdlib_module_names}
