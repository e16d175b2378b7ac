"""Run one experiment and write its record: what each worker of the runner does."""

import importlib
import os
import platform
import time
import traceback
from collections.abc import Callable
from importlib.metadata import version

from scripts.experiments.records import record
from scripts.experiments.records.freshness import digest
from scripts.rooms import experiments

Progress = Callable[[float, str], None]  # the share done, 0 to 1, and what has just been done


def printer(name: str) -> Progress:
    """A progress line for each call: share done, what, time gone and time left at the speed so far."""
    start = time.monotonic()

    def progress(share: float, done: str) -> None:
        gone = time.monotonic() - start
        left = f", about {gone / share - gone:.0f} s left" if 0 < share < 1 else ""
        print(f"{name}  {share:4.0%}  {done}  ({gone:.0f} s{left})", flush=True)

    return progress


def measure(name: str, progress: Progress) -> record.Record:
    """Run one experiment on one thread and return its record; writes nothing."""
    import torch

    code = digest(experiments()[name])  # before the run: an edit meanwhile makes the record stale
    module = importlib.import_module(experiments()[name])
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # for products this small a second thread only adds noise to the last digit
    start = time.monotonic()
    try:
        results = module.run(module.SETTINGS, progress)
    finally:
        torch.set_num_threads(threads)
    return record.sealed(
        experiment=name,
        question=module.QUESTION,
        command=f"python -m scripts.experiments {name}",
        settings=module.SETTINGS,
        seeds=module.SETTINGS["seeds"],
        versions={"python": platform.python_version(), "numpy": version("numpy"), "torch": version("torch")},
        machine=f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        seconds=round(time.monotonic() - start, 1),
        code_digest=code,
        results=results,
    )


def measure_and_write(name: str) -> str:
    """Measure one experiment and put its record in place; return what went wrong, with its traceback, or ""."""
    try:
        made = measure(name, printer(name))
        record.write(record.DATA / f"{name}.json", made)
    except Exception:
        return f"{name}  failed; its record is as it was\n{traceback.format_exc()}"
    print(f"{name}  wrote figures/data/{name}.json after {made.seconds:.0f} s", flush=True)
    return ""
