import json
from pathlib import Path

import pytest

from scripts.experiments.records import record

SETTINGS = {"seeds": [0, 1, 2], "H": 4}
RESULTS = {"lstm": {"100": {"mse": {"mean": 0.2, "sd": 0.1, "values": [0.1, 0.2, 0.3]}}}}


def made(**changes: object) -> record.Record:
    fields = {
        "experiment": "slice_order",
        "question": "Does it?",
        "command": "python -m scripts.experiments slice_order",
        "settings": SETTINGS,
        "seeds": [0, 1, 2],
        "versions": {"python": "3.11"},
        "machine": "a machine",
        "seconds": 1.5,
        "code_digest": "0" * 64,
        "results": RESULTS,
        "results_digest": record.fingerprint(SETTINGS, RESULTS),
    }
    return record.Record(**(fields | changes))


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "data" / "slice_order.json"
    record.write(path, made())
    assert record.read(path) == made()
    assert '"mse": {"mean": 0.2, "sd": 0.1, "values": [0.1, 0.2, 0.3]}' in path.read_text()  # a leaf is one line
    assert [p.name for p in path.parent.iterdir()] == ["slice_order.json"]


@pytest.mark.parametrize(("old", "new"), [('"mean": 0.2', '"mean": 0.1'), ('"H": 4', '"H": 8')])
def test_an_edit_by_hand_is_seen(tmp_path: Path, old: str, new: str) -> None:
    path = tmp_path / "slice_order.json"
    record.write(path, made())
    path.write_text(path.read_text().replace(old, new))
    with pytest.raises(ValueError, match=r"slice_order\.json: .*changed by hand.*python -m scripts\.experiments"):
        record.read(path)


def test_every_problem_is_named(tmp_path: Path) -> None:
    path = tmp_path / "slice_order.json"
    record.write(path, made())
    broken = json.loads(path.read_text()) | {"seeds": [0, 1], "seconds": -1, "note": "mine"}
    path.write_text(json.dumps(broken))
    with pytest.raises(ValueError, match="seeds: ") as error:
        record.read(path)
    assert [line.split(": ")[1] for line in str(error.value).splitlines()] == ["seeds", "seconds", "note"]


def test_no_json(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_bytes(b"{\xff")
    with pytest.raises(ValueError, match=r"x\.json: record: Invalid JSON"):
        record.read(tmp_path / "x.json")


def test_a_failed_write_leaves_the_old_record(tmp_path: Path) -> None:
    path = tmp_path / "slice_order.json"
    record.write(path, made())
    results = {"mse": float("nan")}  # no JSON
    with pytest.raises(ValueError, match="Out of range float"):
        record.write(path, made(results=results, results_digest=record.fingerprint(SETTINGS, results)))
    assert record.read(path) == made()


def test_stale_when_the_code_is_another() -> None:
    assert made().stale()
    assert not made(code_digest=record.digest("scripts.experiments.q08_forward_pass.slice_order")).stale()


def test_a_write_that_breaks_off_leaves_the_old_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "slice_order.json"
    record.write(path, made())

    def fail(*_: object) -> None:
        raise OSError("the disk is full")

    monkeypatch.setattr(record.os, "replace", fail)
    with pytest.raises(OSError, match="full"):
        record.write(path, made(seconds=9.0))
    assert record.read(path) == made()
