"""Every package that pyproject.toml names has its version in requirements.txt, from which a fresh clone installs."""

import re
import tomllib
from collections.abc import Iterator

from scripts.checks.repository import Repository
from scripts.site.model.document import Problem, did_you_mean

_NAME = re.compile(r"[A-Za-z0-9][\w.-]*")
_FILES = {"requirements.txt": (), "requirements-test.txt": ("test",)}


def check(repository: Repository) -> Iterator[Problem]:
    """Packages without a pin, and lines of the requirements that pin nothing."""
    text = repository.texts.get("pyproject.toml")
    if text is None:
        return
    try:
        project = tomllib.loads(text).get("project", {})
    except tomllib.TOMLDecodeError as error:
        line = re.search(r"line (\d+)", str(error))
        yield Problem("pyproject.toml", int(line[1]) if line else 1, f"not TOML: {error}", "mend the line")
        return
    for name, extras in _FILES.items():
        if name not in repository.texts:  # without it nothing installs at all
            continue
        pinned = {}
        for number, line in enumerate(repository.texts[name].split("\n"), start=1):
            if (match := _NAME.match(line)) and "==" in line:
                pinned[_canonical(match[0])] = number
            elif match:
                yield Problem(name, number, f"no version: {line.strip()}", "run make pins")
        wanted = [*project.get("dependencies", ())]
        wanted += [package for extra in extras for package in project.get("optional-dependencies", {}).get(extra, ())]
        for package in wanted:
            if (match := _NAME.match(package)) and _canonical(match[0]) not in pinned:
                line = text.count("\n", 0, text.index(f'"{package}"')) + 1 if f'"{package}"' in text else 1
                guess = did_you_mean(_canonical(match[0]), pinned)
                yield Problem("pyproject.toml", line, f"{name} has no version of {match[0]}{guess}", "run make pins")


def _canonical(name: str) -> str:
    """A package's name as the index knows it."""
    return re.sub(r"[-_.]+", "-", name).lower()
