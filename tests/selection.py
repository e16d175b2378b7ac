"""Which tests prove what the page of one question rests on: chosen by the modules and the names that they are about."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from scripts.grounds import Grounds
from scripts.imports import Imports
from scripts.rooms import ROOT


class Selection:
    """The tests of one page: its code, those of the modules behind it, and what is asked of it or its parts by name.

    tests/ mirrors scripts/. Where modules behind the page lie in a folder, its test modules about these are chosen
    whole: `test_NAME.py` is about the module NAME, and where there is none, about those that it imports. In other
    folders each test is chosen that has the page, a figure or a record of it among its parameters. Those marked `slow`
    are not.
    """

    def __init__(self, grounds: Grounds, root: Path = ROOT) -> None:
        self._grounds, self._root, self._imports = grounds, root, Imports(root)
        names = "|".join(map(re.escape, sorted(grounds.names)))
        self._names = re.compile(rf"\[(?:.*\W)?(?:{names})(?:\W.*)?\]$")
        self.whole = cache(self._whole)

    def refuses(self, path: Path) -> bool:
        """Whether no test of this file or folder can be one of the page's, so that nobody need import it."""
        if path.suffix == ".md":
            return path != self._grounds.page
        return path.name.startswith("test_") and self.whole(path) is False

    def has(self, item: pytest.Item) -> bool:
        """Whether a test is one of the page's."""
        if item.get_closest_marker("slow"):
            return False
        return item.path == self._grounds.page or bool(self.whole(item.path) or self._names.search(item.nodeid))

    def _whole(self, path: Path) -> bool | None:
        """Whether a test module is about a module behind the page; None where only its parameters can tell."""
        package = ".".join(["scripts", *path.parent.relative_to(self._root).parts[1:]])
        about = {f"{package}.{path.stem.removeprefix('test_')}"}
        behind = {module for module in self._grounds.modules if module.rpartition(".")[0] == package}
        if not any(self._imports.path(module).name != "__init__.py" for module in behind):
            return False if re.match(r"q\d\d_", path.parent.name) else None
        if not any(map(self._imports.path, about)):
            about = set(self._imports.named(ast.parse(path.read_bytes())))
        return not about.isdisjoint(behind)
