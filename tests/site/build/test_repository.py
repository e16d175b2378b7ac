"""The address behind "Correct this page": right or none, and never with what only the owner of a clone may know."""

import subprocess

import pytest

from scripts.site.build import __main__ as build
from scripts.site.build import repository
from tests.clones import environment

SECRETS = ("SECRET", "oauth2", "token")


@pytest.mark.parametrize(
    ("remote", "address"),
    [
        ("https://github.com/o/r", "https://github.com/o/r"),
        ("https://github.com/o/r.git", "https://github.com/o/r"),
        ("https://github.com/o/r/", "https://github.com/o/r"),
        ("https://github.com/o/r.git/", "https://github.com/o/r"),
        ("http://code.example:8080/group/sub/r.git", "http://code.example:8080/group/sub/r"),
        ("https://[2001:db8::1]:8443/o/r.git", "https://[2001:db8::1]:8443/o/r"),
        ("https://git.example/~someone/r", "https://git.example/~someone/r"),
        ('https://git.example/o/"><script>', "https://git.example/o/%22%3E%3Cscript%3E"),
        ("https://oauth2:SECRET@gitlab.example/o/r.git", "https://gitlab.example/o/r"),
        ("https://SECRET@github.com/o/r", "https://github.com/o/r"),
        ("https://o:SEC@RET@gitlab.example/o/r", "https://gitlab.example/o/r"),
        ("https://gitlab.example/o/r.git?private_token=SECRET#SECRET", "https://gitlab.example/o/r"),
        ("git@github.com:o/r.git", "https://github.com/o/r"),
        ("git@github.com:/o/r.git", "https://github.com/o/r"),
        ("git@git.example:~someone/r", "https://git.example/~someone/r"),
        ("ssh://git@git.example:2222/o/r.git", "https://git.example/o/r"),
        ("git+ssh://git:SECRET@git.example/o/r/", "https://git.example/o/r"),
    ],
)
def test_what_a_remote_becomes(remote, address):
    assert repository.web(remote) == address


@pytest.mark.parametrize(
    "remote",
    [
        "",
        "/srv/git/r.git",
        "../r",
        "C:/git/r",
        r"C:\git\r",
        "file:///srv/git/r.git",
        "git://git.example/o/r",
        "ext::ssh -i key git@git.example %S o/r",
        "https://github.com",
        "https://github.com/.git",
        "https:///o/r",
        "https://gitlab.example:none/o/r",
        "https://o:SEC/RET@gitlab.example/o/r",  # a password that is not quoted: what is host, and what secret?
        "https://o:12/SECRET@gitlab.example/o/r",
        "git@work:o/r.git",
        "ssh://git@ssh.github.com:443/o/r.git",
        "someone@server.example:repositories/r.git",
        "server.example:repositories/r.git",
    ],
)
def test_no_link_is_better_than_a_wrong_one(remote):
    assert repository.web(remote) == ""


def git(folder, *arguments):
    subprocess.run(
        ["git", *arguments], cwd=folder, env=environment(folder / "home"), check=True, capture_output=True, timeout=60
    )


@pytest.fixture
def clone(tmp_path, monkeypatch):
    """A repository with one commit and a remote that carries a password."""
    monkeypatch.setenv("REPO_URL", "")  # so that it is taken back after the test, whatever is set meanwhile
    monkeypatch.delenv("REPO_URL")
    folder = tmp_path / "clone"
    folder.mkdir()
    git(folder, "init", "--quiet")
    git(folder, "commit", "--quiet", "--allow-empty", "--message=First")
    git(folder, "remote", "add", "origin", "https://oauth2:SECRET@gitlab.example/o/r.git")
    return folder


def test_the_remote_of_a_clone(clone):
    assert repository.settle(clone) == "https://gitlab.example/o/r"


def test_another_work_tree_of_a_clone(clone, tmp_path):
    git(clone, "worktree", "add", "--quiet", str(tmp_path / "beside"))
    assert (tmp_path / "beside" / ".git").is_file()
    assert repository.settle(tmp_path / "beside") == "https://gitlab.example/o/r"


def test_a_submodule_has_its_own(clone, tmp_path):
    outer = tmp_path / "outer"
    outer.mkdir()
    git(outer, "init", "--quiet")
    git(outer, "remote", "add", "origin", "https://code.example/outer/outer")
    git(outer, "-c", "protocol.file.allow=always", "submodule", "add", "--quiet", str(clone), "guide")
    git(outer / "guide", "remote", "set-url", "origin", "git@code.example:o/guide.git")
    assert (outer / "guide" / ".git").is_file()
    assert repository.settle(outer / "guide") == "https://code.example/o/guide"


def test_an_archive_within_another_repository_is_no_part_of_it(clone, monkeypatch):
    (clone / "guide").mkdir()
    assert repository.settle(clone / "guide") == ""
    monkeypatch.delenv("REPO_URL")
    monkeypatch.setenv("GIT_DIR", str(clone / ".git"))  # as within a hook of the other one
    assert repository.settle(clone / "guide") == ""


def test_a_machine_without_git(clone, tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert repository.settle(clone) == ""


def test_a_clone_without_a_remote(clone):
    git(clone, "remote", "remove", "origin")
    assert repository.settle(clone) == ""


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("", ""),
        (" ", ""),
        ("https://github.com/o/fork/", "https://github.com/o/fork"),
        ("https://gitlab-ci-token:SECRET@gitlab.example/o/fork.git", "https://gitlab.example/o/fork"),
    ],
)
def test_who_builds_can_name_another(clone, monkeypatch, given, address):
    monkeypatch.setenv("REPO_URL", given)
    assert repository.settle(clone) == address
    assert repository.os.environ["REPO_URL"] == address


def test_an_address_that_is_none_is_refused_and_not_repeated(monkeypatch, capsys):
    monkeypatch.setenv("REPO_URL", "oauth2:SECRET@gitlab.example/o/r")
    for command in (lambda: build.main([]), repository.main):
        assert command() == 2
        said = capsys.readouterr()
        assert "REPO_URL: not the address of a repository on the web; write one like https://" in said.err
        assert not [secret for secret in SECRETS if secret in said.out + said.err]
