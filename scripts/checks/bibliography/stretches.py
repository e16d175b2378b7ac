"""Which source a year or a name belongs to: sentences taken apart at semicolons and behind each citation."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from scripts.site.model.document import Document
from scripts.site.model.prose import CITATION, SILENT, Block, document_blocks, wrong_on_purpose

# A citation goes on with the next one where only this stands between them.
_TOGETHER = re.compile(rf"[\s,{SILENT}]*(?:and\s)?\s*")
_KEY = re.compile(r"@([\w:.-]+)")


class Stretch(NamedTuple):
    """A piece of a text, from `start` to `end` in its block, and the keys that it is about.

    `cited` are the keys of the citation with which the piece ends, none where it ends without one; `before` those of
    the citation right before it, in the same sentence. `around` are all keys of its sentence, of its row in a table.
    """

    block: Block
    start: int
    end: int
    cited: tuple[str, ...]
    before: tuple[str, ...]
    around: tuple[str, ...]

    @property
    def text(self) -> str:
        """The piece, its citation left out."""
        return CITATION.sub("", self.block.flat.text[self.start : self.end])


def keys(text: str) -> tuple[str, ...]:
    """The keys that a text cites."""
    return tuple(key for group in CITATION.findall(text) for key in _KEY.findall(group))


def meant(document: Document) -> tuple[list[Stretch], tuple[str, ...]]:
    """The pieces of a document, without those that are wrong on purpose, and all keys that it cites."""
    found = document_blocks(document)
    wrong = wrong_on_purpose(found)
    pieces = list(stretches([block for block in found if block.line not in wrong]))
    return pieces, keys(" ".join(block.flat.text for block in found))


def stretches(found: Sequence[Block]) -> Iterator[Stretch]:
    """The pieces of all blocks that have a text, in order."""
    for (kind, _), blocks in groupby(found, key=lambda block: (block.kind, block.line if block.kind == "cell" else 0)):
        if kind in ("code", "equation", "html", "figure"):
            continue
        blocks = list(blocks)
        row = keys(" ".join(block.flat.text for block in blocks)) if kind == "cell" else ()
        for block in blocks:
            for first, last in block.flat.sentences:
                yield from _pieces(block, first, last, row)


def _pieces(block: Block, first: int, last: int, row: tuple[str, ...]) -> Iterator[Stretch]:
    text = block.flat.text[first:last]
    around = row or keys(text)
    start, before = 0, ()
    for stop, cited in _ends(text):
        yield Stretch(block, first + start, first + stop, cited, before, around)
        start, before = stop, () if text[stop - 1] == ";" else cited
    if text[start:].strip():
        yield Stretch(block, first + start, last, (), before, around)


def _ends(text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Where the pieces of a sentence end, each with the keys that it ends with."""
    marks = [(match.start(), match.end(), keys(match[0])) for match in CITATION.finditer(text)]
    masked = CITATION.sub(lambda match: " " * len(match[0]), text)
    marks += [(match.start(), match.end(), ()) for match in re.finditer(";", masked)]
    cited: tuple[str, ...] = ()
    marks.sort()
    for at, (_, stop, found) in enumerate(marks):
        cited += found
        following = marks[at + 1] if at + 1 < len(marks) else None
        if found and following and _TOGETHER.fullmatch(text[stop : following[0]]):
            continue  # the next citation, or the semicolon, belongs to this one
        yield stop, cited
        cited = ()
