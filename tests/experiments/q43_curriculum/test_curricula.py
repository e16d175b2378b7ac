"""What curricula measures is what it says it is, and a short training comes out as the record's schedule says."""

from statistics import fmean

import pytest
import torch

from scripts.experiments.q43_curriculum import curricula as experiment
from scripts.experiments.records.results import data
from scripts.reference import curriculum

SETTINGS = experiment.SETTINGS
LONGEST = SETTINGS["longest"]


def drawn(regime: str, n: int) -> torch.Tensor:
    many = SETTINGS | {"batch": 20_000}
    return experiment.lengths(regime, n, many, torch.Generator().manual_seed(1))


@pytest.mark.parametrize("regime", SETTINGS["regimes"])
def test_lengths_are_drawn_as_the_reference_says(regime):
    for n in (1, SETTINGS["updates"] // 2, SETTINGS["updates"]):
        now = experiment.level(n, SETTINGS) - 1
        shares = drawn(regime, n).bincount(minlength=LONGEST + 1)[1:].double() / 20_000
        expected = curriculum.levels(regime, now, LONGEST, SETTINGS["mixed_share"])
        assert shares.numpy() == pytest.approx(expected, abs=0.02)


def test_the_naive_length_grows_in_equal_stages_and_is_then_the_longest():
    levels = [experiment.level(n, SETTINGS) for n in range(1, SETTINGS["updates"] + 1)]
    growing = SETTINGS["growing"] * SETTINGS["updates"]
    assert levels == sorted(levels)
    assert [levels.count(n) for n in range(1, LONGEST)] == [growing / (LONGEST - 1)] * (LONGEST - 1)


def test_equal_updates_are_not_equal_tokens():
    one = SETTINGS | {"updates": 2, "H": 4}
    _, tokens = experiment.train("fixed", "none", 0, one)
    assert tokens == 2 * SETTINGS["batch"] * (3 * LONGEST + 3)
    uniform = SETTINGS["batch"] * fmean(3 * n + 3 for n in range(1, LONGEST + 1))
    for kind in SETTINGS["networks"]:
        measured = data("curricula")[kind]
        per_update = {regime: measured[regime].tokens.mean / SETTINGS["updates"] for regime in SETTINGS["regimes"]}
        assert per_update["none"] * 2 == tokens
        assert per_update["mixed"] == pytest.approx(uniform, rel=0.01)


def test_only_one_of_the_networks_attends():
    short = SETTINGS | {"updates": 1, "H": 4}
    attends = {kind: experiment.train(kind, "none", 0, short)[0].score is not None for kind in SETTINGS["networks"]}
    assert attends == {"fixed": False, "attention": True}


def test_the_baseline_again_agrees_with_the_record():
    for n in range(1, LONGEST + 1):
        assert experiment.baseline(n, SETTINGS) == pytest.approx(data("curricula").baseline[n])


@pytest.mark.slow
@pytest.mark.parametrize("kind", SETTINGS["networks"])
def test_one_seed_again_agrees_with_the_record(kind):
    network, _ = experiment.train(kind, "mixed", SETTINGS["seeds"][0], SETTINGS)
    recorded = data("curricula")[kind].mixed
    for n in range(1, LONGEST + 1):
        again = experiment.scores(network, n, SETTINGS)
        assert again["right"] == pytest.approx(recorded[n].right["values"][0], abs=0.1)
        assert again["digits"] == pytest.approx(recorded[n].digits["values"][0], abs=0.1)
