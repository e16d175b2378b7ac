"""The moment that a build bears: SOURCE_DATE_EPOCH, else that of the last commit, else a fixed one.

Dates in a site and times in an archive come from it, never from the clock, because then everybody who builds a commit
gets the same bytes, and can tell by them whether a published copy is what its sources say.
"""

import os
import subprocess
from pathlib import Path

# For sources without a commit, such as an unpacked archive: 1 January 1980, the first day that a zip file can name.
UNKNOWN = 315_532_800
_END = 2**32  # gzip has 32 bits for it


class EpochError(ValueError):
    """SOURCE_DATE_EPOCH is not what it has to be; the message says what to do."""


def settle(root: Path) -> int:
    """Find the moment for a build of the checkout at `root`, and set SOURCE_DATE_EPOCH, from which MkDocs takes it.

    Returns seconds since 1970, UTC. Raises EpochError when SOURCE_DATE_EPOCH was set to something else.
    """
    given = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if given and not (given.isascii() and given.isdecimal() and int(given) < _END):
        raise EpochError(
            f"SOURCE_DATE_EPOCH={given}: not a number of seconds since 1970; "
            f"unset it, or write one, for instance {UNKNOWN} for 1 January 1980"
        )
    moment = int(given) if given else _last_commit(root)
    os.environ["SOURCE_DATE_EPOCH"] = str(moment)
    return moment


def _last_commit(root: Path) -> int:
    # --git-dir: archives get unpacked within other repositories, whose commits say nothing about them.
    command = ["git", f"--git-dir={root / '.git'}", "rev-list", "--max-count=1", "--timestamp", "HEAD"]
    try:
        run = subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        return UNKNOWN
    return int(run.stdout.split()[0])
