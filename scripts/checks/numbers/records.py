"""The measurements in figures/data are as an experiment wrote them: nobody has edited anything by hand.

A record keeps its digest and agrees with itself (`Record`), asks what its module asks, was measured by packages that
we know, none of them newer than its pin, and lies there as it is written, to the letter.
"""

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from pydantic import ValidationError

from scripts.checks.numbers.versions import PACKAGES, pins_of
from scripts.checks.repository import Repository
from scripts.checks.rules import asked_once
from scripts.experiments.records.record import Record, asked, text
from scripts.site.model.document import Problem, did_you_mean


def check(repository: Repository) -> Iterator[Problem]:
    """Files that are no records, and records that were changed."""
    return (Problem(*found) for found in _records(repository))


@asked_once
def _records(repository: Repository) -> Iterator[tuple[str, int, str, str]]:
    pins = pins_of(repository)
    for path in sorted((repository.root / "figures" / "data").glob("*.json")):
        for line, message in _wrong(path, repository.root, pins):
            yield repository.name(path), line, message, f"run make experiments NAME={path.stem}"


def _wrong(path: Path, root: Path, pins: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    raw = path.read_bytes()
    try:
        values = json.loads(raw)
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
    if (question := asked(record.experiment, root)) not in (None, record.question):
        yield 1, f'question: not that of its module, "{question}"'
    yield from ((1, problem) for problem in _versions(record.versions, pins))
    if raw.decode().splitlines() != text(record).splitlines():
        yield 1, "not laid out as a record is written: a key twice, or other spaces or digits"


def _versions(versions: Mapping[str, str], pins: Mapping[str, str]) -> Iterator[str]:
    """Packages of a record that nothing here uses, and versions that nobody can have measured with."""
    for name, version in versions.items():
        if name == "python":
            if not [3, 11] <= _release(version) < [4]:
                yield f"versions.{name}: {version}, and everything here needs Python 3.11 or later"
        elif name not in pins and name not in PACKAGES.values():
            yield f"versions.{name}: no package that is used here"
        elif name in pins and _release(version) > _release(pins[name]):
            yield f"versions.{name}: {version}, and {pins[name]} is pinned"


def _release(version: str) -> list[int]:
    """The numbers of a version, but for what stands behind a plus."""
    return [int(number) for number in re.findall(r"\d+", version.partition("+")[0])]


def _messages(errors: list[dict]) -> Iterator[str]:
    """What pydantic found, in a line for all that is missing and one for each thing else."""
    missing = [str(details["loc"][0]) for details in errors if details["type"] == "missing"]
    for details in errors:
        name = ".".join(map(str, details["loc"]))
        if details["type"] == "extra_forbidden":
            guess = did_you_mean(name, missing)
            missing = [other for other in missing if f'"{other}"' not in guess]
            yield f'a record has no "{name}"{guess}'
        elif details["type"] == "value_error":
            yield from details["msg"].removeprefix("Value error, ").split("\n")
        elif details["type"] != "missing":
            message = details["msg"]
            yield f"{name}: {message[0].lower()}{message[1:]}" if name else message
    if missing:
        yield f"a record without {', '.join(missing)}"
