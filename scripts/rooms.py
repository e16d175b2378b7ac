"""The rooms of the questions: `scripts/FLOOR/q07_vanishing_gradient/NAME.py` is question 7's, on every floor.

Records and figures lie flat (`figures/data/NAME.json`, `figures/NAME.svg`), so no two rooms of a floor may have an
experiment, or a figure, of the same name.
"""

import ast
from collections.abc import Callable, Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FLOORS = {"experiments": ("run",), "figures": ("ALT", "CAPTION", "draw")}  # by floor what states one of its kind


def stating(floor: Path, names: Iterable[str], tree: Callable[[Path], ast.Module] | None = None) -> dict[str, Path]:
    """The modules in the rooms of a floor that bind one of `names` at their top, by their own name, sorted.

    A module that does not parse is among them: whoever asks for it is told its line. `tree` reads one (default: here).

    Raises:
        ValueError: two of them have the same name.
    """
    read = tree or (lambda path: ast.parse(path.read_bytes(), filename=str(path)))
    found: dict[str, Path] = {}
    for path in sorted(floor.glob("q[0-9][0-9]_*/*.py")):
        try:
            stated = not _bound(read(path)).isdisjoint(names)
        except (SyntaxError, ValueError):
            stated = True
        if stated and path.stem in found:
            one, other = (place.relative_to(floor.parents[1]).as_posix() for place in (path, found[path.stem]))
            raise ValueError(f"{one}:1: {other} has this name too; rename one, for what both leave lies in one folder")
        if stated:
            found[path.stem] = path
    return dict(sorted(found.items()))


def dotted(path: Path, root: Path = ROOT) -> str:
    """The name under which a module is imported."""
    return ".".join(path.relative_to(root).with_suffix("").parts)


def experiments(root: Path = ROOT) -> dict[str, str]:
    """The experiments, modules that define `run`: by name the name under which each is imported. Raises ValueError."""
    return {
        name: dotted(path, root)
        for name, path in stating(root / "scripts" / "experiments", FLOORS["experiments"]).items()
    }


def _bound(tree: ast.Module) -> set[str]:
    bound = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    targets = [target for node in tree.body if isinstance(node, ast.Assign) for target in node.targets]
    return bound | {target.id for target in targets if isinstance(target, ast.Name)}
