"""What is made once is made by one of those who ask, while the others wait for it."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.once import Once


def test_of_many_who_ask_at_once_one_makes_it(tmp_path):
    made = []

    def make(path: Path) -> None:
        path.mkdir()
        time.sleep(0.1)
        made.append(path)
        (path / "whole.txt").touch()

    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(Once(tmp_path), "folder/site", make) for _ in range(8)]
    assert {one.result() for one in asked} == {tmp_path / "folder/site"} == set(made)
    assert len(made) == 1


def test_what_failed_is_made_anew_from_nothing(tmp_path):
    def fail(path: Path) -> None:
        path.mkdir()
        (path / "half.txt").touch()
        raise RuntimeError("the site does not build")

    for _ in range(2):
        with pytest.raises(RuntimeError, match="the site does not build"):
            Once(tmp_path)("site", fail)
    assert list(Once(tmp_path)("site", Path.mkdir).iterdir()) == []


def test_a_file_that_failed_is_made_anew(tmp_path):
    def fail(path: Path) -> None:
        path.write_text("half")
        raise RuntimeError

    with pytest.raises(RuntimeError):
        Once(tmp_path)("checks.txt", fail)
    assert Once(tmp_path)("checks.txt", lambda path: path.write_text("whole")).read_text() == "whole"
