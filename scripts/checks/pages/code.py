"""The code of a page fits a phone and a reader's patience: its lines, and their length."""

import re

from scripts.checks.rules import Found
from scripts.site.model.page import Page
from scripts.site.model.prose import part_blocks
from scripts.site.model.reading import split

OPEN_LINES, PROGRAM_LINES, FOLDED_LINES, LINE_LENGTH = 30, 60, 80, 72
# Where the program is the answer.
_PROGRAM = re.compile(r"\bimplement|\bderive the code", re.IGNORECASE)


def open_lines(question: str) -> int:
    """The number of lines that a block of code may have where it is not folded."""
    return PROGRAM_LINES if _PROGRAM.search(question) else OPEN_LINES


def code_blocks(page: Page) -> Found:
    """What is wrong with the blocks of code of a page, and with those of what the code prints."""
    most = open_lines(page.front.question if page.front else "")
    for section in page.sections:
        for part, limit in zip(
            split(section.title, part_blocks(page.document, section)), (most, FOLDED_LINES), strict=True
        ):
            for block in part:
                if block.kind != "code":
                    continue
                lines = block.token.content.rstrip("\n").split("\n")
                if len(lines) > limit:
                    fold = "" if limit == FOLDED_LINES else ", or fold it below `### The whole program`"
                    yield block.line, f"a code block of {len(lines)} lines", f"cut it to {limit}, or split it{fold}"
                for at, line in enumerate(lines, start=1):
                    if len(line) > LINE_LENGTH:
                        message = f"a line of code of {len(line)} characters, at most {LINE_LENGTH} are allowed"
                        yield block.line + at, message, "break it: phones show no more"
