"""When each page of docs/ changed, and what its commits say: one call of git for all of them.

A shallow clone knows the last commit alone and would give its date to every page, and an archive knows none. There is
no history then, and nothing that rests on one: better no date than a wrong one.
"""

import subprocess
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

_COMMIT, _FIELD = "\x01", "\x02"


class Change(NamedTuple):
    """One commit that changed a page: its moment, in seconds since 1970, and its subject."""

    when: int
    subject: str

    @property
    def day(self) -> str:
        """The day in UTC, `2026-11-30`."""
        return f"{datetime.fromtimestamp(self.when, UTC):%Y-%m-%d}"

    @property
    def moment(self) -> str:
        """The moment in UTC, `2026-11-30T20:02:02Z`."""
        return f"{datetime.fromtimestamp(self.when, UTC):%Y-%m-%dT%H:%M:%SZ}"


def history(root: Path) -> dict[str, list[Change]]:
    """The changes of each page, the newest first, by its path below docs/; nothing where that is not known."""
    if _git(root, "rev-parse", "--is-shallow-repository").strip() != "false":
        return {}
    layout = f"--format={_COMMIT}%ct{_FIELD}%s{_FIELD}"
    listed = _git(root, "log", "--no-merges", "--no-renames", layout, "--name-only", "-z", "--", "docs/*.md")
    found = defaultdict(list)
    for commit in listed.split(_COMMIT)[1:]:
        when, subject, names = commit.split(_FIELD, 2)
        for name in filter(None, names.replace("\n", "").split("\0")):
            found[name.removeprefix("docs/")].append(Change(int(when), subject))
    return dict(found)


def _git(root: Path, *arguments: str) -> str:
    """What git says; nothing where there is no repository. --git-dir: an archive may lie within another repository."""
    command = ["git", "-c", "log.showSignature=false", f"--git-dir={root / '.git'}", f"--work-tree={root}", *arguments]
    try:
        run = subprocess.run(command, cwd=root, check=True, capture_output=True, encoding="utf-8", errors="replace")
    except (OSError, subprocess.CalledProcessError):
        return ""
    return run.stdout
