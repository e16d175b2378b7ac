"""Sixty trials: they lie in their ranges, importance finds what was put in, and trainings come out as recorded."""

import numpy as np
import pytest
import torch
from torch.testing import assert_close

from scripts.experiments.q26_hyperparameters import sixty_trials as experiment
from scripts.experiments.q26_hyperparameters.speaker import Configuration, Speaker, right, train
from scripts.experiments.records.results import data
from scripts.experiments.tasks import japanese_vowels
from scripts.experiments.tasks.labelled import Labelled, hold_out, nearest_mean, standardised

SETTINGS = experiment.SETTINGS


@pytest.fixture(scope="module")
def official():
    return standardised(japanese_vowels.load())


@pytest.fixture(scope="module")
def drawn():
    return [experiment.configuration(place, SETTINGS["ranges"]) for place in experiment.coordinates(SETTINGS)]


def test_the_trials_are_those_of_the_record_and_fill_their_ranges(drawn):
    recorded = data("sixty_trials").trials
    assert len(drawn) == SETTINGS["trials"] == 60
    for name, values in experiment.columns(drawn).items():
        span = SETTINGS["ranges"][name]
        assert recorded[name] == pytest.approx(values, rel=1e-4)
        assert span["low"] <= min(values)
        assert max(values) <= span["high"]
    rates = np.log10([made.rate for made in drawn])
    assert np.histogram(rates, [-4, -3, -2, -1])[0].tolist() == [22, 21, 17]


def test_importance_finds_the_one_setting_that_was_put_in():
    places = experiment.coordinates(SETTINGS)
    scores = -((places[:, 3] - 0.4) ** 2)
    by = experiment.importance(places, scores, SETTINGS | {"shuffles": 100})
    assert by["layers"]["explained"] == pytest.approx(1.0)
    assert max(value["explained"] for name, value in by.items() if name != "layers") < 0.3
    assert all(0.03 < value["chance"] < 0.2 for value in by.values())


def test_what_follows_the_last_real_frame_is_not_read():
    torch.manual_seed(0)
    net = Speaker(Configuration(0.01, 5, 0.5, 2, 4, 1.0), 1.0).eval()
    given = Labelled(torch.randn(6, 2, 12), torch.tensor([2, 6]), torch.tensor([0, 1]))
    short = Labelled(given.x[:2, :1], given.lengths[:1], given.y[:1])
    assert_close(net(given)[0], net(short)[0])


def test_dropout_acts_while_learning_only():
    torch.manual_seed(0)
    net = Speaker(Configuration(0.01, 5, 0.5, 1, 4, 1.0), 1.0)
    given = Labelled(torch.randn(6, 2, 12), torch.tensor([3, 6]), torch.tensor([0, 1]))
    assert not torch.equal(net.train()(given), net(given))
    assert torch.equal(net.eval()(given), net(given))


def test_the_baseline_and_one_training_of_the_winner_come_out_again(official):
    recorded = data("sixty_trials")
    parts = hold_out(official.train, SETTINGS["held_out"], SETTINGS["split"])
    assert recorded.nearest_mean == pytest.approx(nearest_mean(parts.train, official.test), abs=1e-4)
    made = Configuration(*(recorded.winner.configuration[name] for name in Configuration._fields))
    net = train(made, SETTINGS["seeds"][0], parts.train, SETTINGS)
    again = recorded.winner
    assert abs(right(net, parts.test) - again.held_out["mean"]) <= 3 * again.held_out["sd"]
    assert abs(right(net, official.test) - again.test["mean"]) <= 3 * again.test["sd"]


def test_the_importance_follows_from_the_recorded_trials():
    recorded = data("sixty_trials")
    places, scores = experiment.coordinates(SETTINGS), np.array(recorded.trials.held_out)
    for name, x in zip(SETTINGS["ranges"], places.T, strict=True):
        assert recorded.importance[name].explained == pytest.approx(experiment.explained(x, scores), abs=1e-3)


def test_the_rate_explains_most_then_the_width_and_the_others_no_more_than_chance():
    by = data("sixty_trials").importance
    assert sorted(by, key=lambda name: -by[name].explained)[:2] == ["rate", "H"]
    assert [name for name in by if by[name].explained > by[name].chance] == ["rate", "H"]


def test_the_winner_falls_back_and_is_no_better_than_the_default_on_held_out_speech():
    recorded = data("sixty_trials")
    found, again, default = recorded.winner.found_at, recorded.winner.held_out, recorded.default.held_out
    assert found == max(recorded.trials.held_out)
    assert sum(score == found for score in recorded.trials.held_out) == 2
    assert 1.0 < (found - again["mean"]) / again["sd"] < 1.1
    assert abs(again["mean"] - default["mean"]) < default["sd"] / 3
    assert recorded.winner.test["mean"] > recorded.default.test["mean"] > recorded.nearest_mean


def test_on_test_speech_the_winner_leads_by_more_than_the_seeds_spread():
    winner, default = data("sixty_trials").winner.test, data("sixty_trials").default.test
    assert 1.3 * max(winner["sd"], default["sd"]) < winner["mean"] - default["mean"] < 0.011
