"""A command in code font can be run: its module, its experiments and its make target exist."""

import re
from collections.abc import Iterator

from scripts.checks.repository import Repository
from scripts.site.model.document import Problem, did_you_mean
from scripts.site.model.prose import CODE, document_blocks

_MODULE = re.compile(r"python3? -m (scripts(?:\.\w+)*)(.*)")
_MAKE = re.compile(r"make ([a-z-]+)\b")
_TARGET = re.compile(r"(?m)^([a-z][a-z -]*):")


def check(repository: Repository) -> Iterator[Problem]:
    """Commands that name what is not there."""
    measured = {path.stem for path in (repository.root / "figures" / "data").glob("*.json")}
    makefile = repository.root / "Makefile"
    text = makefile.read_text(encoding="utf-8") if makefile.is_file() else ""
    targets = {name for names in _TARGET.findall(text) for name in names.split()}
    for document in repository.documents:
        for block in document_blocks(document):
            for at, leaf in block.flat.spots.items():
                if block.flat.text[at] == CODE:
                    for message, remedy in _wrong(leaf.content, measured, targets):
                        yield Problem(document.name, leaf.line, message, remedy)


def _wrong(command: str, measured: set[str], targets: set[str]) -> Iterator[tuple[str, str]]:
    if match := _MODULE.fullmatch(command):
        if match[1] == "scripts.experiments":
            for name in re.findall(r"(?<!\S)[a-z]\w*(?!\S)", match[2]):
                if name not in measured:
                    yield f'no experiment "{name}"{did_you_mean(name, measured)}', "name one that has a record"
    elif (match := _MAKE.match(command)) and targets and match[1] not in targets:
        yield f'no verb "{match[1]}" in the Makefile{did_you_mean(match[1], targets)}', "make alone lists them"
