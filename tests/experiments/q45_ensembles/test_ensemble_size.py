"""What is measured of one to ten members, by hand where it can be, and one member trained again."""

from math import comb

import numpy as np
import pytest
import torch

from scripts.experiments.q45_ensembles import ensemble_size as experiment
from scripts.experiments.records.results import data
from scripts.experiments.tasks import japanese_vowels
from scripts.experiments.tasks.labelled import standardised

SETTINGS = experiment.SETTINGS


@pytest.fixture(scope="module")
def recorded():
    return data("ensemble_size")


def test_calibration_error_by_hand():
    sure = np.array([0.95, 0.95, 0.65, 0.65])
    p = np.stack([sure, 1 - sure], axis=1)
    y = np.array([0, 1, 0, 0])  # half right where 0.95 sure, all right where 0.65
    assert experiment.calibration_error(p, y, 10) == pytest.approx((0.45 + 0.35) / 2)


def test_calibration_error_takes_a_probability_of_one():
    assert experiment.calibration_error(np.eye(2), np.array([0, 1]), 10) == 0.0
    assert experiment.calibration_error(np.eye(2), np.array([1, 0]), 10) == 1.0


def test_one_member_is_measured_alone_and_ten_together():
    generator = np.random.default_rng(0)
    y = generator.integers(0, experiment.K, 50)
    logits = generator.standard_normal((4, 50, experiment.K))
    reached = experiment.by_size(logits, y, SETTINGS | {"sizes": [1, 4]})
    alone = [(member.argmax(1) == y).mean() for member in logits]
    assert reached["1"]["right"] == pytest.approx(np.mean(alone))
    assert reached["4"]["right"] == experiment.measure(logits, y, SETTINGS["bins"])["right"]
    assert comb(SETTINGS["members"], 2) <= SETTINGS["subsets"]  # every pair, and of larger choices a sample


def test_a_network_halfway_between_itself_and_itself_is_itself():
    parts = standardised(japanese_vowels.load())
    network = experiment.start("lstm", experiment.D, SETTINGS["H"], experiment.K, 3)
    with torch.no_grad():
        right = (experiment.scores(network, parts.test).argmax(1) == parts.test.y).double().mean().item()
    assert experiment.weights_averaged(network, network, parts.test) == right


def test_one_member_trained_again_is_as_good_as_recorded(recorded):
    parts = standardised(japanese_vowels.load())
    network = experiment.train(SETTINGS["seeds"][0], parts.train, SETTINGS)
    with torch.no_grad():
        logits = experiment.scores(network, parts.test).double().numpy()
    right = experiment.measure(logits[None], parts.test.y.numpy(), SETTINGS["bins"])["right"]
    assert abs(right - recorded.by_size["1"].right["mean"]) < 0.04
    assert right > 3 * recorded.commonest


def test_the_larger_network_has_about_the_weights_of_five_members(recorded):
    wide = experiment.start("lstm", experiment.D, SETTINGS["larger_H"], experiment.K, 0)
    assert recorded.larger.parameters == wide.parameter_count()
    assert recorded.larger.parameters == pytest.approx(5 * recorded.parameters, rel=0.01)
    assert not set(SETTINGS["larger_seeds"]) & set(SETTINGS["seeds"])


def test_one_larger_network_trained_again_is_as_good_as_recorded(recorded):
    parts, seed = standardised(japanese_vowels.load()), SETTINGS["larger_seeds"][0]
    again = experiment.larger(parts, SETTINGS | {"larger_seeds": [seed, seed], "passes": 1})
    assert again["right"]["mean"] == pytest.approx(recorded.larger.right["values"][0], abs=0.02)
    assert again["parameters"] == recorded.larger.parameters


def test_one_as_large_as_five_gains_less_than_half_as_much_quicker_and_is_too_confident(recorded):
    five, larger = recorded.by_size["5"], recorded.larger
    one = recorded.by_size["1"].right["mean"]
    assert 0 < (larger.right["mean"] - one) / (five.right["mean"] - one) < 0.5
    assert min(larger.loss["values"]) > max(five.loss["values"])
    assert larger.ece["mean"] > five.ece["mean"]
    assert larger.confidence["mean"] > larger.right["mean"] + 0.015
    assert larger.seconds["mean"] < recorded.seconds["5"]["mean"] / 2


def test_ten_are_right_more_often_than_one_in_every_group(recorded):
    one, ten = recorded.by_size["1"], recorded.by_size["10"]
    assert all(t > o for o, t in zip(one.right["values"], ten.right["values"], strict=True))
    assert all(t < o for o, t in zip(one.loss["values"], ten.loss["values"], strict=True))


def test_ten_are_less_confident_than_right_and_not_better_calibrated(recorded):
    one, ten = recorded.by_size["1"], recorded.by_size["10"]
    assert all(c < r for c, r in zip(ten.confidence["values"], ten.right["values"], strict=True))
    assert all(c > r for c, r in zip(one.confidence["values"], one.right["values"], strict=True))
    assert abs(ten.ece["mean"] - one.ece["mean"]) < 2 * ten.ece["sd"]


def test_errors_are_alike_and_averaged_weights_lose(recorded):
    assert 0.4 < recorded.correlation["mean"] < 0.8
    assert max(recorded.weights_averaged["values"]) < 0.9 < min(recorded.by_size["1"].right["values"])


def test_time_grows_with_the_members(recorded):
    assert 5 < recorded.seconds["10"]["mean"] / recorded.seconds["1"]["mean"] < 15
