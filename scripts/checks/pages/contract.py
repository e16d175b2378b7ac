"""The shape of a question page: its sections, their order, their sizes, and what stands in each.

`make new` writes a page from the same tables: where a section has many parts, `CONTENTS` says what each of them is.
"""

import re
from itertools import groupby

from scripts.checks.bibliography.citations import mentions
from scripts.checks.pages.sections import MISTAKE, SHAPES, SOLUTION, any_shape, cell_words, size
from scripts.checks.pages.unwritten import marks, waiting
from scripts.checks.prose import BOLD, IMAGE, PROSE_KINDS, count_words, document_blocks, part_blocks, words
from scripts.checks.rules import Found, each_page
from scripts.site.model.page import Page, did_you_mean

ANSWER = "what to say first, the question answered in the first sentence"
CONTENTS = {
    "In two minutes": "the spoken answer: mechanism, why, one number, one limit, no derivation",
    "On the whiteboard": "equations with shapes, derived step by step with a reason a step, and the figure that "
    "carries the step",
    "In numbers": "an example that can be redone by hand, or the sums that an interviewer asks for: sizes, FLOPs, "
    "bytes, half-lives",
    "In code": "what the code shows, and the version of the library that it uses",
    "Measured": "what this project measured about it, with baseline, spread, figure and how to run it again",
    "Where it breaks": "limits, exceptions, what is only usually true, when to use something else",
    "Common mistakes": MISTAKE,
    "Follow-ups": "the next question that an interviewer really asks",
    "How it is judged": "what it sounds like, and why",
    "Test yourself": "a problem, its name in the heading",
}
SECTIONS = tuple(CONTENTS)
OPTIONAL = ("Measured",)
SIZES = {
    "In two minutes": (150, 280),
    "In numbers": (60, 200),
    "Measured": (60, 200),
    "Where it breaks": (60, 200),
}
_EXCLAMATION = re.compile(r"(?<=[^\s\[!<])!")  # neither !!! nor [!NOTE] nor <!-, which are no marks but slips
ANSWER_SIZE, PAGE_SIZE = (50, 90), (1000, 1900)
CODE_LINES, COLUMNS, CITATIONS, BOLD_WORDS = 40, 4, 2, 6


def page_words(page: Page) -> int:
    """The words of prose of a page: paragraphs, lists, the answer block, and the table of How it is judged."""
    judged = page.section("How it is judged")
    table = cell_words(part_blocks(page.document, judged)) if judged else 0
    return words(document_blocks(page.document)) + table


def _shape(page: Page) -> Found:
    """What holds for what is written; of what is not, the order alone."""
    yield from _order(page)
    yield from _levels(page)
    unwritten = waiting(page.document)
    if page.answer and not any(page.answer.line <= line <= page.answer.last_line for line in marks(page.document)):
        count = words(part_blocks(page.document, page.answer)) - count_words("In 30 seconds.")
        yield from ((page.answer.line, *found) for found in size("the answer block", count, ANSWER_SIZE))
    yield from (found for found in [*_in_sections(page), *_everywhere(page)] if found[0] not in unwritten)


def _in_sections(page: Page) -> Found:
    for section in page.sections:
        found = part_blocks(page.document, section)
        if section.title in SIZES:
            wrong = size(f'"{section.title}"', words(found), SIZES[section.title])
            yield from ((section.line, *found) for found in wrong)
        yield from SHAPES.get(section.title, any_shape)(section, found)
    if page.sections:
        yield from ((page.title_line, *found) for found in size("the page", page_words(page), PAGE_SIZE))


def _order(page: Page) -> Found:
    seen: dict[str, int] = {}
    meant: set[str] = set()
    for section in page.sections:
        if section.title not in SECTIONS:
            guess = did_you_mean(section.title, SECTIONS)
            near = [title for title in SECTIONS if f'"{title}"' in guess]
            meant.update(near)
            remedy = f"write `## {near[0]}`" if near else f"use one of {', '.join(SECTIONS)}"
            yield section.line, f'no such section: "{section.title}"{guess}', remedy
        elif section.title in seen:
            message = f'"{section.title}" stands twice, first in line {seen[section.title]}'
            yield section.line, message, "join the two"
        else:
            later = [title for title in seen if SECTIONS.index(title) > SECTIONS.index(section.title)]
            if later:
                first = min(later, key=SECTIONS.index)
                yield section.line, f'"{section.title}" stands after "{first}"', "move it before that section"
            seen[section.title] = section.line
    meant.update(block.flat.text for block in document_blocks(page.document) if block.kind == "heading")
    last = len(page.document.text.rstrip("\n").split("\n"))
    for title in SECTIONS:
        if title not in seen and title not in OPTIONAL and title not in meant:
            following = [line for other, line in seen.items() if SECTIONS.index(other) > SECTIONS.index(title)]
            yield min(following, default=last), f'no section "{title}"', f"write `## {title}` here"


def _levels(page: Page) -> Found:
    start = page.sections[0].line if page.title and page.answer and page.sections else 0
    before = 1
    seen: dict[str, int] = {}
    for block in document_blocks(page.document):
        if block.kind == "heading":
            title = block.flat.text
            if title not in (*SECTIONS, SOLUTION) and seen.setdefault(title.casefold(), block.line) != block.line:
                message = f'the heading "{title}" stands twice, first in line {seen[title.casefold()]}'
                yield block.line, message, "give each its own words"
            if block.level != 2 and title in SECTIONS:
                yield block.line, f'"{title}" is a section, its heading has level {block.level}', f"write `## {title}`"
            elif block.level == 1 and block.line != page.title_line:
                yield block.line, f"a second title, first in line {page.title_line}", "write `##` or `###` before it"
            elif block.level > before + 1:
                remedy = f"write `{'#' * (before + 1)}` before it"
                yield block.line, f"a heading of level {block.level} below one of level {before}", remedy
            before = block.level
        elif block.line < start and not page.answer.line <= block.line <= page.answer.last_line:
            yield block.line, "text that is neither in the answer block nor in a section", "move it into one"


def _everywhere(page: Page) -> Found:
    found = document_blocks(page.document)
    for block in found:
        if block.kind == "heading" and "$" in block.token.content:
            yield block.line, "mathematics in a heading", "say it in words"
        if block.kind == "code":
            lines = block.token.content.count("\n")
            if lines > CODE_LINES:
                yield block.line, f"a code block of {lines} lines", f"cut it to {CODE_LINES}, or split it"
        if block.kind in ("heading", "cell", *PROSE_KINDS) and (mark := _EXCLAMATION.search(block.flat.text)):
            yield block.flat.line_at(mark.start()), "an exclamation mark", "end the sentence with a full stop"
    for _, cells in groupby((b for b in found if b.kind == "cell" and b.row == 1), key=lambda block: block.line):
        row = list(cells)
        if len(row) > COLUMNS:
            yield row[0].line, f"a table of {len(row)} columns", f"use at most {COLUMNS}, or two tables"
    bold = [block for block in found if block.kind == "paragraph" for _ in range(block.flat.text.count(BOLD))]
    if len(bold) > BOLD_WORDS:
        message = f"{len(bold)} bold words in running text, at most {BOLD_WORDS} are allowed"
        yield bold[BOLD_WORDS].line, message, "leave the weight to the sentence"
    cited = {key for block in found if block.kind != "code" for key in mentions(block.token.content)}
    if len(cited) < CITATIONS:
        message = f"{len(cited)} sources cited, a page needs {CITATIONS} findings from the literature"
        yield page.title_line, message, "cite them as `[@key]`"
    if not any(IMAGE in block.flat.text for block in found):
        yield page.title_line, "no figure", "add a paragraph `![ALT](../../figures/NAME.svg)`"


check = each_page(_shape)
