"""The committed records: whole, fresh, and as their experiments left them."""

import importlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from scripts.experiments.__main__ import names
from scripts.experiments.records import record
from scripts.experiments.records.freshness import digest
from scripts.experiments.records.spread import spread
from scripts.rooms import ROOT, experiments

NAMES = names()


def leaves(results: object, path: str = "results") -> Iterator[tuple[str, dict]]:
    if isinstance(results, dict):
        if {"mean", "sd"} <= results.keys():
            yield path, results
        else:
            for key, value in results.items():
                yield from leaves(value, f"{path}.{key}")


@pytest.mark.parametrize("name", NAMES)
def test_is_measured_by_the_code_as_it_is(name: str) -> None:
    made = record.read(record.DATA / f"{name}.json")
    assert made.experiment == name
    assert not made.stale(), f"run `python -m scripts.experiments {name}`"
    module = importlib.import_module(experiments()[name])
    assert made.settings == module.SETTINGS
    assert made.question == module.QUESTION


@pytest.mark.parametrize("name", NAMES)
def test_spreads_are_those_of_their_values(name: str) -> None:
    found = list(leaves(record.read(record.DATA / f"{name}.json").results))
    assert found
    for path, leaf in found:
        assert leaf == spread(leaf["values"]), path
        assert len(leaf["values"]) >= 3, path


def test_there_are_no_other_files() -> None:
    assert sorted(path.name for path in record.DATA.iterdir()) == [f"{name}.json" for name in NAMES]


def test_a_function_that_nothing_calls_leaves_every_record_fresh(tmp_path: Path) -> None:
    """In every module of the reference, of the shared parts and of the rooms at once."""
    shutil.copytree(ROOT / "scripts", tmp_path / "scripts", ignore=shutil.ignore_patterns("__pycache__"))
    for path in (tmp_path / "scripts").rglob("*.py"):
        path.write_text(path.read_text(encoding="utf-8") + "\n\ndef unused():\n    return 7\n", encoding="utf-8")
    changed = [name for name, module in experiments().items() if digest(module) != digest(module, tmp_path)]
    assert changed == []
