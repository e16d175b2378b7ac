"""The Python code passes ruff, linter and formatter."""

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from scripts.checks.repository import Repository
from scripts.site.model.document import Problem

_FOLDERS = ("scripts", "tests", "conftest.py")


def check(repository: Repository) -> Iterator[Problem]:
    """What ruff reports."""
    there = [folder for folder in _FOLDERS if (repository.root / folder).exists()]
    if not there:
        return
    for command in (("check",), ("format", "--check")):
        found = _ruff(repository.root, *command, "--output-format", "json", *there)
        if not found.stdout.startswith("["):
            remedy = "correct its configuration, or install it"
            yield Problem("pyproject.toml", 1, f"ruff failed: {' '.join(found.stderr.split())}", remedy)
            continue
        for item in json.loads(found.stdout):
            formatting = command[0] == "format" and item["code"] == "unformatted"
            message = "not formatted" if formatting else f"{item['code'] or 'syntax'}: {item['message']}"
            remedy = "run make format" if formatting else f"see {item['url']}" if item["url"] else "correct it"
            yield Problem(repository.name(Path(item["filename"])), item["location"]["row"], message, remedy)


def _ruff(root: Path, *arguments: str) -> subprocess.CompletedProcess:
    # What an ignore list leaves out, of a repository above this one too, is no reason to pass over code of ours.
    command = [sys.executable, "-m", "ruff", *arguments, "--no-respect-gitignore"]
    return subprocess.run(command, cwd=root, capture_output=True, encoding="utf-8", check=False)
