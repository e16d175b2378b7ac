"""Counting: what a network is taken to say, and one seed measured again."""

import pytest
import torch
from torch import nn

from scripts.experiments.q34_lstm_vs_gru import counting as experiment
from scripts.experiments.records.record import DATA, read

SETTINGS = experiment.SETTINGS


@pytest.fixture(scope="module")
def recorded() -> dict:
    return read(DATA / "counting.json").results


class Exact(nn.Module):
    """A network whose answer is b's minus a's, plus `extra`: it says n - extra + 1."""

    def __init__(self, extra: float) -> None:
        super().__init__()
        self.extra = extra

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return (x[..., 1:] - x[..., :1]).cumsum(0) + self.extra


@pytest.mark.parametrize(("extra", "says"), [(0.5, 12), (1.5, 11), (-1.5, 14), (-99.0, 37)])
def test_what_it_says_is_the_first_yes(extra, says):
    assert experiment.said(Exact(extra), 12) == says


def test_the_small_networks_are_of_equal_size_and_the_gru_is_not_the_smaller(recorded):
    assert recorded["lstm"]["parameters"] == recorded["lstm_bias_5"]["parameters"]
    assert 1 <= recorded["gru"]["parameters"] / recorded["lstm"]["parameters"] < 1.07
    assert recorded["gru_wide"]["parameters"] > 20 * recorded["lstm"]["parameters"]


@pytest.mark.parametrize("name", SETTINGS["models"])
def test_the_record_counts_the_networks_that_are_trained(recorded, name):
    network = experiment.train(SETTINGS["models"][name], 0, SETTINGS | {"updates": 1})
    assert recorded[name]["parameters"] == network.parameter_count()


def test_every_network_has_learned_its_training_strings(recorded):
    for name in SETTINGS["models"]:
        assert recorded[name]["trained_right"]["values"] == [1.0] * len(SETTINGS["seeds"])
        for n in (1, 5, 10, 15, 20):
            assert set(recorded[name]["said"][str(n)]["values"]) == {n}
        assert min(recorded[name]["reach"]["values"]) >= SETTINGS["longest"]


def test_one_seed_measured_again_agrees_with_the_record(recorded):
    network = experiment.train(SETTINGS["models"]["lstm"], 0, SETTINGS)
    before = recorded["lstm"]["said"]
    assert [experiment.said(network, n) for n in (1, 10, 20)] == [1, 10, 20]
    for n in (40, 100):
        spread = max(before[str(n)]["values"]) - min(before[str(n)]["values"])
        assert abs(experiment.said(network, n) - before[str(n)]["values"][0]) <= 1 + spread
