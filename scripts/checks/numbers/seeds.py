"""How many seeds a page speaks of, in digits or in words: as many as its records have, and shares of them are counted.

A page's records are those that its claims and its figures read. "Five seeds" agrees with one of them; a share of as
many, such as "0 of 3", "two of the five", "nine of ten runs" or "all five seeds", has its claim as any result. A number
that a source gives, or that counts other seeds ("two other seeds"), is left alone.
"""

import json
import re
from collections.abc import Iterator, Set
from contextlib import suppress
from pathlib import Path
from typing import Any

from scripts.checks.numbers.exempt import readable_prose
from scripts.checks.numbers.ledger import RECORD, Comment
from scripts.checks.numbers.printed import WORDS
from scripts.checks.repository import Repository
from scripts.checks.rules import Found, asked_of, problems
from scripts.site.model.document import Problem
from scripts.site.model.page import Page
from scripts.site.model.prose import CITATION, COMMENT, UNBOLD, Block, Flat, document_blocks, wrong_on_purpose

_NUMBER = rf"(?:\d+|{'|'.join(WORDS)})"
_CLAIM = f"[{COMMENT}{UNBOLD}]"
_RUNS = "runs|networks|trainings"
_SEEDS = re.compile(rf"(?<!to )(?<!or )\b(?P<number>{_NUMBER}) (?:random )?seeds\b(?! of\b)", re.IGNORECASE)
_SHARE = re.compile(
    rf"\b(?P<part>{_NUMBER})(?P<claim>{_CLAIM}?)(?: (?:failed |lost )?seeds?)?"
    rf" of (?:the |our |its )?(?P<all>{_NUMBER})\b(?P<runs> (?:[\w-]+ )?(?:{_RUNS})\b)?"
    rf"|\b(?:all|each of (?:its|our|the)) (?P<every>{_NUMBER})(?P<claimed>{_CLAIM}?) (?:random )?seeds\b",
    re.IGNORECASE,
)


def check(repository: Repository) -> Iterator[Problem]:
    """Numbers of seeds that no record of the page has, and shares of them without a claim."""
    return problems(_in_page, repository)


@asked_of("pages")
def _in_page(page: Page, repository: Repository) -> Found:
    found = document_blocks(page.document)
    names = sorted(_records(page, found, repository))
    folder = repository.root / "figures" / "data"
    counts = {name: counted for name in names if (counted := counts_of(name, folder))}
    every = set().union(*counts.values())
    left_alone = wrong_on_purpose(found) | {
        block.line for block in found if block.kind == "cell" and CITATION.search(block.flat.text)
    }
    for block in found if every else ():
        if block.kind in ("code", "html", "equation", "heading", "figure") or block.line in left_alone:
            continue
        text = readable_prose(block.flat.text)
        for match in _SEEDS.finditer(text):
            number = _value(match["number"])
            if 1 < number not in every | _inputs(block) and not _cited(block.flat, match.start()):
                has = "; ".join(f"{name} has {_listed(counts[name])}" for name in counts)
                remedy = f"correct it ({has}), or, where it is a share of them, count it in a claim"
                yield block.flat.line_at(match.start()), f"{match[0]}: no record of this page has as many", remedy
        for match in _SHARE.finditer(text):
            yield from _share(block, match, every)


def _share(block: Block, match: re.Match, every: Set[int]) -> Found:
    whole = _value(match["all"] or match["every"])
    part = _value(match["part"] or match["every"])
    if (
        (whole not in every and not match["runs"])
        or part > whole
        or (part == 1 and "seed" not in match[0])
        or _cited(block.flat, match.start())
    ):
        return
    if not (match["claim"] or match["claimed"]):
        said = match["part"] or match["every"]
        remedy = f'count it: {said}<!-- = below(data("NAME").….values, 0.01) -->'
        yield block.flat.line_at(match.start()), f"{match[0]} has no claim", remedy


def _inputs(block: Block) -> set[float]:
    """The numbers in the formulas of a block's claims: what these compute with is no number of seeds of a record."""
    comments = (leaf for at, leaf in block.flat.spots.items() if block.flat.text[at] == COMMENT)
    return {value for leaf in comments for value in Comment(leaf.line, leaf.content).inputs}


def _value(written: str) -> int:
    return int(written) if written.isdigit() else WORDS[written.lower()]


def _listed(counts: Set[int]) -> str:
    return " and ".join(map(str, sorted(counts)))


def _cited(flat: Flat, at: int) -> bool:
    return any(first <= at < last and CITATION.search(flat.text[first:last]) for first, last in flat.sentences)


def _records(page: Page, found: list[Block], repository: Repository) -> set[str]:
    """The records that a page reads, itself and in its figures."""
    names = set(RECORD.findall(page.document.text))
    for block in found:
        if block.kind == "figure":
            image = next(child for child in block.token.children if child.type == "image")
            figure = Path(str(image.attrs["src"])).stem
            with suppress(FileNotFoundError, SyntaxError, ValueError):  # reported elsewhere
                names |= repository.figures.records(figure)
    return names


def counts_of(name: str, folder: Path) -> set[int]:
    """How many seeds a record has, in all its parts; none where it cannot be read, which is reported elsewhere."""
    try:
        return set(_counts(json.loads((folder / f"{name}.json").read_text(encoding="utf-8"))["settings"]))
    except (OSError, ValueError, KeyError):
        return set()


def _counts(settings: dict[str, Any]) -> Iterator[int]:
    for name, value in settings.items():
        if name.endswith("seeds") and isinstance(value, list):
            yield len(value)
        elif isinstance(value, dict):
            yield from _counts(value)
