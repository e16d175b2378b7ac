"""The cards of the pages, each drawn once: what was drawn stays in .cache, under a digest of all that it shows.

Matplotlib is imported only for a card that is not there yet. Who changes how a card looks (`card.py`) gets new ones.
"""

import os
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

WIDTH, HEIGHT = 1200, 630
FOLDER = "assets/cards"


class Words(NamedTuple):
    """What a card says: the name of the guide, a title, a short answer, and the place of the page in the guide."""

    guide: str
    title: str
    short: str
    place: str

    @property
    def spoken(self) -> str:
        """What is to be seen on the card, for those who cannot see it."""
        return f"{self.title} {self.short}"


def cards(wanted: Mapping[str, Words], kept: Path) -> Iterable[tuple[str, bytes]]:
    """The name and the bytes of each card that is wanted; `kept` is the folder of those that were drawn before.

    Raises ValueError for words that no card has room for.
    """
    printer = None
    for name, words in wanted.items():
        file = kept / f"{digest(words)}.png"
        if not file.is_file():
            if printer is None:
                from scripts.site.machines.card import Printer

                printer = Printer()
            _write(file, printer.png(words))
        yield name, file.read_bytes()


def digest(words: Words) -> str:
    """What a card depends on, as one name: its words, how it is drawn, and with what."""
    return sha256("\0".join([*words, _drawing()]).encode()).hexdigest()[:24]


@cache
def _drawing() -> str:
    here = Path(__file__)
    sources = [here.with_name("card.py"), here.parents[1] / "build" / "icon.py"]
    sources.append(here.parents[2] / "figures" / "kit" / "palette.py")
    texts = [source.read_text(encoding="utf-8") for source in sources]
    return "\0".join([*texts, version("matplotlib"), version("pillow")])


def _write(file: Path, png: bytes) -> None:
    """Put a card in its place at once, since two builds may draw it side by side."""
    file.parent.mkdir(parents=True, exist_ok=True)
    beside = file.with_name(f".{file.name}.{os.getpid()}")
    beside.write_bytes(png)
    os.replace(beside, file)
