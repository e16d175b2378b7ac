"""`<!-- given -->` is for numbers that an author makes up: the givens of a problem, the inputs of a worked example.

Everywhere else a number comes from somewhere, and its formula says from where: the settings of a record, its results,
or theory.
"""

import re
from collections.abc import Iterable, Iterator

from scripts.checks.numbers import ledger
from scripts.checks.numbers.ledger import Comment
from scripts.checks.repository import Repository
from scripts.checks.rules import Found, asked_of, asked_once, problems
from scripts.site.model.document import Document, Problem
from scripts.site.model.prose import BOLD, COMMENT, FORMULA, UNBOLD, Block, Flat, document_blocks, text_blocks

SECTIONS = ("In numbers", "Test yourself")
_REMEDY = 'write where it comes from, as in `<!-- = settings("NAME").updates -->`; given is for "{}" and "{}"'


def check(repository: Repository) -> Iterator[Problem]:
    """Every `given` that stands outside the problems and worked examples of a page, or in a caption."""
    yield from problems(_in_document, repository)
    yield from (Problem(*found) for found in _in_captions(repository))


@asked_of("site")
def _in_document(document: Document, repository: Repository) -> Found:
    for line, number in _elsewhere(document_blocks(document)):
        yield line, f"{number} is no given here", _REMEDY.format(*SECTIONS)


@asked_once
def _in_captions(repository: Repository) -> Iterator[tuple[str, int, str, str]]:
    for name, line, caption in repository.captions:
        for _, number in _elsewhere(text_blocks(caption)):
            yield name, line, f"{number} is no given in a caption", _REMEDY.format(*SECTIONS)


def _elsewhere(found: Iterable[Block]) -> Iterator[tuple[int, str]]:
    """The line of each `given` in no section for it, and what it stands behind."""
    section, equation = "", ""
    for block in found:
        if block.kind == "heading" and block.level == 2:
            section = block.token.content
        elif block.kind == "equation":
            equation = "the formula"
        elif section not in SECTIONS and block.kind == "html":
            comments = ledger.COMMENT.findall(block.token.content)
            yield from ((block.line, equation) for text in comments if Comment(block.line, text).is_given)
        elif section not in SECTIONS:
            for at, leaf in block.flat.spots.items():
                if block.flat.text[at] == COMMENT and Comment(leaf.line, leaf.content).is_given:
                    yield leaf.line, _before(block.flat, at)


def _before(flat: Flat, at: int) -> str:
    """The number, or the formula, that stands right before a comment."""
    shown = flat.text[:at].rstrip(COMMENT + UNBOLD)
    if shown.endswith(FORMULA):
        return f"${flat.spots[len(shown) - 1].content}$"
    return re.search(r"\S*(?:\s%)?$", shown)[0].lstrip(BOLD + "(")
