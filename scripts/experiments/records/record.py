"""The file an experiment leaves, figures/data/NAME.json: what was asked, run, and measured, and by which code."""

import ast
import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from scripts.experiments.records import sound
from scripts.experiments.records.freshness import ROOT, digest
from scripts.rooms import experiments

DATA = ROOT / "figures" / "data"
CHANGED = "changed by hand: what it says is not what its digest was made of"


class Record(BaseModel):
    """One experiment as it came out. Pages and figures read `results`; the rest says how to get it again."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    experiment: str
    question: str
    command: str
    settings: dict[str, Any]
    seeds: list[int] = Field(min_length=3)
    versions: dict[str, str]
    machine: str
    seconds: float = Field(ge=0)
    code_digest: str = Field(pattern="^[0-9a-f]{64}$")
    digest: str = Field(pattern="^[0-9a-f]{64}$")
    results: dict[str, Any]

    @model_validator(mode="after")
    def _as_measured(self) -> "Record":
        fields = self.model_dump()
        problems = [] if self.digest == fingerprint(fields) else [CHANGED]
        problems += sound.wrong(fields)
        if problems:
            raise ValueError("\n".join(problems))
        return self

    def asking(self, question: str) -> "Record":
        """The same record with its question in other words: nothing is measured again for that."""
        return sealed(**self.model_dump(exclude={"digest"}) | {"question": question})

    def stale(self, root: Path = ROOT) -> bool:
        """Whether the experiment's code has changed since it was measured."""
        module = experiments(root).get(self.experiment)
        return module is None or self.code_digest != digest(module, root)


def fingerprint(fields: Mapping[str, Any]) -> str:
    """SHA-256 of all that a record says, but for this digest itself: an edit by hand no longer matches it."""
    covered = [[name, fields[name]] for name in Record.model_fields if name != "digest"]
    return hashlib.sha256(json.dumps(covered).encode()).hexdigest()


def sealed(**fields: Any) -> Record:
    """The record of what was measured, with its digest."""
    return Record(**fields, digest=fingerprint(fields))


def asked(name: str, root: Path = ROOT) -> str | None:
    """The `QUESTION` of an experiment, found without importing it; None where no module has it written out."""
    for room in sorted((root / "scripts" / "experiments").glob("q[0-9][0-9]_*")):
        try:
            tree = ast.parse((room / f"{name}.py").read_bytes())
        except (FileNotFoundError, SyntaxError, ValueError):
            continue
        for node in tree.body:
            if isinstance(node, ast.Assign) and [ast.unparse(target) for target in node.targets] == ["QUESTION"]:
                return node.value.value if isinstance(node.value, ast.Constant) else None
    return None


def read(path: Path) -> Record:
    """Read and check one record.

    Raises:
        FileNotFoundError: it has not been measured yet.
        ValueError: it is no record; the message is `path: what is wrong; what to do`, one line a problem.
    """
    shown = path.relative_to(ROOT) if path.is_relative_to(ROOT) else path
    again = f"measure it again with `python -m scripts.experiments {path.stem}`"
    try:
        return Record.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise ValueError("\n".join(f"{shown}: {problem}; {again}" for problem in _problems(error))) from None


def _problems(error: ValidationError) -> Iterator[str]:
    for details in error.errors():
        if details["type"] == "value_error":
            yield from details["msg"].removeprefix("Value error, ").split("\n")
        else:
            yield f"{'.'.join(map(str, details['loc'])) or 'record'}: {details['msg']}"


def text(record: Record) -> str:
    """A record as its file has it: a list, and a number with its spread, on one line each."""
    made = json.dumps(record.model_dump(), indent=1, ensure_ascii=False, allow_nan=False)
    made = re.sub(r"\[\s+([^\[\]{}]*?)\s+\]", lambda m: "[" + re.sub(r",\s+", ", ", m[1]) + "]", made)
    return re.sub(r"\{\s+(\"mean\"[^{}]*?)\s+\}", lambda m: "{" + re.sub(r",\s+", ", ", m[1]) + "}", made) + "\n"


def write(path: Path, record: Record) -> None:
    """Write the record beside `path`, then swap it in: a run that breaks off leaves the old one whole."""
    made = text(record)
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".json.new")
    beside.write_text(made, encoding="utf-8")
    os.replace(beside, path)
