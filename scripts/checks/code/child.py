"""The process in which the code of one page runs, seen from inside: it runs the blocks and writes down what came out.

An audit hook refuses what code on a page does by mistake: the network, other programs, files outside of its folder.
It is no jail: code that sets out to get past it can. The wall is that a stranger's page runs where there is nothing to
steal, as pull requests do, without secrets.
"""

import contextlib
import faulthandler
import io
import json
import os
import sys
import tempfile
import threading
import traceback
from collections.abc import Sequence

MOST_PRINTED = 100_000
_LONGEST_DETAIL = 10_000
TAKE_OUT = "take that out, the blocks behind it run in the same process"
_NETWORK = ("connect", "bind", "sendto", "sendmsg", "getaddrinfo", "gethostbyname", "gethostbyaddr", "getnameinfo")
_PROGRAMS = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn")
_CHANGES = ("shutil.rmtree", "os.mkdir", "os.remove", "os.rename", "os.rmdir", "os.truncate")
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_REFUSED = {
    "os.fork": "forks; do it in one process",
    "os.kill": "sends a signal to a process; leave processes alone",
    "builtins.input": "waits for input; write the value into the code",
    "builtins.breakpoint": "stops in a debugger; take the breakpoint out",
}


class Refused(PermissionError):
    """Something that code on pages must not do; the message says what, and what to do instead."""


class _Guard:
    """Refuses what a page must not do, with the line that did it; `line` is where the block starts."""

    def __init__(self, page: str, folder: str) -> None:
        self.line = 1
        self._page, self._folder = page, os.path.join(folder, "")

    def refuse(self, message: str) -> None:
        # In another thread, the line that the main one has come to.
        for frame in (sys._getframe(), sys._current_frames().get(threading.main_thread().ident)):
            while frame is not None and frame.f_code.co_filename != self._page:
                frame = frame.f_back
            if frame is not None:
                raise Refused(frame.f_lineno, message)
        raise Refused(self.line, message)

    def hook(self, event: str, arguments: tuple) -> None:
        if event in _CHANGES or (event == "open" and arguments[2] & _WRITING):
            for path in arguments:
                if isinstance(path, str | bytes) and path != os.devnull and not self._is_inside(path):
                    where = "outside of the folder that the page runs in; write to a relative path"
                    self.refuse(f"changes {os.fsdecode(path)}, {where}")
        elif event == "urllib.Request" or event.removeprefix("socket.") in _NETWORK:
            end = next(argument for argument in arguments if isinstance(argument, str | tuple))
            shown = end if isinstance(end, str) else ":".join(map(str, end[:2]))
            self.refuse(f"opens the network ({shown}); write the data into the code")
        elif event in _PROGRAMS:
            self.refuse(f"starts another program ({os.fsdecode(arguments[0])}); do it in Python")
        elif event in _REFUSED:
            self.refuse(_REFUSED[event])

    def _is_inside(self, path: str | bytes) -> bool:
        return os.path.join(os.path.realpath(os.fsdecode(path)), "").startswith(self._folder)


class _Printed(io.StringIO):
    def __init__(self, guard: _Guard) -> None:
        super().__init__(newline="")
        self._guard = guard

    def write(self, text: str) -> int:
        if self.tell() + len(text) > MOST_PRINTED:
            self._guard.refuse(f"prints more than {MOST_PRINTED:,} characters; print less")
        return super().write(text)


def run(page: str, blocks: Sequence[tuple[str, int]], folder: str, environment: dict[str, str], limit: float) -> None:
    """Run the blocks of `page`, each with the line of its first line, up to the first that fails.

    They may write in `folder`. Its file `answers` gets a line of JSON for each block, ``{"printed": text}`` or
    ``{"line": number, "message": what is wrong, "detail": traceback}``, and its file `errors` what Python says when it
    crashes or when a block takes more than `limit` seconds, which ends the process.
    """
    os.environ.clear()
    os.environ.update(environment)
    os.chdir(os.path.join(folder, "work"))
    tempfile.tempdir = None  # Keras has asked for it
    os.dup2(os.open(os.devnull, os.O_RDWR), 0)
    os.dup2(0, 1)
    os.dup2(os.open(os.path.join(folder, "errors"), os.O_WRONLY | os.O_CREAT), 2)
    faulthandler.enable(2)
    guard, namespace = _Guard(page, os.path.dirname(folder)), {"__name__": "page"}
    with open(os.path.join(folder, "answers"), "w", encoding="utf-8") as answers:
        sys.addaudithook(guard.hook)
        for text, line in blocks:
            guard.line = line
            faulthandler.dump_traceback_later(limit, exit=True, file=2)
            answer = _run(text, line, page, namespace, guard)
            faulthandler.cancel_dump_traceback_later()
            print(json.dumps(answer), file=answers, flush=True)
            if "message" in answer:
                return


def _run(text: str, line: int, page: str, namespace: dict, guard: _Guard) -> dict:
    output = _Printed(guard)
    try:
        # Lines are counted from the top of the page, so that a traceback names the line in the file.
        compiled = compile("\n" * (line - 1) + text, page, "exec", dont_inherit=True)
        with contextlib.redirect_stdout(output):
            exec(compiled, namespace)
    except BaseException as error:
        return _refusal(error) or _failure(error, line, page)
    return {"printed": output.getvalue()}


def _refusal(error: BaseException | None) -> dict | None:
    # A library may have wrapped it in an error of its own.
    while error is not None and not isinstance(error, Refused):
        error = error.__cause__ or error.__context__
    return {"line": error.args[0], "message": error.args[1], "detail": ""} if error else None


def _failure(error: BaseException, line: int, page: str) -> dict:
    report = traceback.TracebackException.from_exception(error.with_traceback(error.__traceback__.tb_next))
    # The lines above it that start with a space show where a syntax error is.
    what = next(text for text in report.format_exception_only() if not text.startswith(" ")).splitlines()[0][:500]
    if isinstance(error, SyntaxError) and error.filename == page:
        line = error.lineno
    else:
        line = next((frame.lineno for frame in reversed(report.stack) if frame.filename == page), line)
    ends = isinstance(error, SystemExit)
    message = f"the block ends Python ({what}); {TAKE_OUT}" if ends else f"{what}; correct the code"
    return {"line": line, "message": message, "detail": "".join(report.format())[-_LONGEST_DETAIL:]}
