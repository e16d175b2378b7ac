"""The labels of a table's rows and columns stand at the formulas that they name.

What tells two rows apart in their claims, a key of a record or an argument, and the words of their labels are compared:
where the labels would fit better the other way round, they are swapped, or a column of numbers is. Where a label uses
other words than its record, `labels.yaml` says which. A pair that shares no word with its formulas is not judged.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

import yaml

from scripts.checks.numbers.ledger import RECORD, Comment
from scripts.checks.numbers.printed import WORDS
from scripts.checks.repository import Repository
from scripts.checks.rules import Found, asked_of, problems
from scripts.site.model.document import Problem
from scripts.site.model.page import Page
from scripts.site.model.prose import COMMENT, Block, document_blocks

ALIASES = Path(__file__).with_name("labels.yaml")
_REMEDY = "exchange the labels or the numbers; a label in other words than its record needs a line in {}"
# A digit alone is a key of a record, or arithmetic that no label names.
_NAME = re.compile(r"[A-Za-z_]\w*|\d+\.\d+|\d{2,}|(?<=\[)\d|(?<=\[[\"'])\d")
_WORD = re.compile(r"[A-Za-z]+|\d+(?:\.\d+)?")
_STEM, _ENDING = 4, 2  # letters in which two forms of a word agree at least, and in which the shorter may differ
Words = frozenset[str]


_NUMBER = re.compile(r"(?<![\w.])\d+(?:\.\d+)?(?!\w)")


class Line(NamedTuple):
    """A row, or a column: the line in the file, its label as printed, and the words of this and of its formulas.

    `claims` are the formulas themselves, cell by cell.
    """

    line: int
    label: str
    words: Words
    formulas: Words
    claims: tuple[tuple[str, ...], ...] = ()


def check(repository: Repository) -> Iterator[Problem]:
    """Rows whose labels are swapped, or have another number than their claims, and columns."""
    return problems(_in_page, repository)


@asked_of("pages")
def _in_page(page: Page, repository: Repository) -> Found:
    for lines in tables(document_blocks(page.document)):
        for one, other in combinations(lines, 2):
            if fit(one, other) < 0:
                message = f'"{one.label}" and "{other.label}" look swapped: their claims read {_told(one, other)}'
                yield one.line, message, _REMEDY.format(ALIASES.name)
        for line, number in strangers(lines):
            message = (
                f'the claims of "{line.label}" have {number} where those of the others have the number of the label'
            )
            yield line.line, message, "correct the label or the claims"


def tables(found: Sequence[Block]) -> Iterator[list[Line]]:
    """The rows of each table, and its columns, where they have claims."""
    rows: list[list[Block]] = []
    for block in [*found, None]:
        if rows and (block is None or block.kind != "cell" or block.line > rows[-1][0].line + 2):
            head, *body = rows
            yield _lines((row[0], row[1:]) for row in body)
            yield _lines((cell, [row[at] for row in body if at < len(row)]) for at, cell in enumerate(head) if at)
            rows = []
        if block is not None and block.kind == "cell":
            if not rows or block.line != rows[-1][0].line:
                rows.append([])
            rows[-1].append(block)


def fit(one: Line, other: Line) -> int:
    """How much better two labels fit where they stand than the other way round; 0 if that cannot be told."""
    own, others = one.formulas - other.formulas, other.formulas - one.formulas
    here = _shared(one.words, own) + _shared(other.words, others)
    return here - _shared(one.words, others) - _shared(other.words, own)


def strangers(lines: Sequence[Line]) -> Iterator[tuple[Line, str]]:
    """Lines of whose claims a number is not the label's, where claims of the same form in all other lines have theirs.

    Of `4*H` at 4, `5*H` at 5 and `7*H` at 6 the last one, with the 7.
    """
    alike: dict[tuple[int, int, str], list[tuple[Line, list[str]]]] = {}
    for line in lines:
        for at, claims in enumerate(line.claims):
            for place, claim in enumerate(claims):
                form = (at, place, _NUMBER.sub("#", claim))
                alike.setdefault(form, []).append((line, _NUMBER.findall(claim)))
    found: dict[Line, str] = {}
    for several in alike.values():
        for numbers in zip(*(numbers for _, numbers in several), strict=True):
            odd = [
                (line, number) for (line, _), number in zip(several, numbers, strict=True) if number not in line.words
            ]
            if len(odd) == 1 and len(several) > 2 and len({*numbers}) > 2:
                found.setdefault(*odd[0])
    yield from found.items()


def _lines(parts: Iterator[tuple[Block, list[Block]]]) -> list[Line]:
    found = []
    for label, cells in parts:
        claims = tuple(tuple(_claims(cell)) for cell in cells)
        if any(claims):
            found.append(Line(label.line, _printed(label), words(_printed(label)), _formulas(cells), claims))
    return found


def _printed(cell: Block) -> str:
    """The text of a cell with its formulas."""
    return "".join(
        cell.flat.spots[at].content if at in cell.flat.spots and letter != COMMENT else letter
        for at, letter in enumerate(cell.flat.text)
        if letter != COMMENT
    ).strip()


def _formulas(cells: list[Block]) -> Words:
    """The words of all formulas in some cells, and what `labels.yaml` says instead of a word of a record."""
    found: set[str] = set()
    for formula in (formula for cell in cells for formula in _claims(cell)):
        instead = dict(_aliases()["any"])
        for record in RECORD.findall(formula):
            instead |= _aliases().get(record, {})
        for name in _NAME.findall(RECORD.sub("", formula)):
            found |= words(instead.get(name, name))
    return frozenset(found)


def _claims(cell: Block) -> Iterator[str]:
    for at, leaf in cell.flat.spots.items():
        formula = Comment(leaf.line, leaf.content).formula if cell.flat.text[at] == COMMENT else None
        if formula:
            yield formula


def words(text: str) -> Words:
    """The words and numbers of a text, 50 % as 0.5 too, and two as 2."""
    plain = re.sub(r"(?<=\d)(?:\{,\}|,)(?=\d{3})", "", text).replace("_", " ").lower()
    shares = (f"{float(number) / 100:g}" for number in re.findall(r"(\d+(?:\.\d+)?)\s?\\?%", plain))
    found = _WORD.findall(plain)
    return frozenset([*found, *shares, *(str(WORDS[word]) for word in found if word in WORDS)])


def _shared(words: Words, formulas: Words) -> int:
    return sum(any(_alike(word, other) for other in formulas) for word in words)


def _alike(word: str, other: str) -> bool:
    stem = max(_STEM, min(len(word), len(other)) - _ENDING)
    return word == other or (word.isalpha() and word[:stem] == other[:stem])


def _told(one: Line, other: Line) -> str:
    own, others = sorted(one.formulas - other.formulas), sorted(other.formulas - one.formulas)
    return " against ".join(" ".join(words) or "nothing of their own" for words in (own, others))


@cache
def _aliases() -> dict[str, dict[str, str]]:
    return yaml.safe_load(ALIASES.read_text(encoding="utf-8")) or {}
