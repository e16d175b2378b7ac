"""The measurements in figures/data are as an experiment wrote them: nobody has edited a number by hand."""

import json
from collections.abc import Iterator
from pathlib import Path

from pydantic import ValidationError

from scripts.checks.repository import Repository
from scripts.checks.rules import asked_once
from scripts.experiments.records.record import Record
from scripts.site.model.document import Problem, did_you_mean


def check(repository: Repository) -> Iterator[Problem]:
    """Files that are no records, and records that were changed."""
    return (Problem(*found) for found in _records(repository))


@asked_once
def _records(repository: Repository) -> Iterator[tuple[str, int, str, str]]:
    for path in sorted((repository.root / "figures" / "data").glob("*.json")):
        for line, message in _wrong(path):
            yield repository.name(path), line, message, f"run make experiments NAME={path.stem}"


def _wrong(path: Path) -> Iterator[tuple[int, str]]:
    try:
        values = json.loads(path.read_bytes())
    except json.JSONDecodeError as error:
        yield error.lineno, f"not JSON: {error.msg}"
        return
    except UnicodeDecodeError:
        return  # reported with the texts
    try:
        record = Record.model_validate(values)
    except ValidationError as error:
        yield from ((1, message) for message in _messages(error.errors()))
        return
    if record.experiment != path.stem:
        yield 1, f'the record of "{record.experiment}"'


def _messages(errors: list[dict]) -> Iterator[str]:
    """What pydantic found, in a line for all that is missing and one for each thing else."""
    missing = [str(details["loc"][0]) for details in errors if details["type"] == "missing"]
    for details in errors:
        name = ".".join(map(str, details["loc"]))
        if details["type"] == "extra_forbidden":
            guess = did_you_mean(name, missing)
            missing = [other for other in missing if f'"{other}"' not in guess]
            yield f'a record has no "{name}"{guess}'
        elif details["type"] != "missing":
            message = details["msg"].removeprefix("Value error, ").split(";")[0]
            yield f"{name}: {message[0].lower()}{message[1:]}" if name else message
    if missing:
        yield f"a record without {', '.join(missing)}"
