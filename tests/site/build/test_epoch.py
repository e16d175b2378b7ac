"""The moment that a build bears: what is asked for, else that of the commit, else a fixed one; nothing else."""

import os
import subprocess

import pytest

from scripts.site.build import __main__ as build
from scripts.site.build import epoch
from tests.clones import COMMITTED_EPOCH, environment


@pytest.fixture(autouse=True)
def _unset(monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "")


@pytest.fixture
def commit(tmp_path):
    """Make a repository with one commit."""

    def make(root):
        root.mkdir()
        for command in (["init", "--quiet"], ["commit", "--quiet", "--allow-empty", "--message=One"]):
            subprocess.run(["git", *command], cwd=root, env=environment(tmp_path / "home"), check=True)
        return root

    return make


def test_what_is_asked_for_goes_first_and_mkdocs_gets_it(commit, tmp_path, monkeypatch):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", " 12\n")
    assert epoch.settle(commit(tmp_path / "guide")) == 12
    assert os.environ["SOURCE_DATE_EPOCH"] == "12"


def test_the_last_commit_comes_next_and_mkdocs_gets_it(commit, tmp_path):
    assert epoch.settle(commit(tmp_path / "guide")) == COMMITTED_EPOCH
    assert os.environ["SOURCE_DATE_EPOCH"] == str(COMMITTED_EPOCH)


def test_an_archive_has_no_commit_and_does_not_borrow_one(commit, tmp_path):
    archive = commit(tmp_path / "somebody's own repository") / "lstm-interview-guide"
    archive.mkdir()
    assert epoch.settle(archive) == epoch.UNKNOWN


def test_a_machine_without_git(commit, tmp_path, monkeypatch):
    root = commit(tmp_path / "guide")
    monkeypatch.setenv("PATH", "")
    assert epoch.settle(root) == epoch.UNKNOWN


@pytest.mark.parametrize("given", ["2020-02-02", "-1", "1.5", "4294967296", "²"])
def test_what_is_no_number_of_seconds_is_refused_before_anything_happens(given, project, monkeypatch, capsys):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
    project.write("site/index.html", "old")
    assert build.main([]) == 2
    assert f"SOURCE_DATE_EPOCH={given}: not a number of seconds since 1970; unset it" in capsys.readouterr().err
    assert [path.name for path in (project.root / "site").iterdir()] == ["index.html"]
