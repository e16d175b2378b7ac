"""The shape of a question page: its sections, their order, their sizes, and what stands in each.

`make new` writes a page from the same tables: where a section has many parts, `CONTENTS` says what each of them is.
"""

import re
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from scripts.checks.bibliography.citations import mentions
from scripts.checks.pages.code import code_blocks
from scripts.checks.pages.folds import folds
from scripts.checks.pages.lists import JUDGEMENTS
from scripts.checks.pages.sections import MISTAKE, SHAPES, any_shape
from scripts.checks.pages.sizes import size
from scripts.checks.pages.unwritten import marks, waiting
from scripts.checks.repository import Repository
from scripts.checks.rules import Found, asked_of, problems
from scripts.site.model.bands import BANDS, SECTIONS, SOLUTION
from scripts.site.model.document import Problem
from scripts.site.model.page import Page, did_you_mean
from scripts.site.model.prose import BOLD, IMAGE, PROSE_KINDS, UNBOLD, count_words, document_blocks, part_blocks
from scripts.site.model.reading import reading, split, words

ANSWER = (
    "what to say first, the question answered in the first sentence; what the mechanism is called, what its ends mean"
)
CONTENTS = {
    "In two minutes": "the standard spoken answer: what it is, how it works, why, when and by whom, one number, one "
    "limit, what one would use today; closing on the main point",
    "By heart": "one bare fact: the equation, what its ends mean, a count, year and author, a default, the limit",
    "Common mistakes": MISTAKE,
    "How it is judged": "a point that an interviewer ticks off, made on this page",
    "Follow-ups": "the next question that an interviewer really asks",
    "On the whiteboard": "equations with shapes, a reason for each step, and the figure that carries it; what no "
    "interviewer asks goes below `### Proof: what it proves`, which is folded",
    "In numbers": "an example that can be redone by hand, or the sums that an interviewer asks for: sizes, FLOPs, "
    "bytes, half-lives",
    "In practice": "what people do: recipe or decision table, names and defaults with versions, what is ignored "
    "silently, two published findings with their numbers, what one would use today",
    "In code": "what the code shows, and the version of the library that it uses",
    "Measured": "the finding, as one would say it to a colleague, with one figure and at most one table of five rows; "
    "all the rest, the command included, goes below `### The whole experiment`, which is folded",
    "Where it breaks": "limits, exceptions, what is only usually true, what to use instead",
    "Test yourself": "a problem, its name in the heading",
}
OPTIONAL = ("Measured",)
# Words of prose, tables and captions; of the open parts, and of those that are folded.
SIZES = {
    "In two minutes": (150, 230),
    "On the whiteboard": (0, 500),
    "In numbers": (60, 180),
    "In practice": (80, 250),
    "Measured": (0, 110),
    "Where it breaks": (60, 180),
}
FOLDED = {"Measured": (0, 300)}
ANSWER_SIZE, PAGE_SIZE = (50, 85), (900, 1800)
COLUMNS, CITATIONS, BOLD_WORDS = 4, 2, 6
LABEL = re.compile(f"{BOLD}(?:{'|'.join(JUDGEMENTS)}){UNBOLD}")
_EXCLAMATION = re.compile(r"(?<=[^\s\[!<])!")  # neither !!! nor [!NOTE] nor <!-, which are no marks but slips


def check(repository: Repository) -> Iterator[Problem]:
    """What is wrong with the shape of each question page."""
    return problems(_shape, repository)


@asked_of("pages")
def _shape(page: Page, repository: Repository) -> Found:
    """What holds for what is written; of what is not, the order alone."""
    root = repository.root
    yield from _order(page)
    yield from _levels(page)
    unwritten = waiting(page.document)
    if page.answer and not any(page.answer.line <= line <= page.answer.last_line for line in marks(page.document)):
        count = words(part_blocks(page.document, page.answer), root) - count_words("In 30 seconds.")
        yield from ((page.answer.line, *found) for found in size("the answer block", count, ANSWER_SIZE))
    rules = [*_in_sections(page, root), *folds(page), *code_blocks(page), *_everywhere(page)]
    yield from (found for found in rules if found[0] not in unwritten)


def _in_sections(page: Page, root: Path) -> Found:
    for section in page.sections:
        found = part_blocks(page.document, section)
        opened, folded = split(section.title, found)
        for sizes, part, what in ((SIZES, opened, ""), (FOLDED, folded, "the fold of ")):
            if section.title in sizes:
                wrong = size(f'{what}"{section.title}"', words(part, root), sizes[section.title])
                yield from ((section.line, *found) for found in wrong)
        yield from SHAPES.get(section.title, any_shape)(section, found, root)
    if page.sections:
        count = reading(page, root).opened.words
        yield from ((page.title_line, *found) for found in size("the page without its folds", count, PAGE_SIZE))


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
        if block.kind in ("heading", "cell", *PROSE_KINDS) and (mark := _EXCLAMATION.search(block.flat.text)):
            yield block.flat.line_at(mark.start()), "an exclamation mark", "end the sentence with a full stop"
    for _, cells in groupby((b for b in found if b.kind == "cell" and b.row == 1), key=lambda block: block.line):
        row = list(cells)
        if len(row) > COLUMNS:
            yield row[0].line, f"a table of {len(row)} columns", f"use at most {COLUMNS}, or two tables"
    # Not the names of the lists in How it is judged.
    texts = [block for block in found if block.kind == "paragraph" and not LABEL.fullmatch(block.flat.text.strip())]
    bold = [block for block in texts for _ in range(block.flat.text.count(BOLD))]
    if len(bold) > BOLD_WORDS:
        message = f"{len(bold)} bold words in running text, at most {BOLD_WORDS} are allowed"
        yield bold[BOLD_WORDS].line, message, "leave the weight to the sentence"
    cited = {key for block in found if block.kind != "code" for key in mentions(block.token.content)}
    if len(cited) < CITATIONS:
        message = f"{len(cited)} sources cited, a page needs {CITATIONS} findings from the literature"
        yield page.title_line, message, "cite them as `[@key]`"
    shown = [section for section in page.sections if section.title in BANDS["Show it"]]
    if not any(IMAGE in block.flat.text for section in shown for block in part_blocks(page.document, section)):
        message = f"no figure in {', '.join(BANDS['Show it'][:-1])} or {BANDS['Show it'][-1]}"
        yield page.title_line, message, "add a paragraph `![ALT](../../figures/NAME.svg)` where it carries the step"
