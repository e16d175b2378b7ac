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
        "versions": {"python": "3.11.7", "numpy": "2.4.6", "torch": "2.13.0+cpu"},
        "machine": "Linux x86_64, 2 cores",
        "seconds": 1.5,
        "code_digest": "0" * 64,
        "results": RESULTS,
    }
    return record.sealed(**(fields | changes))


def test_what_is_written_is_read_again(tmp_path: Path) -> None:
    path = tmp_path / "data" / "slice_order.json"
    record.write(path, made())
    assert record.read(path) == made()
    assert '"mse": {"mean": 0.2, "sd": 0.1, "values": [0.1, 0.2, 0.3]}' in path.read_text()  # a leaf is one line
    assert [p.name for p in path.parent.iterdir()] == ["slice_order.json"]


EDITS = {
    "experiment": ('"experiment": "slice', '"experiment": "slic'),
    "question": ("Does it?", "Does it not?"),
    "command": ("experiments slice_order", "experiments slice_order --all"),
    "settings": ('"H": 4', '"H": 8'),
    "seeds": ('[0, 1, 2],\n "versions"', '[0, 1, 3],\n "versions"'),
    "versions": ("2.4.6", "2.4.7"),
    "machine": ("2 cores", "4 cores"),
    "seconds": ("1.5", "1.4"),
    "code_digest": ("0" * 64, "0" * 63 + "1"),
    "results": ('"mean": 0.2', '"mean": 0.1'),
}


def test_an_edit_of_each_part_is_tried() -> None:
    assert [*EDITS] == [name for name in record.Record.model_fields if name != "digest"]


@pytest.mark.parametrize(
    ("old", "new"),
    [*EDITS.values(), ('"H": 4', '"H": 4.0'), ('"seeds": [0, 1, 2],\n  "H": 4', '"H": 4, "seeds": [0, 1, 2]')],
)
def test_an_edit_by_hand_is_seen(tmp_path: Path, old: str, new: str) -> None:
    path = tmp_path / "slice_order.json"
    record.write(path, made())
    assert old in path.read_text()
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
        record.write(path, made(results=results))
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


def test_a_record_whose_parts_disagree_is_neither_made_nor_read(tmp_path: Path) -> None:
    wrong = {"lstm": {"mean": 0.3, "sd": 0.1, "values": [0.1, 0.2, 0.3]}}
    with pytest.raises(ValueError, match=r"results\.lstm: mean is 0\.3, of its values it is 0\.2"):
        made(results=wrong)
    path = tmp_path / "slice_order.json"
    fields = made().model_dump() | {"results": wrong, "seeds": [0, 1, 3]}
    path.write_text(json.dumps(fields | {"digest": record.fingerprint(fields)}))
    with pytest.raises(ValueError, match=r"slice_order\.json: seeds: ") as error:
        record.read(path)
    first, second = str(error.value).splitlines()
    assert first.endswith("; measure it again with `python -m scripts.experiments slice_order`")
    assert ": results.lstm: mean is 0.3" in second


def test_a_question_in_other_words_changes_nothing_else() -> None:
    other = made().asking("Does it still?")
    assert other.question == "Does it still?"
    assert other.digest != made().digest
    assert other.model_dump(exclude={"question", "digest"}) == made().model_dump(exclude={"question", "digest"})


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ('QUESTION = "Does it?"', "Does it?"),
        ('QUESTION = (\n    "Does "\n    "it?"\n)', "Does it?"),
        ("QUESTION = WORDS", None),
        ("SETTINGS = {}", None),
        ("QUESTION = ", None),
    ],
)
def test_the_question_is_found_without_importing(tmp_path: Path, text: str, question: str | None) -> None:
    room = tmp_path / "scripts" / "experiments" / "q03_forget_gate"
    room.mkdir(parents=True)
    (room / "held.py").write_text(text)
    assert record.asked("held", tmp_path) == question
    assert record.asked("absent", tmp_path) is None
