"""The verbs on machines of all kinds: with no tool but the few that POSIX asks for, in any locale, with any Python."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
VERBS = re.findall(r"^([a-z-]+):.*## ", MAKEFILE, re.MULTILINE)


@pytest.fixture
def clone(tmp_path):
    """A folder with the makefile, in which two scripts of the shell stand for Python: .venv's and the machine's.

    They write down what they are told, and in which encoding they would speak.
    """
    shutil.copy(ROOT / "Makefile", tmp_path)
    for place in (".venv/bin/python", "machine/python3", "machine/python3.99"):
        path = tmp_path / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'#!/bin/sh\n[ "$1" = -c ] || echo "{place} utf8=$PYTHONUTF8 $*" >> log\n', encoding="utf-8")
        path.chmod(0o755)
    return tmp_path


def make(folder, *arguments, **environment):
    """Run `make` in `folder`; the fakes are first on its path."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHON", "MAKEFLAGS", "MAKELEVEL", "OS")}
    around = kept | {"PATH": f"{folder / 'machine'}:{os.environ['PATH']}"} | environment
    command = [shutil.which("make"), *arguments]
    return subprocess.run(command, cwd=folder, env=around, capture_output=True, encoding="utf-8", check=False)


def log(folder):
    return (folder / "log").read_text(encoding="utf-8").splitlines()


def test_help_needs_nothing_but_awk(tmp_path):
    shutil.copy(ROOT / "Makefile", tmp_path)
    (tmp_path / "awk").symlink_to(shutil.which("awk"))
    run = make(tmp_path, PATH=str(tmp_path), LC_ALL="C")
    assert (run.returncode, run.stderr) == (0, "")
    listed = [line.split()[:2] for line in run.stdout.splitlines()]
    assert listed == [["make", verb] for verb in VERBS]
    assert len({re.match(r"  make \S+ +", line).end() for line in run.stdout.splitlines()}) == 1


def test_windows_is_told_of_wsl():
    run = make(ROOT, "site", OS="Windows_NT")
    assert run.returncode != 0
    assert "On Windows, run make inside WSL" in run.stderr
    assert "WSL" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_a_machine_without_python_gets_a_sentence():
    run = make(ROOT, "site", "PYTHON=no-such-python")
    assert run.returncode != 0
    assert "No 'no-such-python' on this machine: install Python 3.11 or later" in run.stderr


@pytest.mark.parametrize(
    ("named", "venv", "used"),
    [
        ((), "works", ".venv/bin/python"),
        ((), "broken", "machine/python3"),
        ((), "gone", "machine/python3"),
        (("PYTHON=python3.99",), "works", "machine/python3.99"),
        (("PYTHON=python3.99",), "gone", "machine/python3.99"),
    ],
)
def test_the_python_that_is_named_or_else_the_one_that_is_there(clone, named, venv, used):
    python = clone / ".venv" / "bin" / "python"
    if venv != "works":
        python.unlink()
    if venv == "broken":
        python.symlink_to(clone / "gone")
    run = make(clone, "site-environment", *named)
    assert (run.returncode, run.stderr) == (0, "")
    assert [line.split()[0] for line in log(clone)] == [used]


def test_a_python_that_is_too_old_is_not_kept(clone):
    python = clone / ".venv" / "bin" / "python"
    python.write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")  # to the question whether it is new enough
    make(clone, "site-environment")
    assert [line.split()[0] for line in log(clone)] == ["machine/python3"]


@pytest.mark.parametrize("verb", sorted(set(VERBS) - {"help", "clean"}))
def test_every_verb_speaks_utf_8_whatever_the_locale(clone, verb):
    run = make(clone, verb, LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert run.returncode == 0, run.stderr
    assert len(log(clone)) > 1
    assert [line for line in log(clone) if " utf8=1 " not in line] == []


def test_a_message_in_greek_is_printed_in_any_locale(clone):
    python = clone / ".venv" / "bin" / "python"
    python.write_text(f"#!/bin/sh\nexec {sys.executable} -c 'print(chr(963))'\n", encoding="utf-8")
    run = make(clone, "check", LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
    assert (run.returncode, run.stdout, run.stderr) == (0, "σ\n", "")
