"""How long a page is: its words, lines of code and displays, the open parts and the folded ones apart.

Words are those of prose, of the cells of tables and of captions. What people see at first is open; a click opens the
rest: what `bands.folded` names, all follow-ups, and the solutions.
"""

import math
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from typing import NamedTuple

from scripts.site.model.bands import BANDS, SOLUTION, folded
from scripts.site.model.captions import caption
from scripts.site.model.page import Page, load
from scripts.site.model.prose import PROSE_KINDS, Block, part_blocks, text_blocks

WORDS_PER_MINUTE, SECONDS_PER_LINE, SECONDS_PER_DISPLAY = 220, 3, 15
# The first two sections are written to be spoken in this time.
_SPOKEN = "30 s · 2 min"

_read: dict[Path, tuple[int, "Reading"]] = {}


class Amount(NamedTuple):
    """What there is to read."""

    words: int = 0
    lines: int = 0
    displays: int = 0

    @property
    def minutes(self) -> int:
        """The time that it takes, rounded up to whole minutes; 0 for nothing."""
        seconds = self.lines * SECONDS_PER_LINE + self.displays * SECONDS_PER_DISPLAY
        return math.ceil(self.words / WORDS_PER_MINUTE + seconds / 60)


class Reading(NamedTuple):
    """A page's open parts, its folded ones, and of the open ones those of the first band, *Say it*."""

    opened: Amount
    folded: Amount
    spoken: Amount = Amount()

    @property
    def layers(self) -> str:
        """The time in layers: to say it, to tell it, to read all that is open."""
        return f"{_SPOKEN} · all {self.opened.minutes} min"


def reading(page: Page, root: Path) -> Reading:
    """What there is to read on a page of the repository at `root`."""
    opened = part_blocks(page.document, page.answer) if page.answer else []
    spoken = list(opened)
    hidden: list[Block] = []
    for section in page.sections:
        seen, unseen = split(section.title, part_blocks(page.document, section))
        opened += seen
        hidden += unseen
        if section.title in BANDS["Say it"]:
            spoken += seen
    return Reading(amount(opened, root), amount(hidden, root), amount(spoken, root))


def reading_of(path: Path, root: Path) -> Reading:
    """What there is to read on the page at `path`, which is parsed again only when it has changed itself.

    Raises OSError when it cannot be read.
    """
    stamp = path.stat().st_mtime_ns
    if path not in _read or _read[path][0] != stamp:
        _read[path] = (stamp, reading(load(path, root), root))
    return _read[path][1]


def amount(found: Iterable[Block], root: Path) -> Amount:
    """What there is to read in some blocks."""
    found = list(found)
    lines = sum(block.token.content.count("\n") for block in found if block.kind == "code")
    return Amount(words(found, root), lines, sum(block.kind == "equation" for block in found))


def words(found: Iterable[Block], root: Path) -> int:
    """The number of words of prose, in the cells of tables, and in the captions of figures."""
    return sum(
        caption_words(_caption(block, root)) if block.kind == "figure" else block.flat.words
        for block in found
        if block.kind in ("cell", "figure", *PROSE_KINDS)
    )


@cache
def caption_words(text: str) -> int:
    """The number of words of a caption, given in Markdown."""
    return sum(block.flat.words for block in text_blocks(text))


def _caption(figure: Block, root: Path) -> str:
    image = next(child for child in figure.token.children if child.type == "image")
    return caption(str(image.attrs["src"]), root)


def split(title: str, found: Iterable[Block]) -> tuple[list[Block], list[Block]]:
    """The blocks of the section of this title that are open, and those that are folded.

    The heading that opens a fold can be seen, and so is open.
    """
    opened: list[Block] = []
    hidden: list[Block] = []
    inside = False
    for block in found:
        turns = block.kind == "heading" and (block.level < 4 or (title == "Test yourself" and block.level == 4))
        if turns:
            heading = block.flat.text
            inside = title == "Follow-ups" if block.level == 3 else heading == SOLUTION
            inside = inside or folded(title, heading)
        (hidden if inside and not turns else opened).append(block)
    return opened, hidden
