"""Measure and print: `python -m scripts.bench [NAME …]`, with names of `NAMES`; everything if nothing is named."""

import importlib
import sys
import time

NAMES = ("figures", "check", "equations", "serve", "weight", "search", "lighthouse", "build", "tests")


def main(names: list[str]) -> int:
    """Run the benchmarks that are named and return the exit status: 0, also where a figure misses its limit."""
    if unknown := [name for name in names if name not in NAMES]:
        print(f"no benchmark {unknown[0]!r}; there are {', '.join(NAMES)}", file=sys.stderr)
        return 2
    for name in names or NAMES:
        started = time.perf_counter()
        print(f"{name}", flush=True)
        for line in importlib.import_module(f"scripts.bench.{name}").run():
            print(f"  {line}")
        print(f"  ({time.perf_counter() - started:.0f} s to measure)", flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
