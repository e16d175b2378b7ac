"""What is still to be written: every place that says TODO, in the words that stand behind it.

`make new` leaves them in pages, in modules of figures and experiments, and in their tests; so may anybody. Other checks
ask `waiting` and leave alone what is not written yet.
"""

import re
from collections.abc import Iterator

from scripts.checks.repository import Repository
from scripts.checks.rules import Found, asked_of, problems
from scripts.site.model.document import Document, Problem
from scripts.site.model.prose import document_blocks

MARK = re.compile(r"\bTODO\b:?[ \t]*(.*?)[ \t]*(?:-->|\"+[),]*$|$)", re.MULTILINE)
_CODE = ("scripts/experiments", "scripts/figures", "tests/experiments", "tests/figures")


def check(repository: Repository) -> Iterator[Problem]:
    """One problem per mark, in the site's Markdown, in experiments, in figures and in the tests of both."""
    yield from problems(_in_document, repository)
    modules = [path for folder in _CODE for path in sorted((repository.root / folder).rglob("*.py"))]
    for path in modules:
        for found in _told(path.read_text(encoding="utf-8", errors="replace")):
            yield Problem(repository.name(path), *found)


@asked_of("site")
def _in_document(document: Document, repository: Repository) -> Found:
    return _told(document.text)


def _told(text: str) -> Found:
    for line, what in _find(text):
        message = f"still to be written: {what}" if what else "a TODO"
        yield line, message, "write it in place of the TODO"


def marks(document: Document) -> set[int]:
    """The lines that say what is still to be written."""
    return {line for line, _ in _find(document.text)}


def waiting(document: Document) -> set[int]:
    """The lines on which the parts start that are not complete: those of the marks and of the headings above each."""
    found = marks(document)
    headings = [block for block in document_blocks(document) if block.kind == "heading"] if found else []
    for line in tuple(found):
        level = 7
        for heading in reversed(headings):
            if heading.line <= line and heading.level < level:
                found.add(heading.line)
                level = heading.level
    return found


def _find(text: str) -> Iterator[tuple[int, str]]:
    if "TODO" not in text:
        return
    for match in MARK.finditer(text):
        yield text.count("\n", 0, match.start()) + 1, match[1]
