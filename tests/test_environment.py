"""`make` on a bare machine: what is missing is said in a sentence, and an installation is taken up where it stopped."""

import subprocess
import sys
from pathlib import Path

import pytest

from scripts import environment

ROOT = Path(__file__).resolve().parents[1]


def test_an_old_python_is_told_what_to_do(monkeypatch):
    monkeypatch.setattr(environment.sys, "version_info", (3, 9, 2))
    assert "Python 3.11 or later is needed" in environment.missing()
    assert "make site PYTHON=" in environment.missing()


def test_this_python_lacks_nothing():
    assert environment.missing() is None


def test_a_python_without_venv_is_told_which_package(monkeypatch):
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    assert "apt install python3-venv" in environment.missing()


def test_a_machine_without_python_gets_a_sentence():
    run = subprocess.run(["make", "site", "PYTHON=no-such-python"], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode != 0
    assert "No 'no-such-python' on this machine: install Python 3.11 or later" in run.stderr


def test_the_test_pins_hold_every_site_pin():
    site, test = (set(environment.PINS[kind].read_text().splitlines()) for kind in ("site", "test"))
    assert site <= test


def test_every_pin_is_exact():
    for pins in environment.PINS.values():
        lines = pins.read_text().splitlines()
        assert lines
        assert [line for line in lines if "==" not in line] == []


@pytest.mark.parametrize(("kind", "stamp", "done"), [("site", "test", True), ("test", "site", False)])
def test_the_larger_installation_covers_the_smaller(tmp_path, kind, stamp, done):
    (tmp_path / f"installed-{stamp}").write_text(environment.digest(stamp))
    assert environment.installed(kind, tmp_path) is done


def test_new_pins_are_installed_again(tmp_path):
    (tmp_path / "installed-site").write_text("the digest of other pins")
    assert not environment.installed("site", tmp_path)


@pytest.mark.parametrize(("kind", "wanted"), [("site", [["--no-deps"]]), ("test", [["torch"], ["--no-deps"]])])
def test_pins_are_installed_as_they_are_but_pytorch_with_what_it_asks_for(tmp_path, monkeypatch, kind, wanted):
    calls = []
    monkeypatch.setattr(environment.subprocess, "call", lambda command: calls.append(command) or 0)
    assert environment.install(kind, tmp_path) == 0
    installs = [call for call in calls if "install" in call]
    assert [[word for word in call if word in ("torch", "--no-deps")] for call in installs] == wanted
    assert all(str(environment.PINS[kind]) in call for call in installs)
    assert (tmp_path / f"installed-{kind}").exists()


def test_pins_are_not_installed_after_pytorch_failed(tmp_path, monkeypatch):
    calls = []
    monkeypatch.setattr(environment.subprocess, "call", lambda command: calls.append(command) or ("torch" in command))
    assert environment.install("test", tmp_path) != 0
    assert not any("--no-deps" in call for call in calls)
    assert not (tmp_path / "installed-test").exists()
