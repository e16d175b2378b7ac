"""Which modules of ours a module is made of: found in the syntax trees, however deep, without running any of them.

`python -m scripts.imports NAME` lists them for a measurement or a figure of that name, or for a module's dotted name.
"""

import ast
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path


class Imports:
    """The modules under scripts/ of one checkout; each file is read and parsed once."""

    def __init__(self, root: Path) -> None:
        """Look at the checkout in `root`; nothing is read until it is asked for."""
        self.root = root
        self.text = cache(lambda path: path.read_text(encoding="utf-8"))
        self.tree = cache(lambda path: ast.parse(path.read_bytes(), filename=str(path.relative_to(root))))
        self._named = cache(lambda module: frozenset(self._imported(module)))

    def path(self, module: str) -> Path | None:
        """Return the file of `scripts.…`, or None if there is no such module."""
        base = self.root.joinpath(*module.split("."))
        return next((path for path in (base.with_suffix(".py"), base / "__init__.py") if path.is_file()), None)

    def behind(self, module: str) -> list[str]:
        """Return the module itself and every module and package of ours that it imports, sorted.

        Raises:
            FileNotFoundError: there is no such module.
            SyntaxError, ValueError: one of them is not Python.
        """
        if self.path(module) is None:
            raise FileNotFoundError(f"no module {module} under {self.root}")
        seen: set[str] = set()
        waiting = [module]
        while waiting:
            found = waiting.pop()
            if found not in seen:
                seen.add(found)
                waiting += self._named(found) - seen
        return sorted(seen)

    def _imported(self, module: str) -> Iterator[str]:
        """Give the modules that this one imports, and the packages around each: importing one runs them too."""
        path = self.path(module)
        return self.named(self.tree(path), module if path.name == "__init__.py" else module.rpartition(".")[0])

    def named(self, tree: ast.Module, package: str = "") -> Iterator[str]:
        """Give the modules of ours, and the packages around each, that a text in `package` imports itself."""
        for node in ast.walk(tree):
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
                        found for k in range(2, len(parts) + 1) if self.path(found := ".".join(parts[:k])) is not None
                    )


def main(arguments: list[str]) -> int:
    """List the files behind what is named, or say what there is; return the exit status."""
    from scripts.rooms import FLOORS, ROOT, dotted, stating

    modules = Imports(ROOT)
    for name in arguments:
        rooms = [stating(ROOT / "scripts" / floor, stated).get(name) for floor, stated in FLOORS.items()]
        found = [dotted(path) for path in rooms if path] or ([name] if modules.path(name) else [])
        if not found:
            print(f"no measurement, figure or module is called {name}", file=sys.stderr)
            return 2
        for module in found:
            behind = [
                modules.path(one) for one in modules.behind(module) if not modules.path(one).name.startswith("__")
            ]
            print(*(path.relative_to(ROOT).as_posix() for path in behind), sep="\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
