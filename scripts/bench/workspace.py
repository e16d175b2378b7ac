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

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def copy_of_checkout() -> Iterator[Path]:
    """Give a temporary folder with every file of the checkout that git tracks or would track."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    with TemporaryDirectory(prefix="lstm-guide-bench-") as folder:
        root = Path(folder)
        for name in filter(None, listed.stdout.split("\0")):
            if (ROOT / name).is_file():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, root / name)
        yield root


def seconds(root: Path, *module: str) -> float:
    """Run `python -m MODULE …` in `root` and return its wall-clock seconds, the start of Python included.

    Raises:
        RuntimeError: the command failed; the message ends with what it said.
    """
    started = time.perf_counter()
    run = subprocess.run(
        [sys.executable, "-m", *module], cwd=root, capture_output=True, text=True, env={**os.environ, "OFFLINE": ""}
    )
    took = time.perf_counter() - started
    if run.returncode:
        raise RuntimeError(f"python -m {' '.join(module)} failed:\n{run.stdout[-2000:]}{run.stderr[-2000:]}")
    return took
