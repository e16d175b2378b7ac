"""The names that were collected, read from the files beside this one: no library is imported."""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

FOLDER = Path(__file__).parent
_LINE = re.compile(r"([^(]+)(?:\((.*)\))?")


class Names(NamedTuple):
    """Dotted paths, `torch.nn.LSTM`; the last part of each; the arguments of all; and those that each path takes."""

    paths: frozenset[str]
    parts: frozenset[str]
    arguments: frozenset[str]
    takes: dict[str, frozenset[str]]


@cache
def names() -> Names:
    """The names of all libraries."""
    takes = {}
    for path in sorted(FOLDER.glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            name, arguments = _LINE.fullmatch(line).groups()
            takes[name] = frozenset(arguments.split(", ")) if arguments else frozenset()
    parts = frozenset(part for name in takes for part in name.split("."))
    return Names(frozenset(takes), parts, frozenset().union(*takes.values()), takes)
