"""Modules are found in the rooms of the questions, and each name once."""

from pathlib import Path

import pytest

from scripts import rooms
from scripts.site.model.document import ROOT


def write(root: Path, name: str, text: str) -> None:
    path = root / "scripts" / "experiments" / f"{name}.py"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def test_experiments_are_the_modules_in_rooms_that_define_run(tmp_path):
    write(tmp_path, "q03_forget_gate/stream", "def run(settings, progress): ...")
    write(tmp_path, "q03_forget_gate/helper", "def walk(): ...")
    write(tmp_path, "q12_bidirectional/tags", "run = 1")
    write(tmp_path, "tasks/adding", "def run(): ...")
    write(tmp_path, "loose", "def run(): ...")
    assert rooms.experiments(tmp_path) == {
        "stream": "scripts.experiments.q03_forget_gate.stream",
        "tags": "scripts.experiments.q12_bidirectional.tags",
    }


def test_a_name_in_two_rooms_is_refused(tmp_path):
    write(tmp_path, "q03_forget_gate/stream", "def run(): ...")
    write(tmp_path, "q12_bidirectional/stream", "def run(): ...")
    with pytest.raises(
        ValueError, match=r"^scripts/experiments/q12_bidirectional/stream\.py:1: scripts/experiments/q03_"
    ):
        rooms.experiments(tmp_path)


def test_helpers_may_share_a_name(tmp_path):
    write(tmp_path, "q03_forget_gate/cells", "def walk(): ...")
    write(tmp_path, "q12_bidirectional/cells", "def walk(): ...")
    assert rooms.experiments(tmp_path) == {}


def test_a_module_that_does_not_parse_is_among_them(tmp_path):
    write(tmp_path, "q03_forget_gate/broken", "def run(")
    assert list(rooms.experiments(tmp_path)) == ["broken"]


@pytest.mark.parametrize("floor", ["scripts/experiments", "scripts/figures", "tests/experiments", "tests/figures"])
def test_every_room_is_named_after_a_page_that_there_is(floor):
    pages = {f"q{path.stem.replace('-', '_')}" for path in (ROOT / "docs" / "questions").glob("*.md")}
    found = {path.name for path in (ROOT / floor).glob("q[0-9]*") if path.is_dir()}
    assert found <= pages
    assert len(found) >= 10
