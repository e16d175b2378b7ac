"""Claims of words: what stands right before `<!-- = torch.lstm.order -->` is what the library does.

The value comes from the tables in `scripts/facts`. It has to be what the text ends with there; capitals, spaces,
emphasis and code font do not count, and a formula is read as it would be written in prose.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from scripts.checks.numbers.ledger import Comment, Ledger
from scripts.checks.numbers.names import ClaimError, Facts
from scripts.facts.cell import Cell
from scripts.facts.libraries import LIBRARIES
from scripts.site.model.prose import BOLD, CODE, COMMENT, FORMULA, UNBOLD, Flat

_BY_NAME = {library.name: library for library in LIBRARIES}
_FACT = re.compile(rf"\s*({'|'.join(_BY_NAME)})\.([\w.]+)\s*")
_LEVEL = str.maketrans({"−": "-", "√": "sqrt", "·": "*", "×": "*", "’": "'"})
_DENIED = re.compile(r"\b(?:not|no|nor|never|without)\s*$", re.IGNORECASE)
_TEX = (
    (r"\\[td]?frac\s*\{([^{}]*)\}\s*\{((?:[^{}]|\{[^{}]*\})*)\}", r"\1/\2"),
    (r"\\(?:mathcal|mathrm|text|texttt|left|right)\b|\\[,;:! ]", ""),
    (r"\\sqrt\b\s*", "√"),
    (r"\\pm\b", "±"),
    (r"\\(?:cdot|times)\b", "·"),
    (r"[{}\\]", ""),
)


class _Letter(NamedTuple):
    """A letter that counts: where it stands in the flattened text, and what stands right before it."""

    text: str
    at: int
    before: str


def check(numbers: Ledger, flat: Flat) -> tuple[set[int], set[int]]:
    """Compare the claims of words in a block; what is wrong goes to `numbers`.

    Returns where the comments stand that were settled here, and the characters of the words that they prove. A fact
    that is a number, behind a printed number or a formula, is left to the comparison of numbers.
    """
    settled, proved = set(), set()
    for at, leaf in flat.spots.items():
        comment = Comment(leaf.line, leaf.content)
        match = _FACT.fullmatch(comment.formula or "") if flat.text[at] == COMMENT else None
        if not match:
            continue
        try:
            cell = _cell(*match.groups())
        except ClaimError as error:
            numbers.problem(leaf.line, f"the claim {comment.formula}: {error}", error.remedy)
            settled.add(at)
            continue
        if not (_is_number(cell) and _number_before(flat, at)):
            settled.add(at)
            proved |= _compare(numbers, flat, at, cell)
    return settled, proved


def _cell(library: str, name: str) -> Cell:
    """The cell of a name. Raises ClaimError where there is none, or where the name stands for several."""
    node = Facts(_BY_NAME[library])
    for part in name.split("."):
        node = getattr(node, part) if isinstance(node, Facts) else node
    cells = _BY_NAME[library].cells
    if isinstance(node, Facts) or name not in cells:
        raise Facts(_BY_NAME[library]).unknown(name)
    return cells[name]


def _is_number(cell: Cell) -> bool:
    return isinstance(cell.value, int | float) and not isinstance(cell.value, bool)


def _number_before(flat: Flat, at: int) -> bool:
    return bool(re.search(rf"[\d%{FORMULA}]$", flat.text[:at].rstrip(COMMENT + BOLD + UNBOLD)))


def _compare(numbers: Ledger, flat: Flat, at: int, cell: Cell) -> set[int]:
    """The characters that say what the cell says; a problem, and none, where others stand there."""
    comment = flat.spots[at]
    letters = list(_letters(flat, at))
    text = "".join(letter.text for letter in letters)
    name = Comment(comment.line, comment.content).formula
    for writing in cell.writings:
        wanted = _plain(writing)
        first = len(text) - len(wanted)
        if not text.endswith(wanted) or _goes_on(letters[first], _is_number(cell)):
            continue
        if _DENIED.search(flat.text[: letters[first].at]):
            message = f'the words before {name} say that it is not "{writing}", and it is'
            numbers.problem(comment.line, message, "correct the sentence")
        return {letter.at for letter in letters[first:]}
    library = _BY_NAME[name.partition(".")[0]]
    shown = _last_words(flat, at, len(str(cell.value).split()))
    message = f'before {name} stands "{shown}", and {library.title} {library.version} has "{cell.value}"'
    numbers.problem(comment.line, message, f"write {cell.value} right before the claim, or claim another fact")
    return set()


def _goes_on(first: _Letter, number: bool) -> bool:
    """Whether a word, or a number, began before its first letter that was compared."""
    return bool(re.match(r"\w", first.text) and re.match(r"[\w.−-]" if number else r"\w", first.before))


def _plain(text: str) -> str:
    return "".join(text.translate(_LEVEL).casefold().split())


def _letters(flat: Flat, end: int) -> Iterator[_Letter]:
    """The letters before a position that count, made level, formulas and code read out."""
    before = ""
    for at, character in enumerate(flat.text[:end]):
        if character in (COMMENT, BOLD, UNBOLD):
            continue
        for one in _read_out(flat, at, character):
            yield from (_Letter(letter, at, before) for letter in _plain(one))
            before = one


def _read_out(flat: Flat, at: int, character: str) -> str:
    """The characters that a place of the flattened text stands for."""
    if character == FORMULA:
        text = flat.spots[at].content
        for pattern, instead in _TEX:
            text = re.sub(pattern, instead, text)
        return text
    return flat.spots[at].content if character == CODE else character


def _last_words(flat: Flat, end: int, count: int) -> str:
    marks = COMMENT + BOLD + UNBOLD
    text = "".join(_read_out(flat, at, one) for at, one in enumerate(flat.text[:end]) if one not in marks)
    return " ".join(text.split()[-count:])
