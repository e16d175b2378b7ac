"""What is said aloud: no results of ours, few numbers, and no reference that needs the page in sight.

That is the answer block and *In two minutes*. The interviewer sees no page: there is no table, no "below" and no
question 7 in the room.
"""

import re
from collections.abc import Iterator

from scripts.checks.numbers.heard import heard
from scripts.checks.pages.unwritten import waiting
from scripts.checks.rules import Found, each_page
from scripts.site.model.page import ANSWER_LEAD, Answer, Page, Section
from scripts.site.model.prose import BOLD, COMMENT, FORMULA, UNBOLD, Block, part_blocks

NUMBERS = {"In 30 seconds": 1, "In two minutes": 3}
_SPREAD = re.compile(r"±|\\pm\b|\+/-")
_OURS = re.compile(
    r"\b(?:in|on|from|by)\s+our\s+(?:own\s+)?(?:tests?|experiments?|runs?|measurements?|results?)\b"
    r"|\bwe\s+(?:measured|tested|trained|ran)\b",
    re.IGNORECASE,
)
_SHOWN = (
    "figure|table|plot|diagram|graph|equation|section|matrix|code|block|listing|proof|derivation|experiment|measurement"
)
# "A factor below 1" compares; "the table below" and "see below." point. What points has no object behind it.
_REFERENCES = re.compile(
    rf"\b(?:questions?|pages?|figures?|tables?|equations?|sections?)\s+\d+(?:(?:,| and|–| to)\s*\d+)*"
    rf"|\b(?:{_SHOWN})s?\s+(?:above|below)\b"
    rf"|\b(?:see|as|shown|seen|described|given|listed|derived|defined|measured)\s+(?:above|below)\b"
    rf"|(?<!from )(?<!or )(?<!and )\b(?:above|below)\b(?=\s*(?:[.,;:)?!]|$))"
    rf"|\b(?:this|that|the|our|next|first|last|see)\s+(?:figure|table|plot|diagram)s?\b(?!\s+of\b)"
    rf"|\b(?:figure|table|plot|diagram)s?\s+(?:shows?|says?|gives?|lists?)\b"
    rf"|\b(?:this|that|another|next|last)\s+(?:page|section)\b|\bthe\s+measurements?\b|\bhere\b",
    re.IGNORECASE,
)


def _spoken(page: Page) -> Found:
    parts: list[tuple[str, Answer | Section]] = [("In 30 seconds", page.answer)] if page.answer else []
    parts += [(section.title, section) for section in page.sections if section.title in NUMBERS]
    unwritten = waiting(page.document)
    for title, part in parts:
        found = part_blocks(page.document, part)
        yield from (said for said in _in_part(title, part.line, found) if said[0] not in unwritten)


def _in_part(title: str, line: int, found: list[Block]) -> Found:
    lead = f"{BOLD}{ANSWER_LEAD}{UNBOLD}"
    starts = [len(lead) if block.flat.text.startswith(lead) else 0 for block in found]
    said = [number for block, start in zip(found, starts, strict=True) for at, number in heard(block) if at >= start]
    numbers = {(number.value, number.percent): number.text.strip() for number in said}
    if len(numbers) > NUMBERS[title]:
        shown = ", ".join(numbers.values())
        allowed = f"at most {NUMBERS[title]} {'is' if NUMBERS[title] == 1 else 'are'} allowed"
        message = f'"{title}" has {len(numbers)} numbers ({shown}), {allowed}'
        yield line, message, "keep what can be said and defended without paper; 0, 1 and years do not count"
    for block in found:
        yield from _results(title, block)
        for match in _REFERENCES.finditer(block.flat.text):
            message = f'"{match[0]}" cannot be said aloud: who listens sees no page'
            yield block.flat.line_at(match.start()), message, "name the thing itself, or leave the words out"


def _results(title: str, block: Block) -> Found:
    """A spread, or a number that is read from a record: what this project measured."""
    remedy = 'tell it in "Measured", and say the standard answer here'
    for line, text in _texts(block):
        if match := _SPREAD.search(text):
            yield line, f'a spread in "{title}": {match[0]}', remedy
    for match in _OURS.finditer(block.flat.text):
        yield block.flat.line_at(match.start()), f'a result of ours in "{title}": "{match[0]}"', remedy
    for at, leaf in block.flat.spots.items():
        if block.flat.text[at] == COMMENT and (match := re.search(r"\b(?:data|settings)\(", leaf.content)):
            yield leaf.line, f'a number of {match[0]}…) in "{title}"', remedy


def _texts(block: Block) -> Iterator[tuple[int, str]]:
    if block.kind == "equation":
        yield block.line, block.token.content
        return
    for match in _SPREAD.finditer(block.flat.text):
        yield block.flat.line_at(match.start()), match[0]
    for at, leaf in block.flat.spots.items():
        if block.flat.text[at] == FORMULA:
            yield leaf.line, leaf.content


check = each_page(_spoken)
