"""Every printed number is computed: claims agree with their formulas, and no number goes without one.

A claim is a comment right behind a number, `0.0059<!-- = 0.95**100 -->`, or behind the formula that ends in it. A
number of two or more significant digits needs one, unless it is a setting (`<!-- given -->`, once a page), its sentence
or table row cites a source, it is an input of a claim in the same block, or the page's checked output prints it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

from scripts.checks import printed
from scripts.checks.evaluate import ClaimError, Spread, evaluate, literals
from scripts.checks.exempt import is_year, readable_prose, readable_tex, sizes
from scripts.checks.printed import Printed
from scripts.checks.prose import BOLD, CITATION, COMMENT, UNBOLD, Block, Flat, blocks, document_blocks
from scripts.checks.sources import Sources
from scripts.site.document import Document, Problem, parse

_CLAIM = re.compile(r"<!--\s*=\s*(.+?)\s*-->", re.DOTALL)
_GIVEN = re.compile(r"<!--\s*given\s*-->")
_COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
_REMEDY = "write `<!-- = formula -->` behind it, `<!-- given -->` if the text chooses it, or cite a source"
REPEATED_DIGITS = 3


@dataclass
class Ledger:
    """The numbers of one page: those that stand on something, and those that still need to."""

    name: str
    root: Path
    settings: set[Decimal] = field(default_factory=set)
    results: set[Decimal] = field(default_factory=set)
    output: list[Printed] = field(default_factory=list)
    years: set[int] = field(default_factory=set)
    pending: list[tuple[int, Printed]] = field(default_factory=list)
    repeats: list[tuple[int, Printed]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)

    def problem(self, line: int, message: str, remedy: str) -> None:
        """Note a problem."""
        self.problems.append(Problem(self.name, line, message, remedy))

    def stands(self, number: Printed) -> bool:
        """Whether the number is a setting, a year of a source, a repeated result or a printed output of the page."""
        if number.significant < 2 or number.value in self.settings:
            return True
        if is_year(number.text) and int(number.text) in self.years:
            return True
        if number.significant >= REPEATED_DIGITS and number.value in self.results:
            return True
        return any(
            other.value == number.value or (number.significant >= REPEATED_DIGITS and number.rounds(other))
            for other in self.output
        )

    def settle(self) -> list[Problem]:
        """All problems, with one for each number that stands on nothing."""
        for line, number in self.pending:
            if not self.stands(number):
                self.problem(line, f"{number.text.strip()} has no claim", _REMEDY)
        for line, number in self.repeats:
            if not (self.stands(number) or any(number.within(known) for known in self.results | self.settings)):
                remedy = "give it there with its claim, or in the caption"
                self.problem(line, f"{number.text.strip()} stands nowhere in the text of this page", remedy)
        return self.problems


def check(sources: Sources) -> Iterator[Problem]:
    """Every claim that fails and every number without one, in the files that the site publishes."""
    shorts = {page.name: (page.line_of("short"), page.front.short) for page in sources.pages if page.front}
    for document in sources.site_documents:
        yield from _check_document(document, sources, *shorts.get(document.name, (1, "")))


def _check_document(document: Document, sources: Sources, short_line: int, short: str) -> list[Problem]:
    found = document_blocks(document)
    ledger = Ledger(document.name, sources.root, years=_years(document, sources))
    ledger.output = list(_checked_output(found))
    ledger.repeats += [(short_line, number) for number in printed.find(readable_prose(short))]
    exempt = _exempt_blocks(found)
    for at, block in enumerate(found):
        if block.kind == "equation":
            _equation(ledger, block, list(_comments_after(found, at)))
        elif block.kind == "html":
            _stray(ledger, block)
        elif block.kind == "figure":
            _figure(ledger, block, sources)
        elif block.kind not in ("heading", "code"):
            _text(ledger, block, exempt.get(id(block), False))
    return ledger.settle()


def _figure(ledger: Ledger, block: Block, sources: Sources) -> None:
    """The numbers in the text of a figure repeat, rounded or not, what stands in its caption or on the page."""
    image = next(child for child in block.token.children if child.type == "image")
    caption = sources.captions.get(Path(str(image.attrs["src"])).stem)
    if caption:
        shown = caption_ledger(blocks(parse(caption)), ledger.name, ledger.root)
        ledger.settings |= shown.settings
        ledger.results |= shown.results
    ledger.repeats += [(block.line, number) for number in printed.find(readable_prose(image.content))]


def caption_ledger(caption: Iterable[Block], name: str, root: Path) -> Ledger:
    """The numbers of a figure's caption, still to be settled."""
    ledger = Ledger(name, root)
    for block in caption:
        if block.kind == "equation":
            _equation(ledger, block, [])
        elif block.kind not in ("heading", "code", "html"):
            _text(ledger, block, False)
    return ledger


def _years(document: Document, sources: Sources) -> set[int]:
    keys = set(re.findall(r"@([\w:.-]+)", " ".join(CITATION.findall(document.text))))
    return {year for key, year in sources.bibliography.items() if year and key in keys}


def _checked_output(found: list[Block]) -> Iterator[Printed]:
    """The numbers in `text` blocks right behind a `python` block, which the tests compare with what is printed."""
    for before, block in pairwise(found):
        if block.kind == before.kind == "code" and block.token.info == "text" and before.token.info == "python":
            yield from printed.find(block.token.content)


def _exempt_blocks(found: list[Block]) -> dict[int, bool]:
    """Table rows with a citation, and the row that says what a weak answer sounds like."""
    rows: dict[int, list[Block]] = {}
    for block in found:
        if block.kind == "cell":
            rows.setdefault(block.line, []).append(block)
    exempt = {}
    for cells in rows.values():
        weak = cells[0].flat.text.strip(f" *{BOLD}{UNBOLD}").startswith("Weak")
        cited = any(CITATION.search(cell.flat.text) for cell in cells)
        exempt.update((id(cell), weak or cited) for cell in cells)
    return exempt


def _comments_after(found: list[Block], at: int) -> Iterator[tuple[int, str]]:
    """The comments on lines of their own right behind an equation."""
    for block in found[at + 1 :]:
        if block.kind != "html" or _COMMENT.sub("", block.token.content).strip():
            return
        block.claimed = True
        yield from ((block.line, comment) for comment in _COMMENT.findall(block.token.content))


def _stray(ledger: Ledger, block: Block) -> None:
    if not block.claimed and (_CLAIM.search(block.token.content) or _GIVEN.search(block.token.content)):
        remedy = "move it right behind its number, on the same line"
        ledger.problem(block.line, "a claim at the start of a line has no number before it", remedy)


def _equation(ledger: Ledger, block: Block, comments: list[tuple[int, str]]) -> None:
    _settle_formula(ledger, block.token.content, block.line, comments, block.line)


def _text(ledger: Ledger, block: Block, exempt: bool) -> None:
    """The numbers of a paragraph, item, quote or cell: those of its prose and those of its formulas."""
    flat = block.flat
    inputs = {
        value
        for leaf in flat.spots.values()
        for match in [_CLAIM.fullmatch(leaf.content)]
        if match
        for value in literals(match[1])
    }
    used: set[int] = set()
    bare = []
    for number in printed.find(readable_prose(flat.text)):
        comments = list(_comments_at(flat, number.end, used))
        line = flat.line_at(number.start)
        if not comments:
            bare.append((number.start, line, number))
            continue
        for at, comment in comments:
            claim = _CLAIM.fullmatch(comment)
            if claim:
                _compare(ledger, line, claim[1], [number], [])
            elif _GIVEN.fullmatch(comment):
                ledger.settings.add(number.value)
            else:
                _unknown(ledger, at, comment)
    for at, leaf in flat.spots.items():
        if leaf.kind == "math_inline":
            comments = list(_comments_at(flat, at + 1, used))
            left = _settle_formula(ledger, leaf.content, leaf.line, comments, None)
            bare += [(at, line, number) for line, number in left]
    for at, leaf in flat.spots.items():
        if flat.text[at] == COMMENT and at not in used:
            if _CLAIM.fullmatch(leaf.content) or _GIVEN.fullmatch(leaf.content):
                ledger.problem(leaf.line, "a claim has no number right before it", "move it right behind its number")
            else:
                _unknown(ledger, leaf.line, leaf.content)
    wrong = _quoted_mistake(flat.text)
    for start, line, number in bare:
        sentence = next((flat.text[a:b] for a, b in flat.sentences if a <= start < b), flat.text)
        excused = exempt or start < wrong or CITATION.search(sentence) or _is_in(number.value, inputs)
        if not excused:
            ledger.pending.append((line, number))


def _quoted_mistake(text: str) -> int:
    """Where the bold, quoted wrong claim at the start of a common mistake ends; 0 where there is none."""
    return text.find(UNBOLD) if text.startswith((f'{BOLD}"', f"{BOLD}“")) else 0


def _comments_at(flat: Flat, at: int, used: set[int]) -> Iterator[tuple[int, str]]:
    """The comments that stand at a position of flattened text, behind the end of bold if need be."""
    while at < len(flat.text) and flat.text[at] in (COMMENT, UNBOLD):
        if flat.text[at] == COMMENT:
            used.add(at)
            yield flat.spots[at].line, flat.spots[at].content
        at += 1


def _unknown(ledger: Ledger, line: int, comment: str) -> None:
    remedy = "write `<!-- = formula -->` or `<!-- given -->`, or remove it"
    ledger.problem(line, f"a comment that is no claim: {comment if len(comment) < 60 else comment[:57] + '…'}", remedy)


def _settle_formula(
    ledger: Ledger, tex: str, line: int, comments: list[tuple[int, str]], pending_line: int | None
) -> list[tuple[int, Printed]]:
    """Check the claims behind a formula against its last numbers; return (or note) what is left without one."""
    numbers = printed.find(readable_tex(tex), tex=True)
    chosen = {Decimal(size.replace("{,}", "")) for size in sizes(tex)}
    ledger.settings |= chosen
    inputs: set[float] = set()
    open_numbers = list(numbers)
    given = False
    formulas = []
    for at, comment in comments:
        claim = _CLAIM.fullmatch(comment)
        if claim:
            formulas.append((at, claim[1]))
            inputs |= literals(claim[1])
        elif _GIVEN.fullmatch(comment):
            given = True
        else:
            _unknown(ledger, at, comment)
    for at, formula in reversed(formulas):
        if not open_numbers:
            ledger.problem(at, "a claim has no number right before it", "move it right behind its number")
            continue
        last = open_numbers[-1:]
        others = [number for number in reversed(open_numbers[:-1]) if number.significant > 1]
        matched = _compare(ledger, line, formula, last, others)
        open_numbers = open_numbers[: open_numbers.index(matched)] + [
            number for number in open_numbers[open_numbers.index(matched) + 1 :] if number.significant > 1
        ]
    left = []
    for number in open_numbers:
        at = line + tex.count("\n", 0, number.start) if pending_line else line
        if given:
            ledger.settings.add(number.value)
        elif not _is_in(number.value, inputs):
            left.append((at, number))
    if pending_line:
        ledger.pending += left
    return left


def _compare(ledger: Ledger, line: int, formula: str, last: list[Printed], others: list[Printed]) -> Printed:
    """Compare a formula's value with the number before it (or, in a formula, with one further left)."""
    number = last[0]
    try:
        value = evaluate(formula, ledger.root)
    except ClaimError as error:
        ledger.problem(line, f"the claim behind {number.text.strip()}: {error}", error.remedy)
        return number
    number = next((candidate for candidate in (*last, *others) if candidate.agrees(value)), number)
    if number.agrees(value):
        ledger.results.add(number.value)
    else:
        gives = " ± ".join(f"{part:.4g}" for part in value) if isinstance(value, tuple) else _shown(value, number)
        message = f"printed {number.text.strip()}, the formula gives {gives}"
        ledger.problem(line, message, _remedy(number, value))
    return number


def _remedy(number: Printed, value: float | int | Spread) -> str:
    if number.percent and replace(number, percent=False).agrees(value):
        return "divide by 100: before %, a formula gives the fraction"
    if number.sd and not isinstance(value, Spread):
        return "end the formula at the results that have mean and sd, or print the number alone"
    return f"write {number.written(value).strip()}"


def _shown(value: float | int, number: Printed) -> str:
    if isinstance(value, int) and not number.percent:
        return f"{value:,}"
    return f"{value * 100:.4g} %" if number.percent else f"{value:.{max(4, number.significant + 2)}g}"


def _is_in(value: Decimal, inputs: set[float]) -> bool:
    return any(abs(float(value)) == abs(known) for known in inputs)
