"""Seconds from a changed page to the moment when `make serve` gives it to the browser, which it has told to reload."""

import re
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

from scripts.bench.workspace import copy_of_checkout

ROUNDS = 5
LIMIT = 1.5
LONGEST = 300


def run() -> list[str]:
    """Return the line to print: the median of some changes, and the first build."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    with copy_of_checkout() as root:
        page = sorted((root / "docs" / "questions").glob("*.md"))[0]
        command = [sys.executable, "-m", "scripts.site.build.serve", "-a", address]
        server = subprocess.Popen(command, cwd=root, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            home = f"http://{address}/questions/{page.stem}/"
            first = _until(home, "In two minutes")
            changes = [_change(page, home, number) for number in range(ROUNDS)]
        finally:
            server.terminate()
            server.wait()
    seconds = sorted(changes)[ROUNDS // 2]
    return [
        f"changed to reloaded {seconds:6.2f} s   median of {ROUNDS}; first build {first:.1f} s  (at most {LIMIT} s)"
    ]


def _change(page: Path, address: str, number: int) -> float:
    """Add a sentence to a page, and wait as its reader's browser does: until the server says that there is news."""
    before = _read(address)
    epoch, at = re.search(r"livereload\((\d+), (\d+)\)", before).groups()
    text = page.read_text(encoding="utf-8")
    started = time.perf_counter()
    page.write_text(text.replace("\n## By heart", f"\nThis is change {number}.\n\n## By heart", 1), encoding="utf-8")
    root = address.split("/questions/")[0]
    while _read(f"{root}/livereload/{epoch}/{at}") == epoch:
        pass
    assert f"This is change {number}." in _read(address)
    return time.perf_counter() - started


def _until(address: str, text: str) -> float:
    started = time.perf_counter()
    while time.perf_counter() - started < LONGEST:
        try:
            if text in _read(address):
                return time.perf_counter() - started
        except OSError:
            time.sleep(0.1)
    raise RuntimeError(f"{address} was not served within {LONGEST} s")


def _read(address: str) -> str:
    with urllib.request.urlopen(address, timeout=LONGEST) as answer:
        return answer.read().decode()
