"""The two splits differ in what held-out pairs share with training, and come out as recorded."""

import pytest

from scripts.experiments.q30_time_series_forecasting import shuffled_split as experiment
from scripts.experiments.records.results import data
from scripts.experiments.tasks import sunspots

SETTINGS = experiment.SETTINGS


def test_neither_split_has_seen_the_test_part():
    for how in ("shuffled", "by time"):
        learned, held_out = experiment.split(how, 0, SETTINGS)
        for part in (learned, held_out):
            assert part.origins.max() + SETTINGS["horizon"] <= sunspots.load().test


def test_by_time_no_year_that_is_forecast_has_been_learned():
    learned, held_out = experiment.split("by time", 0, SETTINGS)
    assert learned.origins.max() + SETTINGS["horizon"] <= held_out.origins.min()


def test_shuffled_pairs_are_split_without_loss():
    learned, held_out = experiment.split("shuffled", 0, SETTINGS)
    every = sorted(learned.origins.tolist() + held_out.origins.tolist())
    assert every == list(range(SETTINGS["context"], sunspots.load().test - SETTINGS["horizon"] + 1))
    assert len(held_out.origins) == round(len(every) * SETTINGS["held_out"])


def test_one_seed_again_agrees_with_the_record():
    short = SETTINGS | {"updates": 300}  # a promise falls further with more
    again = experiment.measure("shuffled", SETTINGS["seeds"][0], short)
    recorded = data("shuffled_split").shuffled
    assert again["naive_promised"] == pytest.approx(recorded.naive_promised["values"][0], rel=1e-4)
    assert again["shared"] == 43 == recorded.shared.mean
    assert again["promised"] < again["naive_promised"] < again["came"]


def test_shuffled_promises_much_less_than_comes_and_less_than_the_split_by_time_whose_network_does_better():
    recorded = data("shuffled_split")
    shuffled, timed = recorded.shuffled, recorded["by time"]
    assert max(shuffled.promised["values"]) < 0.75 * min(timed.promised["values"])
    assert min(shuffled.came["values"]) > 2 * max(shuffled.promised["values"])
    assert min(shuffled.came["values"]) > recorded.naive_came
    assert timed.came.mean + timed.came.sd < shuffled.came.mean
