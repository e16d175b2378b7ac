"""The process of one page, seen from outside: start it, have blocks run in it, stop it in time."""

import contextlib
import json
import multiprocessing
import os
import re
import signal
import sys
import tempfile
from pathlib import Path
from unittest import mock

from scripts.checks.code import child
from scripts.site.model.document import display_name

_HOMES = ("HOME", "TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "MPLCONFIGDIR", "KERAS_HOME", "TORCH_HOME", "HF_HOME")
# The rest stays out: among it can be what nobody but its owner should read.
_KEPT = ("PATH", "LANG", "LC_ALL", "TZ", "PYTHONPATH", "VIRTUAL_ENV", "LD_LIBRARY_PATH", "KERAS_BACKEND")
# One thread: where something else runs as well, those of small products wait for one another, ten times as long.
_SETTINGS = {"PYTHONHASHSEED": "random", "PYTHONDONTWRITEBYTECODE": "1", "MPLBACKEND": "agg", "OMP_NUM_THREADS": "1"}
_SLOW = ("numpy", "torch", "keras", "onnx", "onnxruntime")
_expected: set[str] = set()
# Where libraries that are loaded once believe their home to be.
_libraries = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)


def expect(text: str) -> None:
    """Have the slow libraries that the code in `text` imports loaded once, for all processes that are not fresh.

    Counts until the first of them starts; what is expected later is loaded by each process that imports it.
    """
    _expected.update(name for name in _SLOW if re.search(rf"^\s*(?:import|from) {name}\b", text, re.MULTILINE))
    multiprocessing.set_forkserver_preload([child.__name__, *sorted(_expected)])


class Failed(Exception):
    """A block that did not come to its end; says ``path:line: what is wrong; what to do``, then the detail."""

    def __init__(self, name: str, line: int, message: str, detail: str = "") -> None:
        """Put the message together."""
        super().__init__(f"{name}:{line}: {message}" + (f"\n{detail.rstrip()}" if detail else ""))


class Process:
    """A process for the blocks of one page, with a folder of its own that goes with it."""

    def __init__(self, page: Path, limit: float, fresh: bool = False) -> None:
        """Start it for the Markdown file `page`, whose blocks may take `limit` seconds each.

        A `fresh` one is a new interpreter; else, on Linux, it is a copy of one that has loaded the slow libraries.
        """
        self._name, self._page, self._limit = display_name(page), os.path.abspath(page), limit
        self._temporary = tempfile.TemporaryDirectory(ignore_cleanup_errors=True)
        self._folder = Path(self._temporary.name).resolve()
        for name in ("work", "home"):
            (self._folder / name).mkdir()
        libraries = os.path.realpath(_libraries.name)
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        environment = kept | _SETTINGS | dict.fromkeys(_HOMES, str(self._folder / "home"))
        # Elsewhere the system's libraries start threads, which do not live through a fork.
        context = multiprocessing.get_context("spawn" if fresh or sys.platform != "linux" else "forkserver")
        self._connection, other = context.Pipe()
        arguments = (other, self._page, (str(self._folder), libraries), environment, limit)
        self._process = context.Process(target=child.serve, args=arguments, daemon=True)
        with mock.patch.dict(os.environ, _SETTINGS | dict.fromkeys(_HOMES, libraries)):
            self._process.start()
        other.close()
        self._connection.recv_bytes()

    def run(self, source: str, line: int) -> str:
        """Run a block whose first line is `line` and return what it printed.

        Raises
        ------
        Failed
            When it raises, is refused something, takes too long or ends the process.
        """
        try:
            self._connection.send_bytes(json.dumps([source, line]).encode())
            if not self._connection.poll(self._limit):
                self.close()
                message = f"the block runs for more than {self._limit:g} s"
                raise Failed(self._name, line, f"{message}; shorten it, or move the measurement to scripts/experiments")
            answer = json.loads(self._connection.recv_bytes())
        except (EOFError, ConnectionError):
            raise self._ended(line) from None
        if "printed" in answer:
            return answer["printed"]
        raise Failed(self._name, answer["line"], answer["message"], answer["detail"])

    def close(self) -> None:
        """Stop the process and all that it started, and remove its folder."""
        if self._connection.closed:
            return
        self._connection.close()
        with contextlib.suppress(ProcessLookupError):
            os.killpg(self._process.pid, signal.SIGKILL)
        self._process.join()
        self._temporary.cleanup()

    def _ended(self, line: int) -> Failed:
        self._process.join(self._limit)
        errors = (self._folder / "errors").read_text(encoding="utf-8", errors="replace")
        self.close()
        status = self._process.exitcode
        if status >= 0:
            return Failed(self._name, line, f"the block ends Python (exit status {status}); {child.TAKE_OUT}")
        crash = re.search(r"Fatal Python error.*?(?=\n\nExtension modules|\Z)", errors, re.DOTALL)
        detail = crash[0] if crash else ""
        found = re.search(rf'File "{re.escape(self._page)}", line (\d+)', detail)
        message = f"the block crashes Python ({signal.Signals(-status).name}); correct the code"
        return Failed(self._name, int(found[1]) if found else line, message, detail)
