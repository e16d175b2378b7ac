"""Which block reads the marker, over many starts? The whole cell of `input_gate`, with seeds that it does not use."""

from collections.abc import Callable
from typing import Any

from scripts.experiments.q04_input_gate import input_gate, interventions
from scripts.experiments.records.spread import spread

QUESTION = "Is it always the input gate that picks out the marked numbers, or does that depend on the start?"
SETTINGS = input_gate.SETTINGS | {"seeds": list(range(5, 45)), "cells": {"whole": {}}}


def reader(hidden: dict[str, float]) -> str:
    """The block that cannot be spared: the loss is largest where it alone does not see the marker."""
    return max(interventions.BLOCKS, key=lambda block: hidden[block])


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """How many networks need each block to read the marker, the loss without it, and the keeper's gates at marks."""
    test, x, y = input_gate.test_sequences(settings)
    readers, hidden, looks, solved = [], [], [], 0
    for n, seed in enumerate(settings["seeds"], 1):
        network, first, last = input_gate.train(settings["cells"]["whole"], seed, settings, test)
        solved += first is not None
        hidden.append(input_gate.marker_hidden(network, x, y))
        readers.append(reader(hidden[-1]))
        looks.append(input_gate.look_inside(network, x, y, settings["enough"]))
        progress(n / len(settings["seeds"]), f"seed {seed}: {first}, {last:.4f}, {readers[-1]}")
    return {
        "solved": solved,
        "readers": readers,
        "read_by": {block: readers.count(block) for block in interventions.BLOCKS},
        "marker_hidden": {block: spread([one[block] for one in hidden]) for block in interventions.BLOCKS},
        "keeper_i": {
            when: spread([one[f"keeper.i.{when}.average"] for one in looks]) for when in ("marked", "unmarked")
        },
        "separation": {key: spread([one[f"separation.{key}"] for one in looks]) for key in ("i", "g", "write")},
    }
