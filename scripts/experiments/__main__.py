"""Measure again what is stale: `python -m scripts.experiments [NAME …] [--all]`.

An experiment is a module in the room of its question with `QUESTION`, `SETTINGS` (with its `seeds`) and
`run(settings, progress)`, which returns the results. Its record is figures/data/NAME.json. With nothing
stale no library is loaded.
"""

import argparse
import importlib
import os
import platform
import sys
import time
from collections.abc import Callable
from importlib.metadata import version

from scripts.experiments.records import record
from scripts.experiments.records.freshness import digest
from scripts.rooms import experiments

Progress = Callable[[float, str], None]  # the share done, 0 to 1, and what has just been done


def names() -> list[str]:
    """The experiments there are, found without importing them."""
    return list(experiments())


def state(name: str) -> str:
    """`fresh`, or the reason to measure `name` again."""
    try:
        return "its code has changed" if record.read(record.DATA / f"{name}.json").stale() else "fresh"
    except FileNotFoundError:
        return "not measured yet"
    except ValueError as error:
        return str(error)


def printer(name: str) -> Progress:
    """A progress line for each call: share done, what, time gone and time left at the speed so far."""
    start = time.monotonic()

    def progress(share: float, done: str) -> None:
        gone = time.monotonic() - start
        left = f", about {gone / share - gone:.0f} s left" if 0 < share < 1 else ""
        print(f"{name}  {share:4.0%}  {done}  ({gone:.0f} s{left})", flush=True)

    return progress


def measure(name: str, progress: Progress) -> record.Record:
    """Run one experiment and return its record; writes nothing."""
    code = digest(experiments()[name])  # before the run: an edit meanwhile makes the record stale
    module = importlib.import_module(experiments()[name])
    start = time.monotonic()
    results = module.run(module.SETTINGS, progress)
    return record.Record(
        experiment=name,
        question=module.QUESTION,
        command=f"python -m scripts.experiments {name}",
        settings=module.SETTINGS,
        seeds=module.SETTINGS["seeds"],
        versions={"python": platform.python_version(), "numpy": version("numpy"), "torch": version("torch")},
        machine=f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores",
        seconds=round(time.monotonic() - start, 1),
        code_digest=code,
        results_digest=record.fingerprint(module.SETTINGS, results),
        results=results,
    )


def main(arguments: list[str] | None = None) -> int:
    """Measure what was named, or everything, where stale; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m scripts.experiments", description="Measure again what is stale.")
    parser.add_argument("name", nargs="*", help=f"one of: {', '.join(names())}; all of them if none is named")
    parser.add_argument("--all", action="store_true", help="what is fresh too")
    asked = parser.parse_args(arguments)
    if unknown := sorted(set(asked.name) - set(names())):
        print(f"no experiment {', '.join(unknown)}; there are: {', '.join(names())}", file=sys.stderr)
        return 2
    for name in asked.name or names():
        why = "asked for" if asked.all else state(name)
        if why == "fresh":
            print(f"{name}  is fresh")
            continue
        print(f"{name}  {why}: measuring")
        made = measure(name, printer(name))
        record.write(record.DATA / f"{name}.json", made)
        print(f"{name}  wrote figures/data/{name}.json after {made.seconds:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main())
