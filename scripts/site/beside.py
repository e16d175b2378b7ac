"""What a build needs later, worked out by a second process while the first converts pages.

Nothing depends on it: where there is no second process, an answer is worked out when it is asked for.
"""

import multiprocessing
import os
import sys
from collections.abc import Callable
from concurrent.futures import CancelledError, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache, partial
from typing import ParamSpec, TypeVar

Given, Answer = ParamSpec("Given"), TypeVar("Answer")

_process: ProcessPoolExecutor | None = None


def begin() -> None:
    """Have a second process, if there is a second core, and if the system can copy this process safely."""
    global _process
    cores = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 1
    # Elsewhere the system's libraries start threads, which do not live through a copy.
    if _process is None and cores > 1 and sys.platform == "linux":
        _process = ProcessPoolExecutor(1, multiprocessing.get_context("fork"))


def end() -> None:
    """Stop the second process; what it has not begun, it leaves."""
    global _process
    if _process is not None:
        _process.shutdown(cancel_futures=True)
        _process = None


def beside(function: Callable[Given, Answer], *given: Given.args, **named: Given.kwargs) -> Callable[[], Answer]:
    """Work `function` out in the second process, and return what gives its answer, or raises what it has raised.

    What is given, and the answer, must be such as `pickle` can carry.
    """
    here = cache(partial(function, *given, **named))
    if _process is None:
        return here
    there = _process.submit(function, *given, **named)

    def answer() -> Answer:
        try:
            return there.result()
        except (CancelledError, BrokenProcessPool):  # it was stopped, by us or by the system
            return here()

    return answer
