"""Measure again what is stale: `python -m scripts.experiments [NAME …] [--all] [--at-once N]`.

An experiment is a module in the room of its question with `QUESTION`, `SETTINGS` (with its `seeds`) and
`run(settings, progress)`, which returns the results. Its record is figures/data/NAME.json. Each runs on one thread, two
experiments at once; one that measures time says `MEASURES_TIME = True` and runs alone. With nothing stale no library is
loaded. A question in other words is written into the record, and nothing is measured for it.
"""

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context

from scripts.experiments.measuring import measure_and_write
from scripts.experiments.records import record
from scripts.rooms import ROOT, experiments, stating

FLOOR = ROOT / "scripts" / "experiments"
REWORDED = "its question is in other words now"


def names() -> list[str]:
    """The experiments there are, found without importing them."""
    return list(experiments())


def state(name: str) -> str:
    """`fresh`, or the reason to measure `name` again."""
    try:
        made = record.read(record.DATA / f"{name}.json")
        if made.stale():
            return "its code has changed"
        return "fresh" if record.asked(name) in (None, made.question) else REWORDED
    except FileNotFoundError:
        return "not measured yet"
    except ValueError as error:
        return str(error)


def main(arguments: list[str] | None = None) -> int:
    """Measure what was named, or everything, where stale; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m scripts.experiments", description="Measure again what is stale.")
    parser.add_argument("name", nargs="*", help=f"one of: {', '.join(names())}; all of them if none is named")
    parser.add_argument("--all", action="store_true", help="what is fresh too")
    parser.add_argument("--at-once", type=int, default=2, metavar="N", help="so many at the same time (default: 2)")
    asked = parser.parse_args(arguments)
    if unknown := sorted(set(asked.name) - set(names())):
        print(f"no experiment {', '.join(unknown)}; there are: {', '.join(names())}", file=sys.stderr)
        return 2
    chosen = []
    for name in asked.name or names():
        why = "asked for" if asked.all else state(name)
        if why == REWORDED:
            path = record.DATA / f"{name}.json"
            record.write(path, record.read(path).asking(record.asked(name)))
            print(f"{name}  {why}: wrote it into the record", flush=True)
            continue
        print(f"{name}  is fresh" if why == "fresh" else f"{name}  {why}: measuring", flush=True)
        chosen += [] if why == "fresh" else [name]
    alone = set(stating(FLOOR, {"MEASURES_TIME"}))
    problems = _several([name for name in chosen if name not in alone], asked.at_once)
    problems += [measure_and_write(name) for name in chosen if name in alone]
    print(*filter(None, problems), sep="\n", end="", file=sys.stderr)
    return 1 if any(problems) else 0


def _several(chosen: list[str], at_once: int) -> list[str]:
    if min(at_once, len(chosen)) < 2:
        return [measure_and_write(name) for name in chosen]
    longest_first = sorted(chosen, key=_seconds, reverse=True)
    with ProcessPoolExecutor(at_once, get_context("spawn")) as pool:
        return list(pool.map(measure_and_write, longest_first))


def _seconds(name: str) -> float:
    """What the experiment took the last time; one that has no record yet comes first."""
    try:
        return record.read(record.DATA / f"{name}.json").seconds
    except (FileNotFoundError, ValueError):
        return float("inf")


if __name__ == "__main__":
    sys.exit(main())
