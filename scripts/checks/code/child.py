"""The process in which the code of one page runs: a block comes over the pipe, what it printed goes back."""

import contextlib
import faulthandler
import io
import json
import math
import os
import resource
import signal
import tempfile
import traceback
from multiprocessing.connection import Connection

from scripts.checks.code import landlock
from scripts.checks.code.guard import Guard, Refused

MOST_PRINTED = 100_000
_LARGEST_FILE = 100_000_000
_LONGEST_DETAIL = 10_000
TAKE_OUT = "take that out, the blocks behind it run in the same process"
_LIMITS = "code on a page writes in its own folder, opens no network and starts no program"


class _Printed(io.StringIO):
    def __init__(self, guard: Guard) -> None:
        super().__init__(newline="")
        self._guard = guard

    def write(self, text: str) -> int:
        if self.tell() + len(text) > MOST_PRINTED:
            self._guard.refuse(f"prints more than {MOST_PRINTED:,} characters; print less")
        return super().write(text)


def serve(
    connection: Connection, page: str, folders: tuple[str, str], environment: dict[str, str], limit: float
) -> None:
    """Run the blocks of `page` that come over the connection until the other end closes.

    They may write in `folders`, the first of which is the page's own. The other end stops a block that runs for more
    than `limit` seconds; should it have been killed itself, the process ends after twice that.

    A block comes as ``[source, line]`` in JSON, `line` being that of its first line in the file. The answer is
    ``{"printed": text}`` or ``{"line": number, "message": what is wrong, "detail": traceback}``. An empty answer comes
    first, before any block.
    """
    guard = _enter(page, folders, environment)
    namespace = {"__name__": "page"}
    connection.send_bytes(b"{}")
    while True:
        try:
            source, line = json.loads(connection.recv_bytes())
        except EOFError:
            return
        guard.line = line
        signal.alarm(math.ceil(2 * limit))
        answer = _run(source, line, page, namespace, guard)
        signal.alarm(0)
        connection.send_bytes(json.dumps(answer).encode())


def _enter(page: str, folders: tuple[str, str], environment: dict[str, str]) -> Guard:
    os.setsid()
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(os.path.join(folders[0], "work"))
    tempfile.tempdir = None  # Keras has asked for it
    resource.setrlimit(resource.RLIMIT_FSIZE, (_LARGEST_FILE, resource.getrlimit(resource.RLIMIT_FSIZE)[1]))
    landlock.restrict(folders)
    errors = os.open(os.path.join(folders[0], "errors"), os.O_WRONLY | os.O_CREAT)
    os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
    os.dup2(errors, 2)
    faulthandler.enable(errors)
    guard = Guard(page, folders)
    guard.install()
    return guard


def _run(source: str, line: int, page: str, namespace: dict, guard: Guard) -> dict:
    output = _Printed(guard)
    try:
        # Lines are counted from the top of the page, so that a traceback names the line in the file.
        compiled = compile("\n" * (line - 1) + source, page, "exec", dont_inherit=True)
        with contextlib.redirect_stdout(output):
            exec(compiled, namespace)
    except BaseException as error:
        return _refusal(error) or _failure(error, line, page)
    return {"printed": output.getvalue()}


def _refusal(error: BaseException | None) -> dict | None:
    # A library may have wrapped it in an error of its own.
    while error is not None:
        if isinstance(error, Refused):
            return {"line": error.line, "message": str(error), "detail": ""}
        error = error.__cause__ or error.__context__
    return None


def _failure(error: BaseException, line: int, page: str) -> dict:
    report = traceback.TracebackException.from_exception(error.with_traceback(error.__traceback__.tb_next))
    # The lines above it that start with a space show where a syntax error is.
    what = next(text for text in report.format_exception_only() if not text.startswith(" ")).splitlines()[0][:500]
    if isinstance(error, SyntaxError) and error.filename == page:
        line = error.lineno
    else:
        line = next((frame.lineno for frame in reversed(report.stack) if frame.filename == page), line)
    if isinstance(error, SystemExit):
        message = f"the block ends Python ({what}); {TAKE_OUT}"
    else:
        message = f"{what}; {_LIMITS if 'ermission denied' in what else 'correct the code'}"
    return {"line": line, "message": message, "detail": "".join(report.format())[-_LONGEST_DETAIL:]}
