"""The files that a figure leaves in the folder figures/.

NAME.svg is for a page, NAME.narrow.svg for a phone; NAME.txt has the numbers of one that has any.
"""

from pathlib import Path, PurePath

_NARROW = ".narrow"


def files(folder: Path, name: str) -> tuple[Path, Path]:
    """Return where the drawings of a figure lie: the wide one and the narrow one."""
    return folder / f"{name}.svg", folder / f"{name}{_NARROW}.svg"


def numbers(folder: Path, name: str) -> Path:
    """Return where the numbers of a figure lie, if it has any."""
    return folder / f"{name}.txt"


def narrow(path: Path) -> Path:
    """Return the narrow drawing that belongs to a wide one."""
    return path.with_name(f"{path.stem}{_NARROW}{path.suffix}")


def figure(path: PurePath) -> str:
    """Return the name of the figure whose drawing this is, wide or narrow."""
    return path.stem.removesuffix(_NARROW)


def wide(folder: Path) -> list[Path]:
    """Return the wide drawings in a folder, sorted."""
    return sorted(path for path in folder.glob("*.svg") if figure(path) == path.stem)
