"""`make` on a bare machine: what is missing is said in a sentence, and an installation is taken up where it stopped."""

import os
import sys
from pathlib import Path

import pytest

from scripts import environment


def test_an_old_python_is_told_what_to_do(monkeypatch):
    monkeypatch.setattr(environment.sys, "version_info", (3, 9, 2))
    assert "Python 3.11 or later is needed" in environment.missing()
    assert "make site PYTHON=" in environment.missing()


def test_this_python_lacks_nothing():
    assert environment.missing() is None


def test_a_python_without_venv_is_told_which_package(monkeypatch):
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    assert "apt install python3-venv" in environment.missing()


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


NEXT = f"{sys.version_info[0]}.{sys.version_info[1] + 1}"
NO_PIP = f'[ "$1" = -m ] && exit 1; echo {environment.version()}'


@pytest.fixture
def folder(tmp_path):
    """A virtual environment of this Python that holds the pins of the site, as far as anybody can tell."""
    folder = tmp_path / ".venv"
    (folder / "bin").mkdir(parents=True)
    (folder / "bin" / "python").symlink_to(sys.executable)
    (folder / "installed-site").write_text(environment.digest("site"), encoding="utf-8")
    return folder


@pytest.fixture
def calls(folder, monkeypatch):
    """What is run to install, instead of running it."""
    calls, python = [], sys.executable

    def call(command):
        calls.append(command[2])
        if command[2] == "venv":
            assert not os.path.lexists(folder)
            (folder / "bin").mkdir(parents=True)
            (folder / "bin" / "python").symlink_to(python)
        return 0

    monkeypatch.setattr(environment.subprocess, "call", call)
    return calls


def replace_python(folder, script):
    """Let the Python of `folder` be a shell script."""
    python = folder / "bin" / "python"
    python.unlink()
    python.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    python.chmod(0o755)


def test_what_is_installed_stays(folder, calls, capsys):
    assert environment.install("site", folder) is None
    assert calls == []
    assert capsys.readouterr().out == ""


def test_on_a_fresh_clone_nothing_is_made_anew(folder, calls, capsys):
    environment.shutil.rmtree(folder)
    assert environment.install("site", folder) is None
    assert calls == ["venv", "pip"]
    assert "anew" not in capsys.readouterr().out
    assert environment.installed("site", folder)


def test_the_larger_installation_goes_into_what_is_there(folder, calls):
    assert environment.install("test", folder) is None
    assert calls == ["pip", "pip"]


@pytest.mark.parametrize(
    ("script", "why"),
    [
        (None, "its Python is gone or does not start"),
        ("exit 127", "its Python is gone or does not start"),
        (f"echo {NEXT}", f"it has Python {NEXT}, and {environment.version()} is wanted"),
    ],
)
def test_without_its_python_it_is_made_anew_whatever_the_stamp_says(folder, calls, capsys, script, why):
    if script:
        replace_python(folder, script)
    else:
        (folder / "bin" / "python").unlink()
        (folder / "bin" / "python").symlink_to(folder / "gone")
    (folder / "left-over").touch()
    assert environment.install("site", folder) is None
    assert f"Making .venv anew: {why}\n" in capsys.readouterr().out
    assert calls == ["venv", "pip"]
    assert not (folder / "left-over").exists()
    assert environment.run(folder, "-c", "print(1)") == "1"
    assert environment.installed("site", folder)


def test_one_that_was_never_finished_is_made_anew(folder, calls, capsys):
    replace_python(folder, NO_PIP)
    (folder / "installed-site").unlink()
    assert environment.install("site", folder) is None
    assert "Making .venv anew: it has no pip\n" in capsys.readouterr().out
    assert calls == ["venv", "pip"]


def test_what_a_link_leads_to_is_left_alone(folder, calls, tmp_path):
    replace_python(folder, "exit 1")
    folder.rename(tmp_path / "of another")
    folder.symlink_to(tmp_path / "of another")
    assert environment.install("site", folder) is None
    assert calls == ["venv", "pip"]
    assert (tmp_path / "of another" / "installed-site").exists()
    assert not folder.is_symlink()


def test_only_pip_is_said_to_need_a_network(folder, monkeypatch):
    monkeypatch.setattr(environment.subprocess, "call", lambda command: 1)
    assert "Is there a network?" in environment.install("test", folder)
    environment.shutil.rmtree(folder)
    assert ".venv cannot be made" in environment.install("site", folder)
    assert "network" not in environment.install("site", folder)


def test_a_folder_that_cannot_be_removed_is_named(folder, monkeypatch):
    replace_python(folder, "exit 1")
    monkeypatch.setattr(environment.shutil, "rmtree", lambda path: os.open(path / "busy", os.O_RDONLY))
    assert ".venv cannot be made: [Errno 2]" in environment.install("site", folder)


def test_an_active_environment_is_made_anew_of_what_it_was_made_of(folder, monkeypatch):
    monkeypatch.setattr(sys, "executable", str(folder / "bin" / "python"))
    commands = []
    monkeypatch.setattr(environment.subprocess, "call", commands.append)
    environment.make(folder)
    assert commands[0][1:] == ["-m", "venv", str(folder)]
    assert Path(commands[0][0]).exists()


@pytest.mark.parametrize(("kind", "wanted"), [("site", [["--no-deps"]]), ("test", [["torch"], ["--no-deps"]])])
def test_pins_are_installed_as_they_are_but_pytorch_with_what_it_asks_for(folder, monkeypatch, kind, wanted):
    commands = []
    monkeypatch.setattr(environment.subprocess, "call", lambda command: commands.append(command) or 0)
    (folder / "installed-site").unlink()
    assert environment.install(kind, folder) is None
    installs = [command for command in commands if "install" in command]
    assert [[word for word in command if word in ("torch", "--no-deps")] for command in installs] == wanted
    assert all(str(environment.PINS[kind]) in command for command in installs)
    assert environment.installed(kind, folder)


def test_pins_are_not_installed_after_pytorch_failed(folder, monkeypatch):
    commands = []
    monkeypatch.setattr(
        environment.subprocess, "call", lambda command: commands.append(command) or int("torch" in command)
    )
    assert "could not be installed" in environment.install("test", folder)
    assert not any("--no-deps" in command for command in commands)
    assert not environment.installed("test", folder)
