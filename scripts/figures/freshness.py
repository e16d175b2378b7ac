"""Which figures are stale, found without drawing or importing any of them.

A figure is made from its module, from every module of ours that this imports (found in the syntax trees, however
deep), from the results of the experiments that they name in `data("NAME")`, and by one version of Matplotlib. The SVG
carries a digest over all of that and over its own bytes: so it is stale when a source has changed, and also when
somebody edited the file by hand or a merge mangled it.
"""

import ast
import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGE = "scripts.figures"
_STAMP = re.compile(r'(?<= data-digest=")[0-9a-f]{64}(?=")')
_NO_DIGEST = "0" * 64


class Sources:
    """The figures of one checkout, and what each of them is made from."""

    def __init__(self, root: Path = ROOT) -> None:
        """Look at the checkout in `root`; nothing is read until it is asked for."""
        self.root = root
        self.modules = root / "scripts" / "figures"
        self.images = root / "figures"
        # Each file is read and parsed once for all figures: they share most of what they are made from.
        self._text = cache(lambda path: path.read_text(encoding="utf-8"))
        self._tree = cache(lambda path: ast.parse(path.read_bytes(), filename=str(path.relative_to(root))))
        self._imports = cache(lambda module: frozenset(self._imported(module)))
        self._data = cache(lambda path: frozenset(_data_names(self._tree(path))))
        self._measured = cache(self._results)
        self._drawn_by = f"matplotlib {version('matplotlib')}\n".encode()

    def names(self) -> list[str]:
        """Return the figures: modules that have ALT, CAPTION or draw, and those that do not parse."""
        paths = sorted(self.modules.glob("*.py"))
        return [path.stem for path in paths if self._states_a_figure(path)]

    def orphans(self) -> list[str]:
        """Return the SVGs that no module draws."""
        return sorted({path.stem for path in self.images.glob("*.svg")} - set(self.names()))

    def stale(self, names: Iterable[str] | None = None) -> list[str]:
        """Return those of the figures (all, if none are named) whose SVG is missing, outdated or altered."""
        return [name for name in names or self.names() if not self.is_fresh(name)]

    def is_fresh(self, name: str) -> bool:
        """Tell whether the figure's SVG is the one that its sources make."""
        try:
            svg = (self.images / f"{name}.svg").read_text(encoding="utf-8")
            return bool(_STAMP.search(svg)) and self.stamp(svg, self.digest(name)) == svg
        except (FileNotFoundError, SyntaxError, ValueError):
            return False

    @staticmethod
    def stamp(svg: str, digest: str) -> str:
        """Return the SVG with a digest, in its place, of its sources' digest and of its own text."""
        bare = _STAMP.sub(_NO_DIGEST, svg, count=1)
        return _STAMP.sub(hashlib.sha256(f"{digest}\n{bare}".encode()).hexdigest(), bare, count=1)

    def digest(self, name: str) -> str:
        """Return the digest of all that the figure is made from. Raises SyntaxError."""
        made_from = hashlib.sha256(self._drawn_by)
        needed: set[str] = set()
        for module in self.imports(name):
            path = self._path(module)
            text = self._text(path)
            made_from.update(f"{path.relative_to(self.root).as_posix()} {len(text)}\n{text}".encode())
            needed |= self._data(path)
        for name in sorted(needed):
            made_from.update(f"data {name} {self._measured(name)}\n".encode())
        return made_from.hexdigest()

    def imports(self, name: str) -> list[str]:
        """Return the figure's module and all modules of ours behind it, sorted. Raises SyntaxError."""
        seen: set[str] = set()
        waiting = [f"{PACKAGE}.{name}"]
        while waiting:
            module = waiting.pop()
            if module in seen:
                continue
            seen.add(module)
            waiting += [found for found in self._imports(module) if found not in seen]
        return sorted(seen)

    def _imported(self, module: str) -> Iterator[str]:
        """Give the modules of ours that this one imports, and the packages around each."""
        path = self._path(module)
        package = module if path.name == "__init__.py" else module.rpartition(".")[0]
        for node in ast.walk(self._tree(path)):
            if isinstance(node, ast.Import):
                candidates = [alias.name for alias in node.names]
            elif isinstance(node, ast.ImportFrom):
                parents = package.split(".")[: len(package.split(".")) - node.level + 1] if node.level else []
                base = ".".join([*parents, *([node.module] if node.module else [])])
                candidates = [f"{base}.{alias.name}" for alias in node.names]
            else:
                continue
            for candidate in candidates:
                parts = candidate.split(".")
                if parts[0] == "scripts":
                    yield from (
                        found for k in range(2, len(parts) + 1) if self._path(found := ".".join(parts[:k])) is not None
                    )

    def _path(self, module: str) -> Path | None:
        base = self.root.joinpath(*module.split("."))
        return next((path for path in (base.with_suffix(".py"), base / "__init__.py") if path.is_file()), None)

    def _states_a_figure(self, path: Path) -> bool:
        try:
            body = self._tree(path).body
        except (SyntaxError, ValueError):
            return True
        bound = {node.name for node in body if isinstance(node, ast.FunctionDef)}
        bound |= {
            target.id
            for node in body
            if isinstance(node, ast.Assign)
            for target in node.targets
            if isinstance(target, ast.Name)
        }
        return bool(bound & {"ALT", "CAPTION", "draw"})

    def _results(self, name: str) -> str:
        """Return the results alone: the seconds that a run took are no reason to draw again."""
        path = self.images / "data" / f"{name}.json"
        try:
            return json.dumps(json.loads(path.read_text(encoding="utf-8"))["results"])
        except (OSError, ValueError, KeyError, TypeError):
            return "missing"


def _data_names(tree: ast.Module) -> Iterator[str]:
    """Give the NAMEs in `data("NAME")` and `kit.data("NAME")`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            if called == "data" and isinstance(node.args[0].value, str):
                yield node.args[0].value


def stale() -> list[str]:
    """Return the names of the figures whose SVG is not the one that their sources make."""
    return Sources().stale()
