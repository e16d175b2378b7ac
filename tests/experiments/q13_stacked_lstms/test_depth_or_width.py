"""Depth against width: the stacks weigh the same, padding is not read, and one training comes out as recorded."""

import pytest
import torch
from torch.testing import assert_close

from scripts.experiments.networks.recurrent import Recurrent
from scripts.experiments.q13_stacked_lstms import depth_or_width as experiment
from scripts.experiments.records.results import data
from scripts.experiments.tasks import japanese_vowels
from scripts.experiments.tasks.labelled import Labelled, nearest_mean, standardised
from scripts.reference import params

SETTINGS = experiment.SETTINGS
CELLS = [(depth, budget) for depth in SETTINGS["depths"] for budget in SETTINGS["budgets"]]


@pytest.fixture(scope="module")
def parts():
    return standardised(japanese_vowels.load())


@pytest.mark.parametrize(("depth", "budget"), CELLS)
def test_each_stack_is_as_wide_as_its_budget_allows(depth, budget):
    recorded = data("depth_or_width")[depth][budget]
    assert experiment.width(depth, budget) == recorded.H
    assert recorded.parameters == params.lstm(experiment.D, recorded.H, depth) <= budget
    assert params.lstm(experiment.D, recorded.H + 1, depth) > budget
    assert recorded.parameters > 0.91 * budget


def test_what_follows_the_last_real_frame_is_not_read():
    torch.manual_seed(0)
    net, lengths = Recurrent("lstm", 3, 4, 5, 2), torch.tensor([2, 6])
    given = Labelled(torch.randn(6, 2, 3), lengths, torch.tensor([0, 1]))
    said = experiment.scores(net, given)
    assert_close(said[0], net(given.x[:2, :1])[-1, 0])
    assert_close(said[1], net(given.x[:, 1:])[-1, 0])


def test_the_baselines_come_out_again(parts):
    recorded = data("depth_or_width")
    assert recorded.commonest == pytest.approx(88 / 370)
    assert recorded.nearest_mean == pytest.approx(nearest_mean(parts.train, parts.test), abs=1e-5)


def test_one_seed_of_the_smallest_stack_again_agrees_with_the_record(parts):
    depth, budget = CELLS[0]
    recorded = data("depth_or_width")[depth]
    again = experiment.train(depth, budget, recorded.rate, SETTINGS["seeds"][0], parts, SETTINGS)
    assert abs(again.test - recorded[budget].right["mean"]) <= 3 * recorded[budget].right["sd"]
    assert again.train > 0.97


def test_four_wide_layers_learn_all_of_the_training_part_and_narrow_ones_do_not():
    recorded = data("depth_or_width")[4]
    assert recorded[48000].learned["mean"] == 1.0
    assert recorded[3000].learned["mean"] < 0.92


def test_one_layer_has_two_rates_that_are_equally_good():
    recorded = data("depth_or_width")[1]
    sums = {rate: sum(recorded.tuning[rate]) for rate in recorded.tuning}
    best = [rate for rate, total in sums.items() if total == pytest.approx(max(sums.values()), abs=1e-4)]
    assert best == ["0.001", "0.003"]
    assert recorded.rate == 0.001
