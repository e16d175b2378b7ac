"""One cell of a table of facts, and one library with its table.

A name in a table has its parts joined by dots, `lstm.dropout.default`; a claim puts the library before it,
`torch.lstm.dropout.default`. The value is a word, words or a number, as a page prints it.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

Value = str | int | float | bool | None


@dataclass(frozen=True)
class Cell:
    """What a library does in one matter.

    `also` has other ways to write the same: a library's own letters, a longer wording. `documented` is the address
    of the page that says so, for what this project cannot run; every other cell is run.
    """

    value: Value
    also: tuple[str, ...] = ()
    documented: str = ""

    @property
    def writings(self) -> tuple[str, ...]:
        """Every way to write the value, its own first."""
        return (str(self.value), *self.also)


@dataclass(frozen=True)
class Library:
    """A library: its name in claims, the name that readers know, the version that was run, and its cells by name."""

    name: str
    title: str
    version: str
    table: Mapping[str, Any] = field(repr=False)

    @property
    def cells(self) -> dict[str, Cell]:
        """The cells, those written as a bare value too."""
        return {name: cell if isinstance(cell, Cell) else Cell(cell) for name, cell in self.table.items()}
