"""The small valid repository of the checks' tests, in which `make new` begins pages, measurements and figures."""

import re
import subprocess
import sys
from collections.abc import Callable

import pytest

from scripts.new.__main__ import main
from tests.checks.conftest import RUFF, Site


@pytest.fixture
def site(tmp_path) -> Site:
    site = Site(tmp_path)
    site.write("ruff.toml", RUFF)
    site.write("pytest.ini", "[pytest]\n")  # else one in a folder above would count
    return site


@pytest.fixture
def new(site, capsys) -> Callable[..., tuple[int, str, str]]:
    """`python -m scripts.new` in that repository: its exit status and what it printed."""

    def new(*arguments: str) -> tuple[int, str, str]:
        return (main(list(arguments), site.root), *capsys.readouterr())

    return new


@pytest.fixture
def python(site) -> Callable[..., subprocess.CompletedProcess]:
    """Python in that repository, with these arguments."""

    def python(*arguments: str) -> subprocess.CompletedProcess:
        command = [sys.executable, *arguments]
        return subprocess.run(command, cwd=site.root, capture_output=True, text=True, check=False)

    return python


@pytest.fixture
def tested(python) -> Callable[[str], subprocess.CompletedProcess]:
    """The tests of one file, run in that repository."""
    return lambda test: python("-m", "pytest", "-q", "-p", "no:cacheprovider", test)


@pytest.fixture
def unwritten(site) -> Callable[[str], list[tuple[int, str]]]:
    """All that is wrong with a file that was begun, which must all be still to be written: line and what."""

    def unwritten(name: str) -> list[tuple[int, str]]:
        shape = re.compile(rf"{re.escape(name)}:(\d+): still to be written: (.+); write it in place of the TODO")
        found = [shape.fullmatch(problem) for problem in site.problems()]
        assert all(found), site.problems()
        return [(int(match[1]), match[2]) for match in found]

    return unwritten
