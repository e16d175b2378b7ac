"""A measurement that was begun can be run; it lacks what it says it lacks; filled in, nothing is wrong with it."""

import json
import shutil
from pathlib import Path

import pytest

from scripts.experiments.records import record

ROOT = Path(__file__).parents[2]
MODULE = "scripts/experiments/q03_forget_gate/half_lives.py"
TEST = "tests/experiments/q03_forget_gate/test_half_lives.py"
RECORD = "figures/data/half_lives.json"
FAILS = '    pytest.fail("TODO: the test, which asserts on the record what the page will say")\n'
CLAIM = '    assert data("half_lives").lstm.mean == pytest.approx(0.5, abs=0.1)\n'


@pytest.fixture
def site(site):
    """The small repository, with what measures."""
    for name in ("__init__.py", "rooms.py", "imports.py"):
        shutil.copy(ROOT / "scripts" / name, site.root / "scripts" / name)
    shutil.copy(ROOT / "pyproject.toml", site.root)
    floor = site.root / "scripts" / "experiments"
    floor.mkdir()
    for path in (ROOT / "scripts" / "experiments").iterdir():  # the shared parts; no other question's room
        if path.is_file():
            shutil.copy(path, floor)
        elif not path.name.startswith(("q", "__")):
            shutil.copytree(path, floor / path.name)
    return site


def lacking():
    behind = "write it in place of the TODO"
    parts = [
        f"{MODULE}:1: still to be written: what is measured, in a line; below it the task, the network and the "
        "baseline beside it",
        f"{MODULE}:10: still to be written: QUESTION, what an interviewer would ask and the results answer",
        f"{MODULE}:13: still to be written: SETTINGS, every number that pages and figures will name: they read it from "
        "the record",
        f"{MODULE}:18: still to be written: what one seed gives, by name and with its unit",
        f"{MODULE}:20: still to be written: measure, from tasks/, networks/ and training/: what a trained network "
        "reaches, beside a trivial baseline",
        f"{TEST}:12: still to be written: the cheapest setting alone, in at most three seconds",
        f"{TEST}:17: still to be written: the test, which asserts on the record what the page will say",
    ]
    return [f"{part}; {behind}" for part in parts]


def measured(site, python):
    done = python("-m", "scripts.experiments", "half_lives")
    assert done.returncode == 0, done.stderr
    return done.stdout, record.Record.model_validate_json((site.root / RECORD).read_bytes())


def test_the_checks_name_every_part_and_nothing_else(site, new):
    new("Q=3", "EXPERIMENT=half_lives")
    assert site.problems() == lacking()


def test_its_code_is_laid_out(new, python):
    new("Q=3", "EXPERIMENT=half_lives")
    for command in (("check",), ("format", "--check")):
        done = python("-m", "ruff", *command, "scripts/experiments/q03_forget_gate", "tests/experiments")
        assert done.returncode == 0, done.stdout


def test_it_can_be_run_at_once_and_writes_a_record(site, new, python):
    new("Q=3", "EXPERIMENT=half_lives")
    said, made = measured(site, python)
    assert "half_lives  100%  seed 2: " in said
    assert made.seeds == [0, 1, 2]
    assert made.results.keys() == {"lstm", "baseline"}
    for leaf in made.results.values():
        assert len(set(leaf["values"])) == 3
    assert site.problems() == lacking()
    assert python("-m", "scripts.experiments", "half_lives").stdout == "half_lives  is fresh\n"


def test_its_test_says_what_to_run_first_and_fails_until_the_claim_is_asserted(site, new, python, tested):
    new("Q=3", "EXPERIMENT=half_lives")
    before = tested(TEST)
    assert before.returncode == 1
    assert f"{RECORD} is missing; run python -m scripts.experiments half_lives" in before.stdout
    _, made = measured(site, python)
    after = tested(TEST)
    assert after.returncode == 1
    assert "1 failed, 1 passed" in after.stdout
    assert "TODO: the test, which asserts on the record what the page will say" in after.stdout

    values = made.model_dump()
    values["results"]["lstm"] |= {"mean": 0.9}  # another measurement's
    site.write(RECORD, json.dumps(values))
    assert "2 failed" in tested(TEST).stdout


def test_filled_in_nothing_is_wrong(site, new, python, tested):
    new("Q=3", "EXPERIMENT=half_lives")
    site.edit(FAILS, CLAIM, TEST)
    for path in (MODULE, TEST):
        site.write(path, site.read(path).replace("TODO: ", ""))
    measured(site, python)
    assert site.problems() == []
    done = tested(TEST)
    assert done.returncode == 0, done.stdout
