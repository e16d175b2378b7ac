"""Seconds that the tests take: all of them, those that one more page brings, and those of `make test Q=23`.

What a page brings are the tests in the rooms of its question and those that have the page, or a figure or a record of
it, among their parameters. That tests which build the whole site take longer with each page is not in it. Nothing else
should run on the machine meanwhile.
"""

import json
import os
import re
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from scripts.bench.workspace import ROOT
from scripts.figures.freshness import Figures
from scripts.grounds import pages
from scripts.rooms import experiments

LIMIT_ALL, LIMIT_PAGE, LIMIT_QUESTION, LIMIT_TRAINING = 240, 5, 60, 3
CORES = 2  # for which the limits stand
QUESTION = 23


class Timed(NamedTuple):
    """One test by pytest's name, its seconds with those of its fixtures, and whether it is marked slow."""

    name: str
    seconds: float
    slow: bool


def run() -> list[str]:
    """Return the lines to print. Raises RuntimeError if a test fails."""
    took, tests = timed()
    took_one, _ = timed(f"--question={QUESTION}")
    long = [test for test in tests if test.name.startswith("tests/experiments/") and test.seconds > LIMIT_TRAINING]
    return [
        f"{len(tests)} tests of {len(pages())} pages  {took:6.1f} s  (at most {LIMIT_ALL} s on {CORES} idle cores)",
        f"one page more        {growth(tests):6.1f} s  (at most {LIMIT_PAGE} s)",
        f"make test Q={QUESTION}       {took_one:6.1f} s  (at most {LIMIT_QUESTION} s)",
        *(
            f"  {test.seconds:.1f} s, more than {LIMIT_TRAINING}: shorten it or mark it slow: {test.name}"
            for test in long
            if not test.slow
        ),
    ]


def growth(tests: list[Timed]) -> float:
    """Seconds that the tests of one page take on two cores: the mean over the pages that are written."""
    names = [path.stem for path in pages().values()] + Figures().names() + list(experiments())
    of_a_page = re.compile(rf"/q\d\d_|^docs/questions/|\[(?:.*\W)?(?:{'|'.join(map(re.escape, names))})(?:\W.*)?\]$")
    return sum(test.seconds for test in tests if of_a_page.search(test.name)) / len(pages()) / CORES


def timed(*arguments: str) -> tuple[float, list[Timed]]:
    """Run pytest and return its seconds by the clock on the wall, and those of each test. Raises RuntimeError."""
    with TemporaryDirectory(prefix="lstm-guide-bench-") as folder:
        seconds = Path(folder) / "seconds.json"
        command = [sys.executable, "-m", "pytest", "-q", "-p", "scripts.bench.durations", *arguments]
        started = time.perf_counter()
        run = subprocess.run(
            command,
            cwd=ROOT,
            capture_output=True,
            text=True,
            encoding="utf-8",
            env=os.environ | {"LSTM_DURATIONS": str(seconds)},
        )
        took = time.perf_counter() - started
        if run.returncode:
            raise RuntimeError(f"not all tests pass, so their seconds say little:\n{run.stdout[-2000:]}{run.stderr}")
        return took, [Timed(*test) for test in json.loads(seconds.read_text(encoding="utf-8"))]
