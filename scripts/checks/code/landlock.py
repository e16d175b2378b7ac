"""Landlock: Linux itself refuses a process what it gave up, also to code in C, which raises no audit event.

See https://docs.kernel.org/userspace-api/landlock.html. It needs no privilege. Where the kernel lacks or forbids it,
the audit hook stands alone.
"""

import ctypes
import os
import sys
from collections.abc import Sequence

_CREATE, _ADD, _RESTRICT, _NO_NEW_PRIVILEGES = 444, 445, 446, 38
_EXECUTE, _WRITE, _REFER, _TRUNCATE = 1 << 0, 1 << 1, 1 << 13, 1 << 14
_REMOVE_AND_MAKE = sum(1 << bit for bit in range(4, 13))
_BIND_AND_CONNECT = 0b11


class _Rules(ctypes.Structure):
    _fields_ = (("files", ctypes.c_uint64), ("network", ctypes.c_uint64))


class _Beneath(ctypes.Structure):
    _pack_ = 1
    _fields_ = (("allowed", ctypes.c_uint64), ("folder", ctypes.c_int32))


def version() -> int:
    """What the kernel knows of Landlock: from 1 on files, from 4 on TCP; 0 for nothing."""
    if sys.platform != "linux":
        return 0
    return max(0, _call(_CREATE, None, ctypes.c_size_t(0), ctypes.c_uint32(1)))


def restrict(folders: Sequence[str]) -> None:
    """Give up, for good, changing files outside of `folders`, starting programs, and TCP."""
    known = version()
    if not known:
        return
    change = _WRITE | _REMOVE_AND_MAKE | (_REFER if known >= 2 else 0) | (_TRUNCATE if known >= 3 else 0)
    given_up = _Rules(change | _EXECUTE, _BIND_AND_CONNECT)
    size = ctypes.sizeof(given_up) if known >= 4 else ctypes.sizeof(ctypes.c_uint64)
    rules = _call(_CREATE, ctypes.byref(given_up), ctypes.c_size_t(size), ctypes.c_uint32(0))
    nothing = (os.devnull, change & (_WRITE | _TRUNCATE))
    for path, allowed in (nothing, *((folder, change) for folder in folders)):
        handle = os.open(path, os.O_RDONLY)
        beneath = _Beneath(allowed, handle)
        _call(_ADD, ctypes.c_int(rules), ctypes.c_int(1), ctypes.byref(beneath), ctypes.c_uint32(0))
        os.close(handle)
    ctypes.CDLL(None).prctl(_NO_NEW_PRIVILEGES, *(ctypes.c_ulong(value) for value in (1, 0, 0, 0)))
    _call(_RESTRICT, ctypes.c_int(rules), ctypes.c_uint32(0))
    os.close(rules)


def _call(number: int, *arguments: object) -> int:
    return ctypes.CDLL(None).syscall(ctypes.c_long(number), *arguments)
