"""The parts of the measurement, and a cheap repetition of it."""

import math

import pytest
import torch

from scripts.experiments.q15_activation_functions import activation_swap as experiment
from scripts.experiments.q15_activation_functions.activation_training import Race, begin
from scripts.experiments.records.record import DATA, read
from scripts.experiments.tasks.adding import VARIANCE, draw

INFINITY = float("inf")


@pytest.fixture(scope="module")
def results():
    return read(DATA / "activation_swap.json").results


def test_a_summary_counts_what_is_missing_as_infinite():
    assert experiment.summary([3.0, 1.0, 2.0])["median"] == 2.0
    assert experiment.summary([3.0, 1.0, 2.0])["spread"] == {"mean": 2.0, "sd": 1.0, "values": [3.0, 1.0, 2.0]}
    one = experiment.summary([3.0, None, 2.0])
    assert (one["median"], one["largest"], one["none"]) == (3.0, None, 1)
    assert "spread" not in one
    assert experiment.summary([None, None, 2.0])["median"] is None


def test_half_of_the_networks_are_clipped_and_half_are_not():
    assert experiment.limits({"clip": 2.0, "seeds": [0, 1]}).tolist() == [2.0, 2.0, INFINITY, INFINITY]


def test_the_centred_task_has_mean_0_and_four_times_the_variance():
    usual = draw(20, 4000, torch.Generator().manual_seed(1))
    batch = experiment.draw_centred(20, 4000, torch.Generator().manual_seed(1))
    values, markers = batch.x.unbind(-1)
    assert torch.equal(markers, usual.x[..., 1])
    assert torch.allclose(batch.y, (values * markers).sum(0), atol=1e-5)
    assert batch.y.mean().item() == pytest.approx(0, abs=0.05)
    assert batch.y.var().item() == pytest.approx(4 * VARIANCE, rel=0.05)


def test_a_diverged_network_is_counted_and_has_no_error():
    settings = {**experiment.SETTINGS, "seeds": [0, 1], "T": 6, "H": 4, "updates": 2, "test_sequences": 10, "longer": 2}
    weights = begin(settings, 2)
    with torch.no_grad():
        weights["readout.bias"][1] = 1e30  # the second seed, clipped
    trained = Race(weights, experiment.Names(), settings).train(experiment.limits(settings))
    found = experiment.measure(experiment.Names(), trained, settings)
    assert (found["clipped"]["diverged"], found["free"]["diverged"]) == (1, 0)
    assert found["clipped"]["mse"]["values"][1] is None
    assert found["clipped"]["longer_c"]["none"] == 1
    assert found["free"]["mse"]["none"] == 0
    assert found["clipped"]["mse"]["values"][0] is not None


def test_fresh_cells_grow_as_in_the_record(results):
    for scale in experiment.SETTINGS["fresh_scales"]:
        for name in experiment.FRESH:
            grown = experiment.grow(name, scale, experiment.SETTINGS)
            for step, recorded in results["fresh"][str(scale)][name].items():
                for ours, theirs in zip(grown[step]["values"], recorded["values"], strict=True):
                    assert math.log(ours) == pytest.approx(math.log(theirs), rel=0.02, abs=0.05)


@pytest.mark.slow
def test_relu_learns_early_if_clipped_and_not_otherwise_as_in_the_record(results):
    settings = {**experiment.SETTINGS, "seeds": [0], "updates": 400}
    trained = Race(begin(settings, 2), experiment.CELLS["relu"], settings).train(experiment.limits(settings))
    clipped, free = trained.solved
    recorded = results["trained"]["relu"]
    assert recorded["clipped"]["until_solved"]["values"][0] < 400
    assert clipped is not None
    assert recorded["free"]["solved"] == 0
    assert free is None
    assert min(recorded["free"]["largest_gradient"]["values"]) > 100
    assert trained.norms.min() > 100


def test_one_run_in_all_ceased_to_be_finite(results):
    """The page says that without clipping ReLU cells stalled rather than turn to NaN."""
    diverged = {
        (name, regime): found[regime]["diverged"]
        for name, found in results["trained"].items()
        for regime in experiment.REGIMES
    }
    assert len(diverged) == 26
    assert {key for key, count in diverged.items() if count} == {("identity", "free")}
    assert sum(diverged.values()) == 1
