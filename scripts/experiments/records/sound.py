"""Do the parts of a record agree with one another? Rules over its JSON, the same for every experiment.

A digest finds what was edited; these rules find what an experiment has put together wrongly, and say where an edit is.
"""

import re
from collections.abc import Iterator, Mapping
from itertools import chain
from statistics import median
from typing import Any

from scripts.experiments.records.spread import spread

VERSION = re.compile(r"\d+(\.\d+)+((a|b|rc|\.post|\.dev)\d+)*(\+[a-z0-9.]+)?")
MACHINE = re.compile(r"\w+ \w+, [1-9]\d* cores")
USED = ("python", "numpy", "torch")  # by every experiment
KIN = 3  # so many lists that agree say how long one of their kind is
Place = tuple[str | int, ...]


def wrong(record: Mapping[str, Any]) -> Iterator[str]:
    """What does not agree in the fields of a record: `place: what is wrong`."""
    yield from _origin(record)
    seeds, settings = record["seeds"], record["settings"]
    if settings.get("seeds") != seeds:
        yield f"seeds: {seeds}, and those of the settings are {settings.get('seeds')}"
    if len(set(seeds)) < len(seeds):
        yield "seeds: one of them stands there twice"
    counts = {len(seeds), *_counts(settings)}
    for place, leaf in _leaves(record["results"]):
        yield from (f"{shown(place)}: {problem}" for problem in _disagreeing(leaf, counts))
    yield from _lengths(record["results"])


def shown(place: Place) -> str:
    """A place in the results as a message names it."""
    return ".".join(map(str, ("results", *place)))


def _origin(record: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with how it came about: command, machine, versions."""
    if record["command"] != (command := f"python -m scripts.experiments {record['experiment']}"):
        yield f"command: not `{command}`"
    if not MACHINE.fullmatch(record["machine"]):
        yield f'machine: "{record["machine"]}" is not of the form "Linux x86_64, 2 cores"'
    for name in USED:
        if name not in record["versions"]:
            yield f"versions: none of {name}"
    for name, version in record["versions"].items():
        if not VERSION.fullmatch(version):
            yield f'versions.{name}: "{version}" is no version'


def _counts(settings: Any) -> Iterator[int]:
    """How often the settings may have something measured: their whole numbers, and the lengths of their lists."""
    inner = settings.values() if isinstance(settings, dict) else settings
    for value in inner:
        if isinstance(value, list):
            yield len(value)
        elif type(value) is int and isinstance(settings, dict):
            yield value
        if isinstance(value, dict | list):
            yield from _counts(value)


def _leaves(results: Any, place: Place = ()) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Everything in the results that has, or should have, `values` and what is worked out from them."""
    if isinstance(results, dict) and (results.keys() & {"sd", "values"}):
        yield place, results
    for key, value in _below(results):
        yield from _leaves(value, (*place, key))


def _below(value: Any) -> Iterator[tuple[str | int, Any]]:
    if isinstance(value, dict):
        yield from value.items()
    elif isinstance(value, list):
        yield from enumerate(value)


def _disagreeing(leaf: dict[str, Any], counts: set[int]) -> Iterator[str]:
    """Where `values` are not one a seed, or what stands beside them is not what they give; None is infinite."""
    values = leaf.get("values")
    if not isinstance(values, list) or not all(value is None or type(value) in (int, float) for value in values):
        yield "no list of values"
        return
    if len(values) not in counts:
        yield f"{len(values)} values, and neither seeds nor settings count as many"
    if leaf.keys() & {"mean", "sd"}:
        if None in values or len(values) < 2:
            yield "mean and sd of fewer than two values, or with one missing"
            return
        given = spread(values)
    else:
        never = [float("inf") if value is None else value for value in values] or [float("inf")]
        given = {"median": _finite(median(never)), "largest": _finite(max(never)), "none": values.count(None)}
        given = {name: value for name, value in given.items() if name in leaf}
    for name, expected in given.items():
        if name not in leaf:
            yield f"no {name}"
        elif leaf[name] != expected:
            yield f"{name} is {leaf[name]}, of its values it is {expected}"


def _finite(value: float) -> float | None:
    return value if value < float("inf") else None


def _lengths(results: Any) -> Iterator[str]:
    """Lists that are not as long as their kin: those that stand in its place where one key on the way is another."""
    every = dict(_lists(results))
    kin: dict[tuple, list[Place]] = {}
    for place, (kind, _) in every.items():
        for at in range(len(place)):
            kin.setdefault((kind, at, place[:at], place[at + 1 :]), []).append(place)
    for place, (kind, length) in every.items():
        groups = [kin[kind, at, place[:at], place[at + 1 :]] for at in range(len(place))]
        others = [[every[one][1] for one in group if one != place] for group in groups]
        for lengths in [*others, list(chain(*others))]:
            if len(lengths) >= KIN and len(set(lengths)) == 1 and lengths[0] != length:
                yield f"{shown(place)}: {length} long, and all others of its kind {lengths[0]}"
                break


def _lists(results: Any, place: Place = ()) -> Iterator[tuple[Place, tuple[str, int]]]:
    """Every list with what it holds and its length; lists of tables are of any length."""
    if isinstance(results, list) and not any(isinstance(value, dict) for value in results):
        yield place, ("lists" if any(isinstance(value, list) for value in results) else "values", len(results))
    for key, value in _below(results):
        yield from _lists(value, (*place, key))
