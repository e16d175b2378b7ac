"""Is a record still that of the code? A digest of an experiment's module and of all the `scripts` modules it imports.

What cannot change a result does not count: comments, docstrings, blank lines. Standard library and installed packages
do not count either; their versions stand in the record.
"""

import ast
import hashlib
import io
import tokenize
from pathlib import Path

from scripts.imports import Imports

ROOT = Path(__file__).resolve().parents[2]


def sources(module: str, root: Path = ROOT) -> list[Path]:
    """The files that `module` is made of, itself and what it imports of `scripts`, directly or not; sorted.

    Raises:
        FileNotFoundError: there is no such module.
        SyntaxError: one of them is not Python.
    """
    modules = Imports(root)
    return sorted(modules.path(found) for found in modules.behind(module))


def digest(module: str, root: Path = ROOT) -> str:
    """SHA-256 over path and code of every file in `sources`; the same on every Python version."""
    total = hashlib.sha256()
    for path in sources(module, root):
        total.update(f"{path.relative_to(root).as_posix()}\n{_code(path)}\n".encode())
    return total.hexdigest()


def _code(path: Path) -> str:
    """The file without comments, docstrings, blank lines and trailing spaces."""
    text = path.read_text(encoding="utf-8")
    lines = text.splitlines()
    for token in tokenize.generate_tokens(io.StringIO(text).readline):
        if token.type == tokenize.COMMENT:
            row, column = token.start
            lines[row - 1] = lines[row - 1][:column]
    for node in ast.walk(ast.parse(text, str(path))):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef) and ast.get_docstring(node) is not None:
            first = node.body[0]
            lines[first.lineno - 1 : first.end_lineno] = [""] * (first.end_lineno - first.lineno + 1)
    return "\n".join(line.rstrip() for line in lines if line.strip())
