"""The measured numbers and their settings: `figures/data/NAME.json`, walked as the claims on the pages walk it."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

DATA = Path(__file__).parents[3] / "figures" / "data"
# The part of a record that each of the two functions below reads.
PARTS = {"data": "results", "settings": "settings"}


class Results:
    """A part of an experiment's record: `part.name`, `part["name"]` and `part[100]` all look up one level down.

    Lists of numbers and single values come back as they are; iterating gives the keys.
    """

    def __init__(self, value: dict | list, path: str) -> None:
        """Keep the value and the way to it, which error messages show."""
        self._value, self._path = value, path

    def __getitem__(self, key: str | int) -> Any:
        """Return what lies under the key; a number also finds its text. Raises LookupError."""
        index = key if isinstance(self._value, list) else str(key)
        try:
            found = self._value[index]
        except (KeyError, IndexError, TypeError):
            known = ", ".join(self._value) if isinstance(self._value, dict) else f"0 to {len(self._value) - 1}"
            raise LookupError(f"{self._path} has no {key!r}; it has {known}") from None
        nested = isinstance(found, dict) or (isinstance(found, list) and any(isinstance(v, dict) for v in found))
        return Results(found, f"{self._path}[{key!r}]") if nested else found

    def __getattr__(self, name: str) -> Any:
        """Return what lies under the name. Raises LookupError."""
        if name.startswith("_"):
            raise AttributeError(name)
        return self[name]

    def __iter__(self) -> Iterator[str]:
        """Give the keys of a mapping, the indices of a list."""
        return iter(self._value if isinstance(self._value, dict) else range(len(self._value)))

    def __len__(self) -> int:
        """Return how many entries there are."""
        return len(self._value)


def data(name: str) -> Results:
    """Return the results of an experiment. Raises FileNotFoundError, saying which command writes the file."""
    return _read("data", name)


def settings(name: str) -> Results:
    """Return the settings of an experiment, its seeds among them. Raises FileNotFoundError as `data` does."""
    return _read("settings", name)


def _read(called: str, name: str) -> Results:
    path = DATA / f"{name}.json"
    if not path.exists():
        raise FileNotFoundError(f"figures/data/{name}.json is missing; run python -m scripts.experiments {name}")
    return Results(json.loads(path.read_text(encoding="utf-8"))[PARTS[called]], f'{called}("{name}")')
