"""The module of a measurement and its test with nothing measured: both run, and say what is still to be written."""

from pathlib import Path

from scripts.new.module import Kind
from scripts.rooms import stating

_MODULE = '''"""TODO: what is measured, in a line; below it the task, the network and the baseline beside it"""

from collections.abc import Callable
from typing import Any

import numpy as np

from scripts.experiments.records.spread import spread

QUESTION = "TODO: QUESTION, what an interviewer would ask and the results answer"
SETTINGS = {{
    "seeds": [0, 1, 2],
    "draws": 100,  # TODO: SETTINGS, every number that pages and figures will name: they read it from the record
}}


def measure(seed: int, settings: dict[str, Any]) -> dict[str, float]:
    """TODO: what one seed gives, by name and with its unit"""
    drawn = np.random.default_rng(seed).random(settings["draws"])
    # TODO: measure, from tasks/, networks/ and training/: what a trained network reaches, beside a trivial baseline
    return {{"lstm": drawn.mean(), "baseline": drawn[0]}}


def run(settings: dict[str, Any], progress: Callable[[float, str], None]) -> dict[str, Any]:
    """What was measured, by name, over the seeds."""
    made: list[dict[str, float]] = []
    for done, seed in enumerate(settings["seeds"], 1):
        made.append(measure(seed, settings))
        progress(done / len(settings["seeds"]), f"seed {{seed}}: {{made[-1]}}")
    return {{name: spread([one[name] for one in made]) for name in made[0]}}
'''
_TEST = '''"""What {name} measures is what it says it is, and one seed comes out as recorded."""

import pytest

from scripts.experiments.{room} import {name} as experiment
from scripts.experiments.records.results import data


def test_one_seed_again_agrees_with_the_record():
    again = experiment.measure(experiment.SETTINGS["seeds"][0], experiment.SETTINGS)
    recorded = data("{name}").lstm
    # TODO: the cheapest setting alone, in at most three seconds
    assert again["lstm"] == pytest.approx(recorded.mean, abs=2 * recorded.sd)


def test_the_results_show_what_is_said():
    pytest.fail("TODO: the test, which asserts on the record what the page will say")
'''


def names(root: Path) -> dict[str, Path]:
    """The experiments there are, by name. Raises ValueError if two have the same name."""
    return stating(root / "scripts" / "experiments", {"run"})


def texts(room: str, name: str) -> tuple[str, str]:
    """The module, which draws numbers where it will train, and the test, which fails until somebody claims."""
    return _MODULE.format(), _TEST.format(room=room, name=name)


KIND = Kind(
    word="EXPERIMENT",
    floor="experiments",
    leaves="figures/data/{name}.json",
    does="measures it and writes its record, which pages and figures read",
    names=names,
    texts=texts,
)
