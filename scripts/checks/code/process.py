"""The process of one page, seen from outside: start it, wait for it, and read what its blocks printed."""

import json
import multiprocessing
import os
import re
import signal
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from unittest import mock

from scripts.checks.code import child

_HOMES = ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "MPLCONFIGDIR", "KERAS_HOME", "TORCH_HOME", "HF_HOME")
# The rest stays out: among it can be what nobody but its owner should read.
_KEPT = ("PATH", "LANG", "LC_ALL", "TZ", "PYTHONPATH", "VIRTUAL_ENV", "LD_LIBRARY_PATH", "KERAS_BACKEND")
# One thread: where something else runs as well, those of small products wait for one another, ten times as long.
_SETTINGS = {"PYTHONHASHSEED": "random", "PYTHONDONTWRITEBYTECODE": "1", "MPLBACKEND": "agg", "OMP_NUM_THREADS": "1"}
_SLOW = ("numpy", "torch", "keras", "onnx", "onnxruntime")
_expected: set[str] = set()
# The home of all pages: libraries that are loaded once believe that it is theirs.
_home = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)


def expect(text: str) -> None:
    """Have the slow libraries that the code in `text` imports loaded once, for all processes that are not fresh.

    Counts until the first of them starts; what is expected later is loaded by each process that imports it.
    """
    _expected.update(name for name in _SLOW if re.search(rf"^\s*(?:import|from) {name}\b", text, re.MULTILINE))
    multiprocessing.set_forkserver_preload([child.__name__, *sorted(_expected)])


def run(page: Path, blocks: Sequence[tuple[str, int]], limit: float, fresh: bool = False) -> list[dict]:
    """What each block of a page printed, see `child.run`; the last answer is that of the first block that failed.

    A block may take `limit` seconds. A `fresh` process is a new interpreter; else, on Linux, it is a copy of one that
    has loaded the slow libraries.
    """
    name, home = os.path.abspath(page), os.path.realpath(_home.name)
    settings = _SETTINGS | dict.fromkeys(_HOMES, home)
    environment = {name: os.environ[name] for name in _KEPT if name in os.environ} | settings
    # Elsewhere the system's libraries start threads, which do not live through a fork.
    context = multiprocessing.get_context("spawn" if fresh or sys.platform != "linux" else "forkserver")
    with tempfile.TemporaryDirectory(dir=home, ignore_cleanup_errors=True) as folder:
        Path(folder, "work").mkdir()
        process = context.Process(target=child.run, args=(name, blocks, folder, environment, limit), daemon=True)
        with mock.patch.dict(os.environ, settings):
            process.start()
        process.join(60 + limit * len(blocks))
        process.kill()  # should it have got past its own limit
        process.join()
        answers = [json.loads(line) for line in _read(folder, "answers").splitlines()]
        if len(answers) < len(blocks) and not (answers and "message" in answers[-1]):
            line = blocks[len(answers)][1]
            answers.append({"line": line} | _ended(process.exitcode, _read(folder, "errors"), name, line, limit))
    return answers


def _read(folder: str, name: str) -> str:
    path = Path(folder, name)
    return path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""


def _ended(status: int, errors: str, page: str, line: int, limit: float) -> dict:
    """What to say of a block that ended its process."""
    if re.search(r"^Timeout \(", errors, re.MULTILINE):
        remedy = "shorten it, or move the measurement to scripts/experiments"
        return {"message": f"the block runs for more than {limit:g} s; {remedy}", "detail": ""}
    if status >= 0:
        return {"message": f"the block ends Python (exit status {status}); {child.TAKE_OUT}", "detail": ""}
    crash = re.search(r"Fatal Python error.*?(?=\n\nExtension modules|\Z)", errors, re.DOTALL)
    detail = crash[0] if crash else ""
    found = re.search(rf'File "{re.escape(page)}", line (\d+)', detail)
    message = f"the block crashes Python ({signal.Signals(-status).name}); correct the code"
    return {"line": int(found[1]) if found else line, "message": message, "detail": detail}
