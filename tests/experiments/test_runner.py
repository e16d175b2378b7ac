"""The runner of scripts/experiments/__main__.py, with an experiment that takes no time."""

import re
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
import torch

from scripts.experiments import __main__ as runner
from scripts.experiments import measuring
from scripts.experiments.records import record
from scripts.experiments.records.spread import spread

NAME = "gradient_by_lag"


@pytest.fixture
def runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Records go to tmp_path; the list gets an entry for each measurement."""
    made: list[str] = []

    def run(settings: dict, progress: measuring.Progress) -> dict:
        made.append(NAME)
        progress(0.5, "half")
        return {"loss": spread([1.0, 2.0, 3.0])}

    module = SimpleNamespace(QUESTION=record.asked(NAME), SETTINGS={"seeds": [0, 1, 2]}, run=run)
    monkeypatch.setattr(record, "DATA", tmp_path)
    monkeypatch.setattr(measuring.importlib, "import_module", lambda name: module)
    return made


def test_measures_only_what_is_stale(runs: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert runner.main([NAME]) == 0
    printed = capsys.readouterr().out
    assert "not measured yet" in printed
    assert re.search(r" 50%  half  \(\d+ s, about \d+ s left\)", printed)
    assert runner.main([NAME]) == 0
    assert capsys.readouterr().out == f"{NAME}  is fresh\n"
    assert runs == [NAME]

    path = tmp_path / f"{NAME}.json"
    fields = record.read(path).model_dump(exclude={"digest"})
    record.write(path, record.sealed(**fields | {"code_digest": "0" * 64}))
    assert runner.main([NAME]) == 0
    assert "its code has changed" in capsys.readouterr().out
    assert len(runs) == 2
    assert not record.read(path).stale()


def test_measures_again_when_asked_or_edited(runs: list[str], tmp_path: Path, capsys: pytest.CaptureFixture) -> None:
    runner.main([NAME])
    runner.main([NAME, "--all"])
    path = tmp_path / f"{NAME}.json"
    path.write_text(path.read_text().replace('"mean": 2.0', '"mean": 1.0'))
    runner.main([NAME])
    assert len(runs) == 3
    assert "changed by hand" in capsys.readouterr().out


def test_a_question_in_other_words_is_written_down_and_nothing_measured(
    runs: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    runner.main([NAME])
    path = tmp_path / f"{NAME}.json"
    before = record.read(path)
    record.write(path, before.asking("Is it so?"))
    capsys.readouterr()
    assert runner.main([NAME]) == 0
    assert capsys.readouterr().out == f"{NAME}  {runner.REWORDED}: wrote it into the record\n"
    assert record.read(path) == before
    assert runs == [NAME]


def test_an_edit_during_the_run_leaves_the_record_stale(runs: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    digests = iter(["1" * 64, "2" * 64])
    monkeypatch.setattr(measuring, "digest", lambda name: next(digests))
    assert measuring.measure(NAME, lambda share, done: None).code_digest == "1" * 64


def test_a_run_that_fails_writes_nothing_and_says_where(
    runs: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    def fail(settings: dict, progress: measuring.Progress) -> dict:
        raise RuntimeError("no")

    monkeypatch.setattr(measuring.importlib, "import_module", lambda name: SimpleNamespace(SETTINGS={}, run=fail))
    assert runner.main([NAME]) == 1
    assert list(tmp_path.iterdir()) == []
    said = capsys.readouterr().err
    assert said.startswith(f"{NAME}  failed; its record is as it was\n")
    assert said.endswith("RuntimeError: no\n")


def test_each_runs_on_one_thread_and_leaves_the_number_as_it_was(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []

    def run(settings: dict, progress: measuring.Progress) -> dict:
        seen.append(torch.get_num_threads())
        raise RuntimeError("no")

    monkeypatch.setattr(measuring.importlib, "import_module", lambda name: SimpleNamespace(SETTINGS={}, run=run))
    before = torch.get_num_threads()
    torch.set_num_threads(3)
    try:
        with pytest.raises(RuntimeError):
            measuring.measure(NAME, lambda share, done: None)
        assert (seen, torch.get_num_threads()) == ([1], 3)
    finally:
        torch.set_num_threads(before)


def test_those_that_measure_time_run_alone_and_after_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    order: list[object] = []
    monkeypatch.setattr(runner, "_several", lambda chosen, at_once: order.append((sorted(chosen), at_once)) or [])
    monkeypatch.setattr(runner, "measure_and_write", lambda name: order.append(name) or "")
    assert runner.main(["--all", "length_cost", "counting", "rnn_or_lstm", "bias_one", "--at-once", "3"]) == 0
    assert order == [(["bias_one", "counting"], 3), "length_cost", "rnn_or_lstm"]


def test_two_at_once_write_what_they_measured(capfd: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """In processes of their own, which have to find the experiments by name again."""
    assert runner._several(["absent", "not_there_either"], 2) != ["", ""]
    assert runner._several(["absent"], 2)[0].startswith("absent  failed; its record is as it was\n")


def test_unknown_name(capsys: pytest.CaptureFixture[str]) -> None:
    assert runner.main(["absent"]) == 2
    assert "no experiment absent; there are: " in capsys.readouterr().err


def test_looking_loads_no_torch() -> None:
    look = "from scripts.experiments import __main__ as m; [m.state(n) for n in m.names()]"
    code = f"import sys; {look}; print('torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], cwd=record.ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"
