"""Does a record still come out? Once a week one that is cheap is measured again: `python -m scripts.experiments.again`.

The number of the week chooses among the experiments that took less than `LIMIT` seconds and do not measure time. What
comes out is compared with the record, and nothing is written. A mean may lie two standard deviations away, as in the
tests of one seed again: another processor rounds otherwise, and a training drifts apart. Of many means a few lie
further off by chance, so one in twenty may; a number without a spread is not compared, but has to be there.
"""

import argparse
import datetime
import json
import sys
from collections.abc import Iterator
from typing import Any

from scripts.experiments.measuring import measure, printer
from scripts.experiments.records import record
from scripts.experiments.records.sound import shown
from scripts.rooms import ROOT, experiments, stating

LIMIT = 120.0
DEVIATIONS = 2
ROUNDING = 1e-3  # relative, where all seeds gave the same
STRAYS = 1 / 20


def cheap(limit: float = LIMIT) -> list[str]:
    """The experiments whose records say that they took less than `limit` seconds, without those that measure time."""
    timed = stating(ROOT / "scripts" / "experiments", {"MEASURES_TIME"})
    known = {name: record.DATA / f"{name}.json" for name in experiments() if name not in timed}
    return [name for name, path in known.items() if path.exists() and record.read(path).seconds < limit]


def chosen(week: int, names: list[str]) -> str:
    """The experiment of a week, one after the other. Raises ValueError if there is none."""
    if not names:
        raise ValueError(f"no record took less than {LIMIT:.0f} s; raise LIMIT in scripts/experiments/again.py")
    return names[week % len(names)]


def differences(was: Any, now: Any) -> tuple[list[str], list[str], int]:
    """What is no longer of the same form, the means that lie too far away, and how many means were compared."""
    form, strays, means = [], [], 0
    for place, old, new in _pairs(was, now):
        if not (_is_spread(old) and _is_spread(new)):
            form.append(f"{shown(place)}: {_kind(old)} in the record, {_kind(new)} now")
            continue
        means += 1
        allowed = DEVIATIONS * max(old["sd"], new["sd"]) + ROUNDING * abs(old["mean"])
        if not abs(new["mean"] - old["mean"]) <= allowed:
            strays.append(f"{shown(place)}: {_text(old)} in the record, {_text(new)} now")
    return form, strays, means


def verdict(name: str, was: dict[str, Any], now: dict[str, Any]) -> list[str]:
    """The lines to print where the record does not come out again; none where it does."""
    form, strays, means = differences(was, now)
    far = len(strays) > STRAYS * means
    if not (form or far):
        return []
    said = [f"figures/data/{name}.json: does not come out again"]
    said += form
    if far:
        said.append(f"{len(strays)} of {means} means lie more than {DEVIATIONS} standard deviations away:")
        said += strays
    return [*said, f"find what has changed; if it is right, run make experiments NAME={name} and look at what reads it"]


def _pairs(was: Any, now: Any, place: tuple = ()) -> Iterator[tuple[tuple, Any, Any]]:
    """The spreads at the same place, and the places where one has something else than the other."""
    if _is_spread(was) or _is_spread(now) or _kind(was) != _kind(now):
        yield place, was, now
    elif isinstance(was, dict):
        for key in dict.fromkeys([*was, *now]):
            yield from _pairs(was.get(key, _Nothing), now.get(key, _Nothing), (*place, key))
    elif isinstance(was, list) and any(isinstance(value, dict) for value in was + now):
        if len(was) != len(now):
            yield place, was, now
        for key, pair in enumerate(zip(was, now, strict=False)):
            yield from _pairs(*pair, (*place, key))


class _Nothing:
    """What stands where a key is missing."""


def _is_spread(value: Any) -> bool:
    return isinstance(value, dict) and {"mean", "sd"} <= value.keys()


def _kind(value: Any) -> str:
    if value is _Nothing:
        return "nothing"
    if _is_spread(value):
        return "a number with its spread"
    if isinstance(value, list):
        return f"a list of {len(value)}" if any(isinstance(one, dict) for one in value) else "a list"
    return "a table" if isinstance(value, dict) else "a text" if isinstance(value, str) else "a number"


def _text(spread: dict[str, Any]) -> str:
    return f"{spread['mean']} ± {spread['sd']}"


def main(arguments: list[str] | None = None) -> int:
    """Measure the experiment of the week again and say what came out; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m scripts.experiments.again", description="One record, once more.")
    this = datetime.datetime.now(datetime.UTC).isocalendar().week
    parser.add_argument("--week", type=int, default=this, help="the ISO number of a week (default: that of this one)")
    week = parser.parse_args(arguments).week
    names = cheap()
    name = chosen(week, names)
    committed = record.read(record.DATA / f"{name}.json")
    print(f"week {week}: {name}, one of {len(names)}; it took {committed.seconds:.0f} s", flush=True)
    now = measure(name, printer(name))
    said = verdict(name, committed.results, json.loads(record.text(now))["results"])
    for what, old, new in (("versions", committed.versions, now.versions), ("machine", committed.machine, now.machine)):
        if said and old != new:
            said.insert(1, f"{what}: {old} then, {new} now")
    print(*(said or [f"{name}  comes out again"]), sep="\n", file=sys.stderr if said else sys.stdout, flush=True)
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(main())
