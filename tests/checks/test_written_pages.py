"""The pages that are written pass every check; said of each by name, so that it counts among the tests of its page."""

import subprocess
import sys
from pathlib import Path

import pytest

from scripts.grounds import pages
from scripts.rooms import ROOT
from tests.once import Once


@pytest.fixture(scope="session")
def said(once: Once) -> list[str]:
    """What `make check` says of this checkout, line by line."""

    def check(path: Path) -> None:
        command = [sys.executable, "-m", "scripts.checks"]
        done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, encoding="utf-8", check=False)
        assert not done.stderr, done.stderr
        path.write_text(done.stdout, encoding="utf-8")

    return once("checks.txt", check).read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("page", [pytest.param(page, id=page.stem) for page in pages().values()])
def test_page_passes_every_check(page: Path, said: list[str]) -> None:
    found = [line for line in said if line.startswith(f"{page.relative_to(ROOT).as_posix()}:")]
    assert not found, "\n".join(["", *found])
