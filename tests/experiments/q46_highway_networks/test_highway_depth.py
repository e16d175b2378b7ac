"""What highway_depth measures is what it says, the cheapest setting again, and the claims on the record."""

import pytest
import torch

from scripts.experiments.q46_highway_networks import deep_layers
from scripts.experiments.q46_highway_networks import highway_depth as experiment
from scripts.experiments.records.results import data

SETTINGS = experiment.SETTINGS
KINDS = list(SETTINGS["kinds"])


@pytest.fixture(scope="module")
def images() -> experiment.Images:
    return experiment.Images()


@pytest.fixture(scope="module")
def recorded():
    return data("highway_depth")


def test_an_image_is_its_rows_one_after_the_other(images):
    assert (images.x.shape, images.test_x.shape) == ((1347, 64), (450, 64))
    assert (images.x[0, :8] * 16).tolist() == [0, 0, 5, 13, 9, 1, 0, 0]  # the first row of a zero


def test_the_largest_class_is_counted(images, recorded):
    assert images.largest_class() == pytest.approx(46 / 450)
    assert recorded.largest_class == pytest.approx(46 / 450, abs=1e-5)


def test_the_tuning_seeds_are_not_measured():
    assert not set(SETTINGS["tuning"]["seeds"]) & set(SETTINGS["seeds"])


@pytest.mark.parametrize(("best", "tried"), [(0.001, 4), (0.003, 3), (0.01, 3), (0.0003, 4)])
def test_the_rate_below_is_tried_where_the_smallest_is_best(monkeypatch, images, best, tried):
    rates = []
    monkeypatch.setattr(experiment, "train", lambda name, weights, rate, *rest: rates.append(rate))

    def right(*given):
        distance = abs(torch.tensor(rates[-1] / best).log().item())
        return [1 - 0.1 * distance] * 2

    monkeypatch.setattr(deep_layers, "right", right)
    rate, shares = experiment.best_rate("plain", 2, images, SETTINGS)
    assert rate == best
    assert len(shares) == len(rates) == tried


def test_the_linear_classifier_again_agrees_with_the_record(images, recorded):
    weights = experiment.start("plain", 0, SETTINGS["seeds"], SETTINGS)
    experiment.train("plain", weights, recorded.linear.rate, SETTINGS["seeds"], images, SETTINGS)
    made = deep_layers.right("plain", weights, images.x, images.y)
    assert made == pytest.approx(recorded.linear.train["values"], abs=0.01)


def test_the_deepest_starts_again_agree_with_the_record(images, recorded):
    for name in ("plain", "highway"):
        weights = experiment.start(name, 50, SETTINGS["seeds"], SETTINGS)
        made = deep_layers.reaching(SETTINGS["kinds"][name]["kind"], weights, images.test_x, images.test_y)
        assert made.tolist() == pytest.approx(recorded[name][50].reaching["values"], rel=1e-3)


def test_highways_have_twice_the_layer_weights(recorded):
    for depth in SETTINGS["depths"]:
        plain, gated = (recorded[name][depth].parameters for name in ("plain", "highway"))
        assert gated - plain == depth * (32 * 32 + 32)


@pytest.mark.parametrize("depth", [20, 50])
def test_a_deep_plain_network_fits_worse_than_a_linear_classifier(recorded, depth):
    assert max(recorded.plain[depth].train["values"]) < min(recorded.linear.train["values"])


def test_the_highway_fits_at_every_depth_in_every_seed(recorded):
    for depth in SETTINGS["depths"]:
        assert min(recorded.highway[depth].train["values"]) > 0.98


def test_without_the_bias_the_gate_is_worse_than_none(recorded):
    for depth in (20, 50):
        assert recorded.highway_0[depth].train.mean < recorded.plain[depth].train.mean
    assert max(recorded.highway_0[50].train["values"]) < 0.2


def test_the_residual_networks_gradient_grows_and_the_others_shrink(recorded):
    assert min(recorded.residual[50].reaching["values"]) > 40
    assert recorded.residual[50].train.mean < recorded.residual[20].train.mean
    for name in set(KINDS) - {"residual"}:
        assert max(recorded[name][50].reaching["values"]) < 0.3


def test_what_reaches_the_bottom_does_not_decide_alone(recorded):
    assert recorded.plain[50].reaching.mean > recorded.highway[50].reaching.mean
    assert recorded.plain[50].train.mean < recorded.highway[50].train.mean


def test_with_more_updates_the_plain_network_goes_on_and_the_one_with_bias_nought_does_not(recorded):
    longer = recorded.longer
    for before, after in zip(recorded.plain[50].train["values"], longer.plain.train["values"], strict=True):
        assert after > before
    assert longer.plain.train.mean < longer.residual.train.mean < recorded.highway[50].train.mean
    assert max(longer.highway_0.train["values"]) < 0.2


def test_the_smallest_rate_tried_was_the_best_for_fifty_plain_layers(recorded):
    tried = [float(rate) for rate in recorded.plain[50].tuning]
    assert recorded.plain[50].rate == min(tried) == SETTINGS["tuning"]["below"]
