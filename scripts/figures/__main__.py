"""Rebuild the figures that are stale: `python -m scripts.figures [NAME ...] [--check]`."""

import argparse
import os
import sys
import time
from concurrent.futures import ProcessPoolExecutor, as_completed

from scripts.figures.build import Built, build
from scripts.figures.freshness import Figures


def main(arguments: list[str] | None = None) -> int:
    """Build what is stale (what is named, stale or not) and return the exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m scripts.figures", description="Rebuild the figures that are stale."
    )
    parser.add_argument("names", nargs="*", metavar="NAME", help="draw these figures, stale or not")
    parser.add_argument("--all", action="store_true", help="draw every figure, stale or not")
    parser.add_argument(
        "--check", action="store_true", help="write nothing; fail if a figure is stale or comes out different"
    )
    options = parser.parse_args(arguments)
    figures = Figures()
    known = figures.names()
    if unknown := [name for name in options.names if name not in known]:
        print(
            f"no room of scripts/figures has a module {unknown[0]}.py; there are {', '.join(known) or 'none yet'}",
            file=sys.stderr,
        )
        return 2
    chosen = options.names or (known if options.all else figures.stale())
    problems = []
    if options.check and not (options.names or options.all):
        problems += [f"figures/{name}.svg: stale; run python -m scripts.figures {name}" for name in chosen]
    else:
        problems += _build_all(chosen, write=not options.check, anew=bool(options.names or options.all))
    problems += [
        f"figures/{name}: no module of that name in scripts/figures {does}; delete the file or write the module"
        for name in figures.orphans()
        for does in ["draws it" if name.endswith(".svg") else "has arrays()"]
    ]
    for problem in problems:
        print(problem, file=sys.stderr)
    if not chosen and not problems:
        print(f"{len(known)} figures, nothing stale")
    return 1 if problems else 0


def _build_all(names: list[str], write: bool, anew: bool) -> list[str]:
    """Build the figures on all cores, say how each went, and return what is wrong."""
    if not names:
        return []
    started, problems = time.perf_counter(), []
    width = max(map(len, names))
    with ProcessPoolExecutor(max_workers=min(_cores(), len(names))) as pool:
        waiting = {pool.submit(build, name, write, anew): name for name in names}
        for count, done in enumerate(as_completed(waiting), 1):
            name = waiting[done]
            error = done.exception()
            built = (
                Built(name, 0.0, problem=f"figures/{name}.svg: the worker died: {error}") if error else done.result()
            )
            if built.problem:
                problems.append(built.problem)
                outcome = "failed; its files are left as they were"
            elif not write and built.changed:
                problems.append(
                    f"figures/{name}.svg: is not what its module draws; run python -m scripts.figures {name}"
                )
                outcome = "differs"
            else:
                outcome = f"{' + '.join(f'{size / 1024:4.1f}' for size in built.sizes)} KB" + (
                    "" if built.changed else ", same bytes"
                )
            print(f"[{count}/{len(names)}] {name:<{width}} {built.seconds:5.2f} s  {outcome}", flush=True)
    print(f"{len(names)} figures in {time.perf_counter() - started:.1f} s")
    return problems


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


if __name__ == "__main__":
    sys.exit(main())
