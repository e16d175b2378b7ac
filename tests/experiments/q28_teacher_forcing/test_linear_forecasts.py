"""The direct forecast reads no forecast, the recursive one only its own, and all come out as recorded."""

import pytest
import torch
from torch.testing import assert_close

from scripts.experiments.q28_teacher_forcing import free_running_error
from scripts.experiments.q28_teacher_forcing import linear_forecasts as experiment
from scripts.experiments.records.results import data

SETTINGS = experiment.SETTINGS
C = 3


@pytest.fixture
def waves() -> torch.Tensor:
    """Windows (3 + 4, 50, 1) of x_t = 2 x_{t-1} - 1.5 x_{t-2} + 0.5 x_{t-3} + 1, measured from the third value.

    The weights sum to 1, so that the rule is the same wherever a window is measured from.
    """
    values = list(torch.randn(3, 50, generator=torch.Generator().manual_seed(0), dtype=torch.float64))
    while len(values) < 7:
        values.append(2.0 * values[-1] - 1.5 * values[-2] + 0.5 * values[-3] + 1.0)
    x = torch.stack(values)[..., None]
    return x - x[C - 1]


@pytest.mark.parametrize("way", [experiment.direct, experiment.recursive])
def test_both_ways_find_a_linear_rule_and_its_constant(way, waves):
    assert_close(way(experiment.fitted(waves, C, 1e-9), waves, C), waves[C:], atol=1e-5, rtol=0)


def test_the_truth_is_read_by_neither_way(waves):
    model = experiment.fitted(waves, C, 0.1)
    other = waves.clone()
    other[C:] += 7.0
    for way in (experiment.direct, experiment.recursive):
        assert_close(way(model, waves, C), way(model, other, C))


def test_the_recursive_way_measures_each_window_from_its_last_value():
    """From the last value it goes half the way to the one before, and a quarter up."""
    weights = torch.tensor([[0.0], [0.5], [0.0]], dtype=torch.float64)
    x = torch.tensor([5.0, -1.0, 0.0, 9.0, 9.0, 9.0])[:, None, None]
    said = experiment.recursive((weights, torch.tensor([0.25])), x, C)[:, 0, 0]
    assert said.tolist() == [-0.25, 0.125, 0.1875]


def test_a_penalty_shrinks_the_weights_and_spares_the_constant(waves):
    weights, constants = experiment.fitted(waves, C, 1e9)
    assert weights.abs().max() < 1e-6
    assert_close(constants, waves[C:, :, 0].mean(1), atol=1e-5, rtol=0)


def test_blocks_of_neighbours_are_drawn_with_replacement():
    x = torch.arange(60).reshape(1, 60, 1)
    found = experiment.drawn(x, 0, 10).flatten()
    starts = found[::10]
    assert_close(found, (starts[:, None] + torch.arange(10)).flatten())
    assert len(starts.unique()) < 6
    assert (starts % 10 == 0).all()


@pytest.mark.parametrize("way", [experiment.direct, experiment.recursive])
def test_one_seed_comes_out_again(way):
    parts = free_running_error.load(SETTINGS)
    penalty, error = experiment.errors(way, SETTINGS["seeds"][0], parts, SETTINGS)
    recorded = data("linear_forecasts")[way.__name__]
    assert recorded.penalties[0] == penalty
    for k in SETTINGS["shown"]:
        assert error[k - 1].item() == pytest.approx(recorded[k]["values"][0], rel=1e-3)


def test_without_feedback_the_error_rises_as_far_as_that_of_the_teacher_forced_network():
    direct, recursive = (data("linear_forecasts")[way] for way in ("direct", "recursive"))
    forced = data("free_running_error")["teacher forcing"].own
    assert direct[50].mean > 2 * direct[1].mean
    assert abs(direct[50].mean - forced[50].mean) < direct[50].sd
    assert abs(direct[50].mean - recursive[50].mean) < direct[50].sd
