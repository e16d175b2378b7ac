"""Every printed number is computed: claims agree with their formulas, and no number goes without one.

A claim is a comment right behind a number, `0.0059<!-- = 0.95**100 -->` or `two<!-- = … -->`, or behind the formula
that ends in it. A number of two or more significant digits needs one, unless it repeats a given (`<!-- given -->`) or a
setting of a record on the page, its sentence or table row cites a source, it is an input of a claim in the same block,
or the page's checked output prints it. A heading, a figure's text and `short` have no claims of their own: they may
only repeat the page's numbers.
"""

import re
from collections.abc import Iterable, Iterator, Set
from itertools import pairwise
from pathlib import Path

from scripts.checks.bibliography.sources import years
from scripts.checks.numbers import facts, ledger, printed
from scripts.checks.numbers.exempt import readable_prose
from scripts.checks.numbers.ledger import Comment, Ledger, is_among
from scripts.checks.numbers.printed import Printed
from scripts.checks.repository import Repository
from scripts.checks.rules import Found, asked_of, problems
from scripts.site.model.document import Document, Problem
from scripts.site.model.prose import (
    CITATION,
    COMMENT,
    UNBOLD,
    Block,
    Flat,
    document_blocks,
    text_blocks,
    wrong_on_purpose,
)

_MISWRITTEN = (
    (r"(?<![\w.,])\d{5,}(?![\w,]|\.\d)", "{} has no comma between its thousands", "write {}"),
    (
        r"(?<![\w.,])\d+,(?:\d\d?|\d{4,})(?![\d,])",
        "{} has a comma where no thousands end",
        "write a point before decimals, and in a list a space behind the comma",
    ),
)


def check(repository: Repository) -> Iterator[Problem]:
    """Every claim that fails and every number without one, in the files that the site publishes."""
    return problems(_in_document, repository)


def caption_ledger(caption: Iterable[Block], name: str, root: Path) -> Ledger:
    """The numbers of a figure's caption, still to be settled."""
    numbers = Ledger(name, root)
    for block in caption:
        if block.kind in ("paragraph", "item", "quote", "cell"):
            _text(numbers, block)
    return numbers


@asked_of("site")
def _in_document(document: Document, repository: Repository) -> Found:
    found = document_blocks(document)
    page = repository.page_of(document)
    short_line, short = (page.line_of("short"), page.front.short) if page and page.front else (1, "")
    numbers = Ledger(document.name, repository.root, _years(document, repository), list(_checked_output(found)))
    numbers.repeats += [(short_line, number) for number in printed.find(readable_prose(short))]
    excused = _excused(found)
    inputs = _inputs_of_problems(found)
    for at, block in enumerate(found):
        if block.kind == "equation":
            numbers.pending += numbers.formula(block.token.content, block.line, list(_comments_below(found, at)))
        elif block.kind == "html":
            _stray(numbers, block)
        elif block.kind == "figure":
            _figure(numbers, block, repository)
        elif block.kind == "heading":
            if not _broken_comment(numbers, block):
                numbers.repeats += [(block.line, number) for number in printed.find(readable_prose(block.flat.text))]
        elif block.kind != "code":
            _text(numbers, block, id(block) in excused, inputs.get(id(block), frozenset()))
    return ((problem.line, problem.message, problem.remedy) for problem in numbers.settle())


def _inputs_of_problems(found: list[Block]) -> dict[int, set[float]]:
    """For each block of a problem in "Test yourself": the inputs of the claims in the problem and its solution."""
    inputs: dict[int, set[float]] = {}
    inside, problem = False, set()
    for block in found:
        if block.kind == "heading" and block.level <= 3:
            inside = block.token.content == "Test yourself" if block.level == 2 else inside
            problem = set()
        elif inside:
            problem |= _inputs(block)
            inputs[id(block)] = problem
    return inputs


def _inputs(block: Block) -> set[float]:
    if block.kind == "html":
        comments = ledger.COMMENT.findall(block.token.content)
    else:
        comments = [leaf.content for at, leaf in block.flat.spots.items() if block.flat.text[at] == COMMENT]
    return {value for text in comments for value in Comment(block.line, text).inputs}


def _years(document: Document, repository: Repository) -> set[int]:
    keys = set(re.findall(r"@([\w:.-]+)", " ".join(CITATION.findall(document.text))))
    cited = (entry for key, entry in repository.bibliography.items() if key in keys)
    return {year for entry in cited for year in years(entry)}


def _checked_output(found: list[Block]) -> Iterator[Printed]:
    """The numbers in `text` blocks right behind a `python` block, which the tests compare with what is printed."""
    for before, block in pairwise(found):
        if block.is_code("text") and before.is_code("python"):
            yield from printed.find(block.token.content)


def _excused(found: list[Block]) -> set[int]:
    """The cells of rows with a citation, and the items that say what sinks an answer."""
    rows: dict[int, list[Block]] = {}
    for block in found:
        if block.kind == "cell":
            rows.setdefault(block.line, []).append(block)
    cited = {line for line, cells in rows.items() if any(CITATION.search(cell.flat.text) for cell in cells)}
    wrong = wrong_on_purpose(found)
    said = {id(block) for block in found if block.line in wrong}
    return said | {id(cell) for line, row in rows.items() for cell in row if line in cited}


def _comments_below(found: list[Block], at: int) -> Iterator[Comment]:
    """The comments on lines of their own right behind an equation."""
    for block in found[at + 1 :]:
        if block.kind != "html" or ledger.COMMENT.sub("", block.token.content).strip():
            return
        block.claimed = True
        yield from (Comment(block.line, text) for text in ledger.COMMENT.findall(block.token.content))


def _stray(numbers: Ledger, block: Block) -> None:
    comments = [Comment(block.line, text) for text in ledger.COMMENT.findall(block.token.content)]
    if not block.claimed and any(comment.formula or comment.is_given for comment in comments):
        remedy = "move it right behind its number, on the same line"
        numbers.problem(block.line, "a claim at the start of a line has no number before it", remedy)


def _figure(numbers: Ledger, block: Block, repository: Repository) -> None:
    """The numbers in the text of a figure repeat, rounded or not, what stands in its caption or on the page."""
    image = next(child for child in block.token.children if child.type == "image")
    drawing = repository.drawings.get(Path(str(image.attrs["src"])).stem)
    if drawing and drawing.caption:
        shown = caption_ledger(text_blocks(drawing.caption), numbers.name, numbers.root)
        numbers.settings |= shown.settings
        numbers.results |= shown.results
    numbers.repeats += [(block.line, number) for number in printed.find(readable_prose(image.content))]


def _broken_comment(numbers: Ledger, block: Block) -> bool:
    """Whether a comment is written in a way that shows on the page, which is noted: its numbers are not read."""
    start = block.flat.text.find("<!")
    if start >= 0:
        remedy = "start it with <!-- and end it with --> in the same paragraph"
        shown = block.flat.text[start : start + 40].strip()
        numbers.problem(block.flat.line_at(start), f"a comment that shows: {shown}", remedy)
    return start >= 0


def _text(numbers: Ledger, block: Block, excused: bool = False, inputs: Set[float] = frozenset()) -> None:
    """The numbers of a paragraph, item, quote or cell: those of its prose and those of its formulas."""
    flat = block.flat
    if _broken_comment(numbers, block):
        return
    for pattern, message, remedy in _MISWRITTEN:
        for match in re.finditer(pattern, readable_prose(flat.text)):
            written = f"{int(match[0]):,}" if match[0].isdigit() else ""
            numbers.problem(flat.line_at(match.start()), message.format(match[0]), remedy.format(written))
    used, proved = facts.check(numbers, flat)
    bare: list[tuple[int, int, Printed]] = []
    for number in printed.find(readable_prose(flat.text)):
        if number.start in proved:
            continue
        comments = list(_comments_at(flat, number.end, used))
        line = flat.line_at(number.start)
        numbers.number(number, line, comments)
        if not comments:
            bare.append((number.start, line, number))
    for word in printed.find_words(flat.text):
        if comments := list(_comments_at(flat, word.end, used)):
            numbers.number(word, flat.line_at(word.start), comments)
    for at, leaf in flat.spots.items():
        if leaf.kind == "math_inline" and at not in proved:
            left = numbers.formula(leaf.content, leaf.line, list(_comments_at(flat, at + 1, used)))
            bare += [(at, line, number) for line, number in left]
    comments = {at: Comment(leaf.line, leaf.content) for at, leaf in flat.spots.items() if flat.text[at] == COMMENT}
    for at in sorted(comments.keys() - used):
        found = numbers.apart(comments[at], [number for _, _, number in bare])
        bare = [entry for entry in bare if entry[2] is not found]
    inputs = inputs | _inputs(block)
    mistake = flat.quoted_mistake
    for start, line, number in bare:
        sentence = next((flat.text[a:b] for a, b in flat.sentences if a <= start < b), flat.text)
        if not (excused or start < mistake or CITATION.search(sentence) or is_among(number, inputs)):
            numbers.pending.append((line, number))


def _comments_at(flat: Flat, at: int, used: set[int]) -> Iterator[Comment]:
    """The comments that stand at a position of flattened text, behind the end of bold if need be."""
    while at < len(flat.text) and flat.text[at] in (COMMENT, UNBOLD):
        if flat.text[at] == COMMENT and at not in used:
            used.add(at)
            yield Comment(flat.spots[at].line, flat.spots[at].content)
        at += 1
