"""The headings of folds: each in its section, written so that the site folds the part below it."""

import re
from difflib import get_close_matches

from scripts.checks.rules import Found
from scripts.site.model.bands import FOLDS, folded
from scripts.site.model.page import Page
from scripts.site.model.prose import part_blocks

_WHOLE = r"(?:the\s+)?(?:whole|full|complete|entire)\s+"
# How a heading begins that means a fold, by what it has to begin with.
_MEANT = {
    "Proof": re.compile(r"(?:the\s+)?proofs?\b", re.IGNORECASE),
    "The whole program": re.compile(rf"{_WHOLE}(?:program(?:me)?|code|script|listing)\b", re.IGNORECASE),
    "The whole experiment": re.compile(rf"{_WHOLE}(?:experiment|measurement|set-?up)s?\b", re.IGNORECASE),
}
# What stands behind the beginning of a heading.
_WRITTEN = {"Proof": "Proof: what it proves"}


def folds(page: Page) -> Found:
    """What is wrong with the folds of a page."""
    titles = {section.title for section in page.sections}
    for section in page.sections:
        found = part_blocks(page.document, section)
        seen = 0
        for at, block in enumerate(found):
            heading = block.flat.text.strip()
            if block.kind != "heading" or block.level != 3 or heading.endswith("?"):
                continue
            lead = FOLDS.get(section.title, "")
            if not folded(section.title, heading):
                yield from _misplaced(section.title, titles, block.line, heading)
                continue
            if heading.rstrip(":") == lead and (lead in _WRITTEN or heading.endswith(":")):
                yield block.line, f'the fold "{heading}" has no name', f"write `### {_written(lead)}`"
            if at + 1 == len(found) or (found[at + 1].kind == "heading" and found[at + 1].level <= 3):
                yield block.line, f'the fold "{heading}" is empty', "write it, or delete its heading"
            if lead == FOLDS["Measured"] and seen:
                yield block.line, f'"{lead}" stands twice, first in line {seen}', "join the two"
            seen = seen or block.line


def _misplaced(title: str, titles: set[str], line: int, heading: str) -> Found:
    """A heading that means a fold, but would not be one."""
    for lead, pattern in _MEANT.items():
        if pattern.match(heading) or get_close_matches(heading.split(":")[0], [lead], cutoff=0.85):
            homes = [home for home, begins in FOLDS.items() if begins == lead]
            named = " and ".join(f'"{home}"' for home in homes)
            if title in homes:
                yield line, f'"{heading}" would not be folded', f"write `### {_written(lead)}`"
            elif titles.intersection(homes):  # else the heading of that section is wrong, which is reported
                yield line, f'"{heading}" is folded in {named} alone', "move it there, or give it another heading"


def _written(lead: str) -> str:
    return _WRITTEN.get(lead, lead)
