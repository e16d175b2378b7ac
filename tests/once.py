"""What is dear to make and the same for every test: made once in a run, by whichever worker needs it first."""

import shutil
from collections.abc import Callable
from pathlib import Path

from filelock import FileLock


class Once:
    """Things made once, in a folder that the workers of one run share; who asks while one is made, waits for it."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def __call__(self, name: str, make: Callable[[Path], object]) -> Path:
        """Return the path `name` in the shared folder, where `make(path)` has put a file or a folder.

        What fails is tried again by the next who asks, so that the error stands behind each test that it concerns.
        """
        made = self.folder / name
        done = made.with_name(f"{made.name}.done")
        made.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(made.with_name(f"{made.name}.lock")):
            if not done.exists():
                shutil.rmtree(made, ignore_errors=True)  # the half of it that one that failed has left
                make(made)
                done.touch()
        return made
