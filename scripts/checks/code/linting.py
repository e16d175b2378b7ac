"""The Python code passes ruff, linter and formatter."""

import json
import sys
from collections.abc import Iterator
from pathlib import Path

from scripts.checks.programs import Program
from scripts.checks.repository import Repository
from scripts.site.model.document import Problem

_FOLDERS = ("scripts", "tests", "conftest.py")


_COMMANDS = (("check",), ("format", "--check"))


def begin(repository: Repository) -> None:
    """Start ruff, both ways."""
    repository.made(_started)


def check(repository: Repository) -> Iterator[Problem]:
    """What ruff reports."""
    for command, program in zip(_COMMANDS, repository.made(_started), strict=False):
        said, complained = program.ended()
        if not said.startswith("["):
            remedy = "correct its configuration, or install it"
            yield Problem("pyproject.toml", 1, f"ruff failed: {' '.join(complained.split())}", remedy)
            continue
        for item in json.loads(said):
            formatting = command[0] == "format" and item["code"] == "unformatted"
            message = "not formatted" if formatting else f"{item['code'] or 'syntax'}: {item['message']}"
            remedy = "run make format" if formatting else f"see {item['url']}" if item["url"] else "correct it"
            yield Problem(repository.name(Path(item["filename"])), item["location"]["row"], message, remedy)


def _started(repository: Repository) -> list[Program]:
    there = [folder for folder in _FOLDERS if (repository.root / folder).exists()]
    # What an ignore list leaves out, of a repository above this one too, is no reason to pass over code of ours.
    options = ["--output-format", "json", "--no-respect-gitignore", *there]
    commands = ([sys.executable, "-m", "ruff", *command, *options] for command in _COMMANDS if there)
    return [Program(command, repository.root) for command in commands]
