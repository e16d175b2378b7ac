"""The drift over unmarked steps and what a marked 0 leaves: their parts, their sum, and one network again."""

import pytest
import torch

from scripts.experiments.q27_sequence_length import length_drift as experiment
from scripts.experiments.records.record import DATA, read
from tests.experiments import hand_set

SETTINGS = experiment.SETTINGS


@pytest.fixture(scope="module")
def recorded() -> dict:
    return read(DATA / "length_drift.json").results


def test_a_marked_zero_stands_at_its_lag_and_changes_nothing_else():
    x = torch.rand(20, 3, 2)
    marked = experiment.marked_zero(x, 4)
    assert (marked[15] == torch.tensor([0.0, 1.0])).all()
    assert torch.equal(marked[:15], x[:15])
    assert torch.equal(marked[16:], x[16:])
    assert not torch.equal(marked, x)


def test_a_network_that_adds_has_no_part():
    made = experiment.parts(hand_set.network("sum"), 40, SETTINGS)
    assert all(abs(value) < 0.01 for value in made.values())


def test_growth_is_counted_from_the_length_of_the_training(monkeypatch):
    monkeypatch.setattr(experiment, "trained", lambda seed: seed)
    monkeypatch.setattr(experiment, "parts", lambda seed, T, settings: {"unmarked": (1 + seed) * T})
    made = experiment.run(SETTINGS, lambda share, note: None)
    assert made["at"]["400"]["unmarked"]["values"] == [400.0, 800.0, 1200.0, 1600.0, 2000.0]
    assert made["since"]["400"]["unmarked"]["values"] == [350.0, 700.0, 1050.0, 1400.0, 1750.0]


def test_the_parts_make_up_the_constant(recorded):
    for T in SETTINGS["tested"]:
        at = {key: leaf["mean"] for key, leaf in recorded["at"][str(T)].items()}
        assert at["unmarked"] + at["first_mark"] + at["second_mark"] == pytest.approx(at["constant"], abs=0.06)


def test_both_parts_of_the_constant_grow_in_every_seed(recorded):
    since = {key: leaf["values"] for key, leaf in recorded["since"]["400"].items()}
    marks = [sum(pair) for pair in zip(since["first_mark"], since["second_mark"], strict=True)]
    assert min(since["unmarked"]) > 0
    assert min(marks) > 0


def test_the_drift_over_unmarked_steps_is_the_mean_error(recorded):
    fixed = read(DATA / "sequence_length.json").results["lengths"]["fixed"]
    grown = fixed["400"]["bias"]["mean"] - fixed["50"]["bias"]["mean"]
    assert recorded["since"]["400"]["unmarked"]["mean"] == pytest.approx(grown, abs=0.05)


def test_the_constant_is_that_of_the_networks_of_sequence_length(recorded):
    fixed = read(DATA / "sequence_length.json").results["lengths"]["fixed"]
    for T in SETTINGS["tested"]:
        assert recorded["at"][str(T)]["constant"]["values"] == pytest.approx(
            fixed[str(T)]["constant"]["values"], abs=0.02
        )


@pytest.mark.slow
def test_one_seed_measured_again_agrees_with_the_record(recorded):
    made, leaves = experiment.parts(experiment.trained(0), 400, SETTINGS), recorded["at"]["400"]
    for key, value in made.items():
        values = leaves[key]["values"]
        room = 0.1 + (max(values) - min(values))
        assert abs(value - values[0]) < room
