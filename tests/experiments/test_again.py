"""The record of the week: which one it is, and when it counts as come out again."""

import copy
import datetime
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from scripts.experiments import again, measuring
from scripts.experiments.__main__ import names
from scripts.experiments.records import record
from scripts.experiments.records.spread import spread
from scripts.rooms import ROOT, stating

RESULTS = {
    "lstm": {"20": spread([0.1, 0.2, 0.3]), "50": spread([0.4, 0.5, 0.6])},
    "baseline": spread([0.5, 0.5, 0.5]),
    "solved": [100, None, 300],
    "runs": [{"right": spread([0.1, 0.2, 0.3])}],
    "weights": 20,
}


def test_the_weeks_take_one_after_the_other_and_none_is_left_out() -> None:
    cheap = ["a", "b", "c"]
    assert [again.chosen(week, cheap) for week in (1, 2, 3, 4)] == ["b", "c", "a", "b"]
    assert {again.chosen(week, cheap) for week in range(1, 53)} == set(cheap)
    with pytest.raises(ValueError, match="no record took less than 120 s; raise LIMIT"):
        again.chosen(1, [])


def test_what_is_cheap_took_less_than_the_limit_and_measures_no_time() -> None:
    cheap = again.cheap()
    timed = stating(ROOT / "scripts" / "experiments", {"MEASURES_TIME"})
    assert 10 <= len(cheap) <= 52, "each has its turn within a year"
    assert cheap == sorted(cheap)
    assert not set(cheap) & set(timed)
    seconds = {name: record.read(record.DATA / f"{name}.json").seconds for name in names() if name not in timed}
    assert cheap == [name for name in names() if seconds.get(name, 1e9) < again.LIMIT]


def test_the_same_comes_out_again() -> None:
    assert again.verdict("held", RESULTS, copy.deepcopy(RESULTS)) == []


def put(leaf: Any, *place: str | int) -> dict[str, Any]:
    made = copy.deepcopy(RESULTS)
    inside = made
    for key in place[:-1]:
        inside = inside[key]
    inside[place[-1]] = leaf
    return made


@pytest.mark.parametrize(
    ("now", "problem"),
    [
        (put(spread([0.3, 0.4, 0.5]), "lstm", "20"), ""),  # two standard deviations of 0.1
        (put(spread([0.31, 0.41, 0.51]), "lstm", "20"), "results.lstm.20: 0.2 ± 0.1 in the record, 0.41 ± 0.1 now"),
        (put(spread([0.0, 0.5, 1.0]), "lstm", "20"), ""),  # a wider spread allows more
        (put(spread([0.5004, 0.5004, 0.5004]), "baseline"), ""),
        (put(spread([0.501, 0.501, 0.501]), "baseline"), "results.baseline: 0.5 ± 0.0 in the record, 0.501 ± 0.0 now"),
        (
            put(spread([0.8, 0.9, 1.0]), "runs", 0, "right"),
            "results.runs.0.right: 0.2 ± 0.1 in the record, 0.9 ± 0.1 now",
        ),
        (put([100, 200, 250], "solved"), ""),
        (put(21, "weights"), ""),
        (put([], "weights"), "results.weights: a number in the record, a list now"),
        (put([], "runs"), "results.runs: a list of 1 in the record, a list now"),
        (put("none", "weights"), "results.weights: a number in the record, a text now"),
        (put(0.2, "baseline"), "results.baseline: a number with its spread in the record, a number now"),
        (
            put({"20": RESULTS["lstm"]["20"]}, "lstm"),
            "results.lstm.50: a number with its spread in the record, nothing now",
        ),
        (put(RESULTS["baseline"], "gru"), "results.gru: nothing in the record, a number with its spread now"),
    ],
)
def test_what_is_further_away_than_the_spread_is_named(now: dict[str, Any], problem: str) -> None:
    said = again.verdict("held", RESULTS, now)
    assert said[:1] == (["figures/data/held.json: does not come out again"] if problem else [])
    assert [line for line in said if line.startswith("results.")] == ([problem] if problem else [])
    assert not said or "run make experiments NAME=held" in said[-1]


def test_of_twenty_means_one_may_stray_and_two_may_not() -> None:
    was = {str(n): spread([0.1, 0.2, 0.3]) for n in range(20)}
    far = spread([1.1, 1.2, 1.3])
    assert again.verdict("held", was, was | {"3": far}) == []
    said = again.verdict("held", was, was | {"3": far, "4": far})
    assert "2 of 20 means lie more than 2 standard deviations away:" in said


def run(settings: dict, progress: measuring.Progress) -> dict:
    return {"lags": {20: spread([1.0, 2.0, 3.0])}}


@pytest.fixture
def week(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """An experiment that takes no time, whose record is the only one there is."""
    module = SimpleNamespace(QUESTION=record.asked("slice_order"), SETTINGS={"seeds": [0, 1, 2]}, run=run)
    monkeypatch.setattr(record, "DATA", tmp_path)
    monkeypatch.setattr(measuring.importlib, "import_module", lambda name: module)
    assert measuring.measure_and_write("slice_order") == ""
    return module


def test_nothing_is_written(week: SimpleNamespace, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = (tmp_path / "slice_order.json").read_bytes()
    assert again.main([]) == 0
    said = capsys.readouterr().out.splitlines()
    assert (
        said[0] == f"week {datetime.datetime.now(datetime.UTC).isocalendar().week}: slice_order, one of 1; it took 0 s"
    )
    assert said[-1] == "slice_order  comes out again"
    assert [path.read_bytes() for path in tmp_path.iterdir()] == [before]


def test_a_record_that_does_not_come_out_fails(week: SimpleNamespace, capsys: pytest.CaptureFixture[str]) -> None:
    path = record.DATA / "slice_order.json"
    fields = record.read(path).model_dump(exclude={"digest"})
    record.write(path, record.sealed(**fields | {"machine": "Linux riscv64, 1 cores"}))
    week.run = lambda settings, progress: {"lags": {20: spread([5.0, 6.0, 7.0])}}
    assert again.main(["--week", "7"]) == 1
    head, machine, *rest = capsys.readouterr().err.splitlines()
    assert head == "figures/data/slice_order.json: does not come out again"
    assert machine.startswith("machine: Linux riscv64, 1 cores then, ")
    assert rest[:2] == [
        "1 of 1 means lie more than 2 standard deviations away:",
        "results.lags.20: 2.0 ± 1.0 in the record, 6.0 ± 1.0 now",
    ]
