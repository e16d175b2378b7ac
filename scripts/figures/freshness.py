"""Which figures are stale, found without drawing or importing any of them.

A figure is made from its module, from every module of ours that this imports (found in the syntax trees, however
deep), from the results and settings that they name in `data("NAME")` and `settings("NAME")`, and by one version of
Matplotlib. Each of its two SVGs carries a digest over all of that and over its own bytes: so the figure is stale when
a source has changed, and also when somebody edited a file by hand or a merge mangled it. The text with its numbers has
such a digest too, which also covers the module that writes all of these texts.
"""

import ast
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

from scripts.experiments.records.results import PARTS
from scripts.figures.files import figure, files, numbers
from scripts.imports import Imports
from scripts.rooms import FLOORS, dotted, stating

ROOT = Path(__file__).parents[2]
_STAMP = re.compile(r'(?<= data-digest=")[0-9a-f]{64}(?=")')
_NO_DIGEST = "0" * 64
_MARK = re.compile(r"(?<=, digest )[0-9a-f]{16}(?=\.\n\Z)")  # short, for it is read aloud
_WRITER = "scripts.figures.numbers"


class Figures:
    """The figures of one checkout, and what each of them is made from."""

    def __init__(self, root: Path = ROOT) -> None:
        """Look at the checkout in `root`; nothing is read until it is asked for."""
        self.root = root
        self.modules = root / "scripts" / "figures"
        self.images = root / "figures"
        self._modules = Imports(root)
        self.places = cache(lambda: stating(self.modules, FLOORS["figures"], self._modules.tree))
        self._reads = cache(lambda path: frozenset(_reads(self._modules.tree(path))))
        self._record = cache(self._part)
        self.digest = cache(self._made_from)
        self._drawn_by = f"matplotlib {version('matplotlib')}\n".encode()

    def names(self) -> list[str]:
        """Return the figures: modules in rooms that have ALT, CAPTION or draw, and those that do not parse.

        Raises ValueError if two have the same name.
        """
        return list(self.places())

    def module(self, name: str) -> str:
        """Return the name under which a figure's module is imported. Raises FileNotFoundError."""
        return dotted(self.place(name), self.root)

    def place(self, name: str) -> Path:
        """Return the module of a figure. Raises FileNotFoundError."""
        try:
            return self.places()[name]
        except KeyError:
            raise FileNotFoundError(f"no module {name}.py in a room of {self.modules}") from None

    def orphans(self) -> list[str]:
        """Return the names of the SVGs that no module draws, and of the texts whose figure has no numbers."""
        known = set(self.names())
        drawn = [path.name for path in self.images.glob("*.svg") if figure(path) not in known]
        told = [path.name for path in self.images.glob("*.txt") if path.stem not in known or not self.plots(path.stem)]
        return sorted(drawn + told)

    def plots(self, name: str) -> bool:
        """Tell whether the figure has numbers: whether its module has `arrays`."""
        try:
            body = self._modules.tree(self.place(name)).body
        except (SyntaxError, ValueError):
            return False
        return any(isinstance(node, ast.FunctionDef) and node.name == "arrays" for node in body)

    def stale(self, names: Iterable[str] | None = None) -> list[str]:
        """Return those of the figures (all, if none are named) with a file that is missing, outdated or altered."""
        return [name for name in names or self.names() if not self.is_fresh(name)]

    def is_fresh(self, name: str) -> bool:
        """Tell whether both SVGs of the figure, and its numbers, are those that its sources make."""
        return self.is_drawn(name) and self.is_told(name)

    def is_told(self, name: str) -> bool:
        """Tell whether the text with the figure's numbers is the one that its sources make, if it has any."""
        if not self.plots(name):
            return True
        try:
            text = numbers(self.images, name).read_text(encoding="utf-8")
            return bool(_MARK.search(text)) and self.mark(text, self.digest(name)) == text
        except (FileNotFoundError, SyntaxError, ValueError):
            return False

    def is_drawn(self, name: str) -> bool:
        """Tell whether both SVGs of the figure are those that its sources make."""
        try:
            svgs = [path.read_text(encoding="utf-8") for path in files(self.images, name)]
            return all(_STAMP.search(svg) and self.stamp(svg, self.digest(name)) == svg for svg in svgs)
        except (FileNotFoundError, SyntaxError, ValueError):
            return False

    @staticmethod
    def stamp(svg: str, digest: str) -> str:
        """Return the SVG with a digest, in its place, of its sources' digest and of its own text."""
        bare = _STAMP.sub(_NO_DIGEST, svg, count=1)
        return _STAMP.sub(hashlib.sha256(f"{digest}\n{bare}".encode()).hexdigest(), bare, count=1)

    def mark(self, text: str, digest: str) -> str:
        """Return the text with a digest, in its place, of its sources' digest, of its writer and of itself."""
        writer = "".join(self._modules.text(self._modules.path(module)) for module in self._modules.behind(_WRITER))
        bare = _MARK.sub("0" * 16, text)
        return _MARK.sub(hashlib.sha256(f"{digest}\n{writer}\n{bare}".encode()).hexdigest()[:16], bare)

    def _made_from(self, name: str) -> str:
        """Return the digest of all that the figure is made from: `digest`, once for each. Raises SyntaxError."""
        made_from = hashlib.sha256(self._drawn_by)
        needed: set[tuple[str, str]] = set()
        for module in self.imports(name):
            path = self._modules.path(module)
            text = self._modules.text(path)
            made_from.update(f"{path.relative_to(self.root).as_posix()} {len(text)}\n{text}".encode())
            needed |= self._reads(path)
        for called, record in sorted(needed):
            made_from.update(f"{called} {record} {self._record(called, record)}\n".encode())
        return made_from.hexdigest()

    def imports(self, name: str) -> list[str]:
        """Return the figure's module and all modules of ours behind it, sorted. Raises SyntaxError."""
        return self._modules.behind(self.module(name))

    def records(self, name: str) -> set[str]:
        """Return the names of the records that the figure reads, in its module or behind it. Raises SyntaxError."""
        return {record for module in self.imports(name) for _, record in self._reads(self._modules.path(module))}

    def _part(self, called: str, name: str) -> str:
        """Return the results or the settings alone: the seconds that a run took are no reason to draw again."""
        path = self.images / "data" / f"{name}.json"
        try:
            return json.dumps(json.loads(path.read_text(encoding="utf-8"))[PARTS[called]])
        except (OSError, ValueError, KeyError, TypeError):
            return "missing"


def _reads(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Give what is called and the NAME in `data("NAME")`, `kit.settings("NAME")` and their like."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called in PARTS and isinstance(node.args[0].value, str):
                yield called, node.args[0].value


def stale() -> list[str]:
    """Return the names of the figures of which a file is not the one that their sources make."""
    return Figures().stale()
