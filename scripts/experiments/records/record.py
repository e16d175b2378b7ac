"""The file an experiment leaves, figures/data/NAME.json: what was asked, run, and measured, and by which code."""

import hashlib
import json
import os
import re
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from scripts.experiments.records.freshness import ROOT, digest
from scripts.rooms import experiments

DATA = ROOT / "figures" / "data"


class Record(BaseModel):
    """One experiment as it came out. Pages and figures read `results`; the rest says how to get it again."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    experiment: str
    question: str
    command: str
    settings: dict[str, Any]
    seeds: list[int] = Field(min_length=3)
    versions: dict[str, str]
    machine: str
    seconds: float = Field(ge=0)
    code_digest: str = Field(pattern="^[0-9a-f]{64}$")
    results_digest: str = Field(pattern="^[0-9a-f]{64}$")
    results: dict[str, Any]

    @model_validator(mode="after")
    def _as_measured(self) -> "Record":
        if self.results_digest != fingerprint(self.settings, self.results):
            raise ValueError(f"settings or results were changed by hand; measure them again with `{self.command}`")
        return self

    def stale(self, root: Path = ROOT) -> bool:
        """Whether the experiment's code has changed since it was measured."""
        module = experiments(root).get(self.experiment)
        return module is None or self.code_digest != digest(module, root)


def fingerprint(settings: dict[str, Any], results: dict[str, Any]) -> str:
    """SHA-256 of both, whatever the order of their keys: an edit by hand no longer matches it."""
    return hashlib.sha256(json.dumps([settings, results], sort_keys=True).encode()).hexdigest()


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
        problems = [f"{'.'.join(map(str, e['loc'])) or 'record'}: {e['msg']}" for e in error.errors()]
        raise ValueError("\n".join(f"{shown}: {problem}; {again}" for problem in problems)) from None


def write(path: Path, record: Record) -> None:
    """Write the record beside `path`, then swap it in: a run that breaks off leaves the old one whole."""
    text = json.dumps(record.model_dump(), indent=1, ensure_ascii=False, allow_nan=False)
    text = re.sub(r"\[\s+([^\[\]{}]*?)\s+\]", lambda m: "[" + re.sub(r",\s+", ", ", m[1]) + "]", text)  # a list, a line
    text = re.sub(r"\{\s+(\"mean\"[^{}]*?)\s+\}", lambda m: "{" + re.sub(r",\s+", ", ", m[1]) + "}", text)  # so a leaf
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_suffix(".json.new")
    beside.write_text(text + "\n", encoding="utf-8")
    os.replace(beside, path)
