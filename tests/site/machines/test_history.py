"""The history of pages: known in a whole clone, and nowhere else."""

import os
import subprocess

import pytest

from scripts.site.machines.history import Change, history


@pytest.fixture
def git(tmp_path):
    root = tmp_path / "repository"

    def run(*arguments: str, day: str = "2026-01-01", root=root):
        root.mkdir(exist_ok=True)
        when = f"{day}T23:30:00-0200"
        dates = {"GIT_AUTHOR_DATE": "2001-01-01T00:00:00Z", "GIT_COMMITTER_DATE": when}
        names = {f"GIT_{who}_{what}": "nobody" for who in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        subprocess.run(
            ["git", *arguments], cwd=root, env=os.environ | dates | names | settings, check=True, capture_output=True
        )
        return root

    run("init", "--quiet")
    return run


def commit(git, name: str, text: str, subject: str, day: str) -> None:
    path = git("status") / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    git("add", "-A")
    git("commit", "--quiet", "-m", subject, day=day)


def test_each_page_has_its_changes_from_the_newest(git):
    commit(git, "docs/questions/03-ä b.md", "1", "Begin", "2026-01-01")
    commit(git, "docs/index.md", "1", "Begin the home page", "2026-01-02")
    commit(git, "docs/questions/03-ä b.md", "2", "Mend", "2026-01-03")
    commit(git, "figures/a.svg", "1", "Draw", "2026-01-04")
    found = history(git("status"))
    assert {name: [change.subject for change in changes] for name, changes in found.items()} == {
        "questions/03-ä b.md": ["Mend", "Begin"],
        "index.md": ["Begin the home page"],
    }
    assert found["index.md"][0].moment == "2026-01-03T01:30:00Z"  # the committer's, in UTC
    assert found["index.md"][0].day == "2026-01-03"


def test_a_shallow_clone_has_none(git, tmp_path):
    for number in range(2):
        commit(git, "docs/index.md", str(number), f"Change {number}", "2026-01-01")
    shallow = tmp_path / "shallow"
    git("clone", "--quiet", "--depth", "1", f"file://{git('status')}", str(shallow))
    assert history(git("status"))
    assert history(shallow) == {}


def test_an_archive_has_none_even_within_another_repository(git):
    commit(git, "archive/docs/index.md", "1", "Begin", "2026-01-01")
    assert history(git("status") / "archive") == {}


def test_days_and_moments_are_in_utc():
    assert (Change(0, "").day, Change(0, "").moment) == ("1970-01-01", "1970-01-01T00:00:00Z")
