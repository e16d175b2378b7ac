"""A copy of the checkout in which a benchmark may delete, pad and build without touching the original."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def copy_of_checkout() -> Iterator[Path]:
    """Give a temporary folder with every file of the checkout that git tracks or would track."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        encoding="utf-8",
    )
    with TemporaryDirectory(prefix="lstm-guide-bench-") as folder:
        root = Path(folder)
        for name in filter(None, listed.stdout.split("\0")):
            if (ROOT / name).is_file():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, root / name)
        yield root


class Seconds(NamedTuple):
    """What a command took: by the clock on the wall, and of processors, which a busy machine falsifies less."""

    wall: float
    processor: float


def timed(root: Path, *module: str, expected: int = 0) -> Seconds:
    """Run `python -m MODULE …` in `root` and return what it took, the start of Python included.

    Raises:
        RuntimeError: its exit status is not `expected`; the message ends with what it said.
    """
    environment = {name: value for name, value in os.environ.items() if name != "OFFLINE"}
    started, before = time.perf_counter(), _of_children()
    command = [sys.executable, "-m", *module]
    run = subprocess.run(command, cwd=root, env=environment, capture_output=True, encoding="utf-8", errors="replace")
    took = Seconds(time.perf_counter() - started, _of_children() - before)
    if run.returncode != expected:
        raise RuntimeError(
            f"python -m {' '.join(module)} ended with {run.returncode}:\n{run.stdout[-2000:]}{run.stderr[-2000:]}"
        )
    return took


def _of_children() -> float:
    used = os.times()
    return used.children_user + used.children_system
