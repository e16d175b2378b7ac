"""The rules that every record keeps: each is broken once, in a record that keeps all of them."""

import copy
from collections.abc import Callable
from typing import Any

import pytest

from scripts.experiments.records import sound
from scripts.experiments.records.spread import spread

RECORD = {
    "experiment": "held",
    "question": "Does it hold?",
    "command": "python -m scripts.experiments held",
    "settings": {"seeds": [0, 1, 2], "tuning": {"seeds": [0, 1]}, "draws": 4, "lags": [20, 50, 100]},
    "seeds": [0, 1, 2],
    "versions": {"python": "3.11.7", "numpy": "2.4.6", "torch": "2.13.0+cpu", "scipy": "1.17.0rc1"},
    "machine": "Linux x86_64, 2 cores",
    "seconds": 1.0,
    "results": {
        "lstm": spread([0.1, 0.2, 0.4]),
        "tuned": spread([0.1, 0.2]),
        "drawn": spread([0.1, 0.2, 0.4, 0.8]),
        "until": {"values": [30, None, 10], "median": 30, "largest": None, "none": 1},
        "solved": {name: {"updates": [10, None, 30]} for name in ("rnn", "gru", "lstm", "peephole")},
        "curves": {"loss": [[0.3, 0.2, 0.1, 0.0, 0.0] for _ in range(4)], "noted": [{"at": 1}]},
        "pairs": {"one": {"a": [1, 2], "b": [1, 2]}, "other": {"a": [1, 2], "b": [1, 2]}, "third": {"a": [1, 2]}},
        "mean": {"of": "another kind"},
        "shapes": {"W": [[1.0]], "U": [[1.0], [2.0]], "b": [1.0, 2.0, 3.0], "c": []},
    },
}


def test_a_record_that_keeps_the_rules() -> None:
    assert list(sound.wrong(RECORD)) == []


def put(value: object, *place: str | int) -> Callable[[dict], None]:
    """Something that puts a value at a place."""

    def change(record: dict[str, Any]) -> None:
        inside = record
        for key in place[:-1]:
            inside = inside[key]
        inside[place[-1]] = value

    return change


def drop(*place: str | int) -> Callable[[dict], None]:
    """Something that takes a place out."""

    def change(record: dict[str, Any]) -> None:
        inside = record
        for key in place[:-1]:
            inside = inside[key]
        del inside[place[-1]]

    return change


LEAF = ("results", "lstm")
BROKEN = [
    (put("python -m scripts.experiments hold", "command"), "command: not `python -m scripts.experiments held`"),
    (put("mine", "machine"), 'machine: "mine" is not of the form "Linux x86_64, 2 cores"'),
    (
        put("Linux x86_64, 0 cores", "machine"),
        'machine: "Linux x86_64, 0 cores" is not of the form "Linux x86_64, 2 cores"',
    ),
    (drop("versions", "torch"), "versions: none of torch"),
    (put("2", "versions", "numpy"), 'versions.numpy: "2" is no version'),
    (put("2.x", "versions", "numpy"), 'versions.numpy: "2.x" is no version'),
    (put([0, 1], "seeds"), "seeds: [0, 1], and those of the settings are [0, 1, 2]"),
    (drop("settings", "seeds"), "seeds: [0, 1, 2], and those of the settings are None"),
    (put(0.5, *LEAF, "mean"), "results.lstm: mean is 0.5, of its values it is 0.23333"),
    (put(0.5, *LEAF, "sd"), "results.lstm: sd is 0.5, of its values it is 0.15275"),
    (put([0.1, 0.2, 0.401], *LEAF, "values"), "results.lstm: mean is 0.23333, of its values it is 0.23367"),
    (
        put([0.1, 0.2, 0.4000001], *LEAF, "values"),
        "results.lstm: values is [0.1, 0.2, 0.4000001], of its values it is [0.1, 0.2, 0.4]",
    ),
    (put(spread([1.0] * 5), *LEAF), "results.lstm: 5 values, and neither seeds nor settings count as many"),
    (drop(*LEAF, "values"), "results.lstm: no list of values"),
    (drop(*LEAF, "sd"), "results.lstm: no sd"),
    (drop(*LEAF, "mean"), "results.lstm: no mean"),
    (put([0.1, None, 0.4], *LEAF, "values"), "results.lstm: mean and sd of fewer than two values, or with one missing"),
    (put([0.1, "0.2", 0.4], *LEAF, "values"), "results.lstm: no list of values"),
    (put([0.1, True, 0.4], *LEAF, "values"), "results.lstm: no list of values"),
    (put(10, "results", "until", "median"), "results.until: median is 10, of its values it is 30"),
    (put(30, "results", "until", "largest"), "results.until: largest is 30, of its values it is None"),
    (put(0, "results", "until", "none"), "results.until: none is 0, of its values it is 1"),
    (drop("results", "until", "values", 1), "results.until: median is 30, of its values it is 20.0"),
    (
        drop("results", "solved", "gru", "updates", 2),
        "results.solved.gru.updates: 2 long, and all others of its kind 3",
    ),
    (drop("results", "curves", "loss", 2, 0), "results.curves.loss.2: 4 long, and all others of its kind 5"),
    (drop("results", "pairs", "one", "a", 0), "results.pairs.one.a: 1 long, and all others of its kind 2"),
]


@pytest.mark.parametrize(("change", "problem"), BROKEN, ids=[problem for _, problem in BROKEN])
def test_a_broken_rule_is_named_with_its_place(change: Callable[[dict], None], problem: str) -> None:
    broken = copy.deepcopy(RECORD)
    change(broken)
    assert next(iter(sound.wrong(broken)), None) == problem


def test_a_seed_may_not_stand_there_twice() -> None:
    broken = RECORD | {"seeds": [0, 1, 1], "settings": RECORD["settings"] | {"seeds": [0, 1, 1]}}
    assert list(sound.wrong(broken)) == ["seeds: one of them stands there twice"]
