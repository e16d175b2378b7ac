"""Share work among processes of one thread each: a second thread gains nothing for products as small as these."""

import os
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import Future, ProcessPoolExecutor, as_completed
from multiprocessing import get_context
from typing import Any
from unittest.mock import patch

import torch


def _pool(workers: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(workers, get_context("spawn"), torch.set_num_threads, (1,))


def finished(jobs: Mapping[Any, tuple[Callable, tuple]], workers: int = 2) -> Iterator[tuple[Any, Any]]:
    """Run each job, a function and its arguments, and give its name and result as soon as it is done."""
    with _pool(workers) as processes:
        running: dict[Future, Any] = {processes.submit(what, *given): name for name, (what, given) in jobs.items()}
        for done in as_completed(running):
            yield running[done], done.result()


def alone(what: Callable, *given: Any, environment: Mapping[str, str]) -> Any:
    """The result of one call in a process of its own, where `environment` holds from the start."""
    with patch.dict(os.environ, environment), _pool(1) as processes:
        return processes.submit(what, *given).result()
