"""What code on pages must not do, refused with the line that did it, by an audit hook: nothing can take it away.

Code in C that opens files and sockets by itself raises no audit event: see `landlock`.
"""

import os
import sys
import threading
from collections.abc import Sequence

# Where in an event's arguments the paths stand that it changes, each with the descriptor that it is relative to.
_CHANGED = {
    "os.rename": ((0, 2), (1, 3)),
    "os.link": ((1, 3),),
    "os.symlink": ((1, 2),),
    "os.mkdir": ((0, 2),),
    "os.chmod": ((0, 2),),
    "os.chown": ((0, 3),),
    "os.utime": ((0, 3),),
    "os.remove": ((0, 1),),
    "os.rmdir": ((0, 1),),
    "os.truncate": ((0, None),),
    "os.setxattr": ((0, None),),
    "os.removexattr": ((0, None),),
    "shutil.rmtree": ((0, None),),
    "sqlite3.connect": ((0, None),),
}
# Where the other end stands.
_NETWORK = {
    "urllib.Request": slice(0, 1),
    "socket.connect": slice(1, 2),
    "socket.bind": slice(1, 2),
    "socket.sendto": slice(1, 2),
    "socket.sendmsg": slice(1, 2),
    "socket.getaddrinfo": slice(0, 2),
    "socket.gethostbyname": slice(0, 1),
    "socket.gethostbyaddr": slice(0, 1),
    "socket.getnameinfo": slice(0, 1),
}
# The first argument is the program.
_PROGRAMS = ("subprocess.Popen", "os.system", "os.exec", "os.posix_spawn")
_REFUSED = {
    "os.fork": "forks; do it in one process",
    "os.forkpty": "forks; do it in one process",
    "os.kill": "sends a signal to a process; leave processes alone",
    "os.killpg": "sends a signal to a process; leave processes alone",
    "builtins.input": "waits for input; write the value into the code",
    "builtins.breakpoint": "stops in a debugger; take the breakpoint out",
}
_WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND


class Refused(PermissionError):
    """Something that code on pages must not do; the message says what, and what to do instead."""

    def __init__(self, line: int, message: str) -> None:
        """Keep the line of the page beside the message."""
        super().__init__(message)
        self.line = line


class Guard:
    """Refuses what a page must not do.

    Attributes
    ----------
    line : where the block that runs now starts; named where the line itself cannot be found
    """

    def __init__(self, page: str, folders: Sequence[str]) -> None:
        """Watch over the code of `page`, which may write in `folders`; nothing is refused before `install`."""
        self.line = 1
        self._page = page
        self._folders = tuple(os.path.join(folder, "") for folder in folders)

    def install(self) -> None:
        """Refuse from now on, in every thread; there is no way back."""
        sys.addaudithook(self._hook)

    def refuse(self, message: str) -> None:
        """Refuse, naming the line of the page that led here.

        Raises
        ------
        Refused
        """
        raise Refused(self._where(), message)

    def _where(self) -> int:
        # In another thread, the line that the main one has come to.
        for frame in (sys._getframe(), sys._current_frames().get(threading.main_thread().ident)):
            while frame is not None:
                if frame.f_code.co_filename == self._page:
                    return frame.f_lineno
                frame = frame.f_back
        return self.line

    def _hook(self, event: str, arguments: tuple) -> None:
        if event == "open":
            path, _, flags = arguments
            if flags & _WRITING:
                self._change(path)
        elif event in _CHANGED:
            for at, folder in _CHANGED[event]:
                self._change(arguments[at], -1 if folder is None else arguments[folder])
        elif event in _NETWORK:
            end = _end(arguments[_NETWORK[event]])
            self.refuse(f"opens the network ({end}); write the data into the code")
        elif event in _PROGRAMS:
            self.refuse(f"starts another program ({_name(arguments[0])}); do it in Python")
        elif event in _REFUSED:
            self.refuse(_REFUSED[event])

    def _change(self, path: object, folder: int = -1) -> None:
        # What is open already was looked at when it was opened. Only Linux tells which folder a number stands for.
        if isinstance(path, int) or path == os.devnull or (folder >= 0 and sys.platform != "linux"):
            return
        written = _name(path)
        within = f"/proc/self/fd/{folder}" if folder >= 0 else ""
        if not os.path.join(os.path.realpath(os.path.join(within, written)), "").startswith(self._folders):
            self.refuse(f"changes {written}, outside of the folder that the page runs in; write to a relative path")


def _name(path: object) -> str:
    return os.fsdecode(path[0] if isinstance(path, list | tuple) else path)


def _end(address: tuple) -> str:
    parts = address[0] if isinstance(address[0], tuple) else address
    return ":".join(str(part) for part in parts[:2] if part is not None)
