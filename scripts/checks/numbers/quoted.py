"""Numbers beside a citation are those of its source: its field `quoted` lists what the guide takes from it.

A number belongs to the citation that follows it in its sentence, else to the last one before it; in a row of a table
without one in its cell, to those of the row. A year, a number with a claim, and one and two, written out, are left
alone. So a number that changes, or a key, is met by a second list, and whoever adds to that has looked into the source.
A bibliography without any such field is left alone.
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import groupby

from scripts.checks.bibliography.citations import keys
from scripts.checks.numbers import printed
from scripts.checks.numbers.exempt import is_year, readable_prose
from scripts.checks.numbers.printed import Printed
from scripts.checks.repository import Repository
from scripts.checks.rules import Found, asked_of, problems
from scripts.site.model.document import Document, Problem
from scripts.site.model.prose import CITATION, COMMENT, UNBOLD, Block, document_blocks

FIELD = "quoted"
_FEW = 2  # up to here a word is rather an article than a number: "one of the two"
_READ = ("paragraph", "item", "quote", "cell")


def check(repository: Repository) -> Iterator[Problem]:
    """Numbers beside a citation that its source is not known to have, and those of a source that no page prints."""
    found = [*problems(_unknown, repository), *_unused(repository)]
    yield from found if any(FIELD in entry.fields for entry in repository.bibliography.values()) else ()


def known(key: str, repository: Repository) -> list[float]:
    """The numbers that a source is known to have."""
    entry = repository.bibliography.get(key)
    return [float(number.value) for number in printed.find(entry.fields.get(FIELD, ""))] if entry else []


def values(number: Printed) -> list[float]:
    """A number without its sign, and its spread."""
    return [abs(float(one.value)) for one in (number, number.sd) if one]


def quotations(found: Sequence[Block]) -> Iterator[tuple[Block, Printed, list[str]]]:
    """The numbers beside a citation, each with its block and with the keys of its citation."""
    for _, group in groupby(found, lambda block: block.line if block.kind == "cell" else id(block)):
        blocks = [block for block in group if block.kind in _READ]
        row = [key for block in blocks for key in keys(block.flat.text)]
        for block in blocks if row else ():
            for number in _bare(block):
                if cited := _beside(block, number.start) or row * (block.kind == "cell"):
                    yield block, number, cited


@asked_of("site")
def _unknown(document: Document, repository: Repository) -> Found:
    for block, number, cited in quotations(document_blocks(document)):
        of = [key for key in cited if key in repository.bibliography]
        listed = {value for key in of for value in known(key, repository)}
        if of and not set(values(number)) <= listed:
            written = number.text.strip()
            has = f"has {_listed(listed)}" if listed else "has none"
            message = f"{written} is no number of {' or '.join(of)}, which {has}"
            remedy = f"correct it or the key; if the source has it, add it to the entry's field {FIELD}"
            yield block.flat.line_at(number.start), message, remedy


@asked_of("site")
def _quoted(document: Document, repository: Repository) -> Iterator[list]:
    for _, number, cited in quotations(document_blocks(document)):
        yield [values(number), cited]


def _unused(repository: Repository) -> Iterator[Problem]:
    used: dict[str, set[float]] = {}
    for _, told in _quoted(repository):
        for numbers, cited in told:
            for key in cited:
                used.setdefault(key, set()).update(numbers)
    for key in repository.bibliography:
        if left := [value for value in known(key, repository) if value not in used.get(key, ())]:
            message = f"no page prints {_listed(left)} beside {key}"
            yield repository.library.problem(key, message, f"take it out of the field {FIELD}")


def _bare(block: Block) -> Iterator[Printed]:
    """The numbers of a block that have no claim, but for years, and for those of a wrong claim that it quotes."""
    text = block.flat.text
    words = [word for word in printed.find_words(text) if word.value > _FEW]
    for number in sorted([*printed.find(readable_prose(text)), *words], key=lambda number: number.start):
        claimed = text[number.end :].lstrip(UNBOLD).startswith(COMMENT)
        if not (claimed or is_year(number.text) or number.start < block.flat.quoted_mistake):
            yield number


def _beside(block: Block, at: int) -> list[str]:
    """The keys of the citation that follows in the sentence, or of the last one before."""
    first, last = next(((a, b) for a, b in block.flat.sentences if a <= at < b), (0, len(block.flat.text)))
    cited = list(CITATION.finditer(block.flat.text, first, last))
    following = [match for match in cited if match.start() > at]
    return keys((following or cited[::-1])[0][0]) if cited else []


def _listed(numbers: Collection[float]) -> str:
    return ", ".join(f"{number:,.12g}" for number in sorted(numbers))
