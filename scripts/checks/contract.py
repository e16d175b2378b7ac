"""The shape of a question page: its sections, their order and their sizes."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from scripts.checks.prose import BOLD, CITATION, Block, count_words, document_blocks, part_blocks, words
from scripts.checks.sources import Sources
from scripts.site.document import Problem, all_leaves
from scripts.site.page import Page, Section, did_you_mean

SECTIONS = (
    "In two minutes",
    "On the whiteboard",
    "In numbers",
    "In code",
    "Measured",
    "Where it breaks",
    "Common mistakes",
    "Follow-ups",
    "How it is judged",
    "Test yourself",
)
OPTIONAL = ("Measured",)
SIZES = {
    "In two minutes": (150, 280),
    "In numbers": (60, 200),
    "Measured": (60, 200),
    "Where it breaks": (60, 200),
}
ANSWER_SIZE, PAGE_SIZE, FOLLOW_UP_SIZE, JUDGED_SIZE = (50, 90), (1000, 1900), (40, 120), (60, 150)
MISTAKES, FOLLOW_UPS, PROBLEMS = (3, 5), (3, 5), (2, 3)
CODE_LINES, COLUMNS, CITATIONS, BOLD_WORDS = 40, 4, 2, 6
VERSIONED = {"torch": "PyTorch", "keras": "Keras", "onnxruntime": "ONNX Runtime", "flax": "Flax", "jax": "JAX"}
SAY_INSTEAD = "Say instead:"


def check(sources: Sources) -> Iterator[Problem]:
    """Every departure of every page from the contract."""
    for page in sources.pages:
        yield from _check_page(page)


def page_words(page: Page) -> int:
    """The words of prose of a page: paragraphs, lists, the answer block, and the table of How it is judged."""
    judged = page.section("How it is judged")
    table = _cell_words(part_blocks(page.document, judged)) if judged else 0
    return words(document_blocks(page.document)) + table


def _check_page(page: Page) -> Iterator[Problem]:
    def problem(line: int, message: str, remedy: str) -> Problem:
        return Problem(page.name, line, message, remedy)

    for found in _order(page):
        yield problem(*found)
    if page.answer:
        count = words(part_blocks(page.document, page.answer)) - count_words("In 30 seconds.")
        for message, remedy in _size("the answer block", count, ANSWER_SIZE):
            yield problem(page.answer.line, message, remedy)
    for section in page.sections:
        found = part_blocks(page.document, section)
        if section.title in SIZES:
            for message, remedy in _size(f'"{section.title}"', words(found), SIZES[section.title]):
                yield problem(section.line, message, remedy)
        for item in _SHAPES.get(section.title, _any_shape)(section, found):
            yield problem(*item)
    if page.sections:
        for message, remedy in _size("the page", page_words(page), PAGE_SIZE):
            yield problem(page.title_line, message, remedy)
    for item in _everywhere(page):
        yield problem(*item)


def _order(page: Page) -> Iterator[tuple[int, str, str]]:
    seen: dict[str, int] = {}
    meant: set[str] = set()
    for section in page.sections:
        if section.title not in SECTIONS:
            guess = did_you_mean(section.title, SECTIONS)
            meant.update(title for title in SECTIONS if f'"{title}"' in guess)
            yield section.line, f'no such section: "{section.title}"{guess}', f"use one of {', '.join(SECTIONS)}"
        elif section.title in seen:
            message = f'"{section.title}" stands twice, first in line {seen[section.title]}'
            yield section.line, message, "join the two"
        else:
            later = [title for title in seen if SECTIONS.index(title) > SECTIONS.index(section.title)]
            if later:
                first = min(later, key=SECTIONS.index)
                yield section.line, f'"{section.title}" stands after "{first}"', "move it before that section"
            seen[section.title] = section.line
    last = len(page.document.text.rstrip("\n").split("\n"))
    for title in SECTIONS:
        if title not in seen and title not in OPTIONAL and title not in meant:
            following = [line for other, line in seen.items() if SECTIONS.index(other) > SECTIONS.index(title)]
            yield min(following, default=last), f'no section "{title}"', f"write `## {title}` here"


def _size(what: str, count: int, size: tuple[int, int]) -> Iterator[tuple[str, str]]:
    least, most = size
    if count < least:
        yield f"{what} has {count} words, at least {least:,} are needed", f"write {least - count} more"
    elif count > most:
        yield f"{what} has {count:,} words, at most {most:,} are allowed", f"cut {count - most}"


def _number(line: int, count: int, size: tuple[int, int], what: str) -> Iterator[tuple[int, str, str]]:
    if not size[0] <= count <= size[1]:
        yield line, f"{count} {what}", f"write {size[0]} to {size[1]}"


def _parts(found: Iterable[Block], level: int) -> list[tuple[Block, list[Block]]]:
    """The headings of a level, each with the blocks below it."""
    parts: list[tuple[Block, list[Block]]] = []
    for block in found:
        if block.kind == "heading" and block.level == level:
            parts.append((block, []))
        elif parts:
            parts[-1][1].append(block)
    return parts


def _cell_words(found: Iterable[Block]) -> int:
    return sum(block.flat.words for block in found if block.kind == "cell" and block.row > 1)


def _any_shape(section: Section, found: list[Block]) -> Iterator[tuple[int, str, str]]:
    if not found:
        yield section.line, f'"{section.title}" is empty', "write it"


def _code(section: Section, found: list[Block]) -> Iterator[tuple[int, str, str]]:
    if not any(block.is_code("python") for block in found):
        yield section.line, '"In code" has no ```python block', "write the shortest code that shows it"
    code = "".join(block.token.content for block in found if block.is_code("python"))
    said = " ".join(block.token.content for block in found if block.kind != "code")
    for module, name in VERSIONED.items():
        if re.search(rf"^\s*(?:import|from)\s+{module}\b", code, re.MULTILINE) and not _versioned(name, said):
            yield section.line, f'"In code" uses {name} without saying which version', f"write {name} and its version"


def _versioned(name: str, said: str) -> bool:
    """Whether a text names a library with its version, alone or in a list as in "PyTorch 2.13 and Keras 3.15"."""
    return re.search(rf"{name}`?\s+(?:version\s+)?\d+\.\d", said) is not None


def _mistakes(section: Section, found: list[Block]) -> Iterator[tuple[int, str, str]]:
    items = [token for token in section.tokens if token.type == "list_item_open" and token.level == 1]
    yield from _number(section.line, len(items), MISTAKES, "common mistakes")
    starts = {token.map[0] + 1 for token in items}
    for block in found:
        if block.kind == "item" and block.line in starts:
            shape = f'write `- **"The wrong claim."** Why it is wrong. **{SAY_INSTEAD}** what to say.`'
            if not block.flat.quoted_mistake:
                yield block.line, "a common mistake starts with the wrong claim, quoted and bold", shape
            if BOLD + SAY_INSTEAD not in block.flat.text:
                yield block.line, f'a common mistake without "{SAY_INSTEAD}"', shape


def _follow_ups(section: Section, found: list[Block]) -> Iterator[tuple[int, str, str]]:
    parts = _parts(found, 3)
    yield from _number(section.line, len(parts), FOLLOW_UPS, "follow-ups")
    for heading, body in parts:
        title = heading.token.content
        if not title.rstrip().endswith("?"):
            yield heading.line, "a follow-up is not a question", "end its heading with a question mark"
        for message, remedy in _size("the follow-up's answer", words(body), FOLLOW_UP_SIZE):
            yield heading.line, message, remedy


def _judged(section: Section, found: list[Block]) -> Iterator[tuple[int, str, str]]:
    rows = [block.flat.text.strip(" *" + BOLD) for block in found if block.kind == "cell" and block.column == 1]
    names = ["".join(character for character in row if character.isalpha()) for row in rows[1:]]
    if names != ["Weak", "Good", "Strong"]:
        message = f"the rows of the table are {', '.join(names) or 'missing'}"
        yield section.line, message, "write one table with the rows Weak, Good, Strong"
    for message, remedy in _size('"How it is judged"', words(found) + _cell_words(found), JUDGED_SIZE):
        yield section.line, message, remedy


def _problems(section: Section, found: list[Block]) -> Iterator[tuple[int, str, str]]:
    parts = _parts(found, 3)
    yield from _number(section.line, len(parts), PROBLEMS, "problems")
    with_number = False
    for heading, body in parts:
        solutions = _parts(body, 4)
        if [solution.token.content for solution, _ in solutions] != ["Solution"]:
            yield heading.line, "a problem has one solution", "write `#### Solution` once below the problem"
            continue
        if not body or body[0] is solutions[0][0]:
            yield heading.line, "a problem without its text", "write the problem between its heading and the solution"
        if not solutions[0][1]:
            yield solutions[0][0].line, "an empty solution", "write it"
        texts = [block.token.content for block in solutions[0][1]]
        with_number = with_number or any(character.isdigit() for text in texts for character in text)
    if parts and not with_number:
        yield section.line, "no problem has a number in its solution", "ask for a number in at least one"


def _measured(section: Section, found: list[Block]) -> Iterator[tuple[int, str, str]]:
    if not any(block.kind == "figure" for block in found):
        yield section.line, '"Measured" has no figure', "show what was measured"
    if not any("±" in block.token.content or r"\pm" in block.token.content for block in found):
        yield section.line, '"Measured" has no spread', "print mean ± standard deviation over the seeds"
    if not any("experiments" in leaf.content for leaf in all_leaves(section.tokens) if leaf.kind == "code_inline"):
        yield section.line, '"Measured" does not say how to re-run it', "write `python -m scripts.experiments NAME`"


_SHAPES = {
    "In code": _code,
    "Measured": _measured,
    "Common mistakes": _mistakes,
    "Follow-ups": _follow_ups,
    "How it is judged": _judged,
    "Test yourself": _problems,
}


def _everywhere(page: Page) -> Iterator[tuple[int, str, str]]:
    found = document_blocks(page.document)
    for block in found:
        if block.kind == "heading" and "$" in block.token.content:
            yield block.line, "mathematics in a heading", "say it in words"
        if block.kind == "code":
            lines = block.token.content.count("\n")
            if lines > CODE_LINES:
                yield block.line, f"a code block of {lines} lines", f"cut it to {CODE_LINES}, or split it"
        if block.kind in ("heading", "cell", *("paragraph", "item", "quote")) and "!" in block.flat.text:
            line = block.flat.line_at(block.flat.text.index("!"))
            yield line, "an exclamation mark", "end the sentence with a full stop"
    for _, cells in groupby((b for b in found if b.kind == "cell" and b.row == 1), key=lambda block: block.line):
        row = list(cells)
        if len(row) > COLUMNS:
            yield row[0].line, f"a table of {len(row)} columns", f"use at most {COLUMNS}, or two tables"
    bold = [block for block in found if block.kind == "paragraph" for _ in range(block.flat.text.count(BOLD))]
    if len(bold) > BOLD_WORDS:
        message = f"{len(bold)} bold words in running text, at most {BOLD_WORDS} are allowed"
        yield bold[BOLD_WORDS].line, message, "leave the weight to the sentence"
    keys = {key for block in found for key in CITATION.findall(block.token.content)}
    if len(keys) < CITATIONS:
        message = f"{len(keys)} sources cited, a page needs {CITATIONS} findings from the literature"
        yield page.title_line, message, "cite them as `[@key]`"
    if not any(block.kind == "figure" for block in found):
        yield page.title_line, "no figure", "add a paragraph `![ALT](../../figures/NAME.svg)`"
