"""A command in code font can be run: its module, its experiments and its make target exist."""

import re
from collections.abc import Iterator

from scripts.checks.repository import Repository
from scripts.checks.rules import Found, asked_of, problems
from scripts.site.model.document import Document, Problem, did_you_mean
from scripts.site.model.prose import CODE, document_blocks

_MODULE = re.compile(r"python3? -m (scripts(?:\.\w+)*)(.*)")
_MAKE = re.compile(r"make ([a-z-]+)\b")
_TARGET = re.compile(r"(?m)^([a-z][a-z -]*):")


def check(repository: Repository) -> Iterator[Problem]:
    """Commands that name what is not there."""
    return problems(_in_document, repository)


@asked_of("all")
def _in_document(document: Document, repository: Repository) -> Found:
    measured, targets = repository.made(_measured), repository.made(_targets)
    for block in document_blocks(document):
        for at, leaf in block.flat.spots.items():
            if block.flat.text[at] == CODE:
                yield from ((leaf.line, *found) for found in _wrong(leaf.content, measured, targets))


def _measured(repository: Repository) -> set[str]:
    return {path.stem for path in (repository.root / "figures" / "data").glob("*.json")}


def _targets(repository: Repository) -> set[str]:
    makefile = repository.root / "Makefile"
    text = makefile.read_text(encoding="utf-8") if makefile.is_file() else ""
    return {name for names in _TARGET.findall(text) for name in names.split()}


def _wrong(command: str, measured: set[str], targets: set[str]) -> Iterator[tuple[str, str]]:
    if match := _MODULE.fullmatch(command):
        if match[1] == "scripts.experiments":
            for name in re.findall(r"(?<!\S)[a-z]\w*(?!\S)", match[2]):
                if name not in measured:
                    yield f'no experiment "{name}"{did_you_mean(name, measured)}', "name one that has a record"
    elif (match := _MAKE.match(command)) and targets and match[1] not in targets:
        yield f'no verb "{match[1]}" in the Makefile{did_you_mean(match[1], targets)}', "make alone lists them"
