"""The time of a training step: what is fitted and counted, and what the page says of it."""

import pytest
import torch
from torch.utils.flop_counter import FlopCounterMode

from scripts.experiments.q24_computational_complexity import step_time as experiment
from scripts.experiments.records.record import DATA, read
from scripts.reference import flops

SETTINGS = experiment.SETTINGS


@pytest.fixture(scope="module")
def recorded() -> dict:
    return read(DATA / "step_time.json").results


@pytest.mark.parametrize("power", [0.0, 1.0, 1.5])
def test_the_slope_is_the_exponent(power):
    assert experiment.slope({size: 7 * size**power for size in (3, 10, 40, 200)}) == pytest.approx(power, abs=1e-12)


def test_both_ends_are_fitted_apart():
    bent = {1: 1.0, 2: 1.0, 4: 1.0, 8: 1.0, 16: 4.0, 32: 16.0}
    made = experiment.slopes(bent, 3)
    assert made["small"] == pytest.approx(0)
    assert made["large"] == pytest.approx(2)
    assert 0 < made["all"] < 2


def test_one_thing_varies_at_a_time():
    for name, size, sizes in experiment.points(SETTINGS):
        assert sizes[name] == size
        assert all(sizes[other] == SETTINGS["base"][other] for other in sizes if other != name)


@pytest.mark.parametrize(("T", "B", "H"), [(5, 3, 7), (2, 4, 6)])
def test_the_product_has_as_many_multiply_adds_as_the_training_step(T, B, H):
    product = experiment.one_product(T, B, H)
    rows, columns = product().shape
    inner = 2 * H
    assert 2 * rows * inner * columns == flops.lstm(H, H, T, B, training=True)


@pytest.mark.parametrize(("T", "B", "H"), [(5, 3, 7), (2, 4, 6)])
def test_the_step_goes_back_to_weights_and_input(T, B, H):
    with torch.backends.mkldnn.flags(enabled=False, allow_tf32=None), FlopCounterMode(display=False) as counted:
        experiment.lstm_step(T, B, H)()
    first = 2 * 4 * H * H * B  # no gradient goes back into the first state
    assert counted.get_total_flops() == flops.lstm(H, H, T, B, training=True) - first


def test_the_fastest_pass_counts_and_the_first_does_not(monkeypatch):
    clock = iter([0, 1, 10, 15, 20, 23, 30, 37])  # passes of 1 (the first), 5, 3 and 7
    monkeypatch.setattr(experiment, "process_time", lambda: next(clock))
    assert experiment.fastest(lambda: None, 3) == 3


def test_every_repeat_has_an_order_of_its_own(monkeypatch):
    asked: list[tuple] = []
    monkeypatch.setattr(experiment, "WORK", {"lstm": lambda **sizes: asked.append(tuple(sizes.values()))})
    monkeypatch.setattr(experiment, "fastest", lambda work, passes: 1.0)
    for seed in SETTINGS["seeds"]:
        experiment.repeat(seed, SETTINGS)
    count = len(experiment.points(SETTINGS))
    orders = [asked[n : n + count] for n in range(0, len(asked), count)]
    assert len({tuple(order) for order in orders}) == len(SETTINGS["seeds"])
    assert len({tuple(sorted(order)) for order in orders}) == 1


def test_over_all_repeats_the_fastest_counts_and_ratios_are_of_one_repeat(monkeypatch):
    few = SETTINGS | {"seeds": [0, 1], "sizes": {"T": [2, 4], "B": [1, 2], "H": [3, 5]}, "ends": 2}

    def alone(what, seed, settings, environment):
        return {
            name: {str(size): {"lstm": (6.0, 4.0)[seed] * size, "product": 2.0} for size in sizes}
            for name, sizes in settings["sizes"].items()
        }

    monkeypatch.setattr(experiment, "alone", alone)
    made = experiment.run(few, lambda share, note: None)
    assert made["best"]["H"]["5"] == {"lstm": 20_000.0, "product": 2_000.0}
    assert made["over_product"]["H"]["5"]["values"] == [15.0, 10.0]
    assert made["slope"]["lstm"]["H"]["all"]["values"] == [1.0, 1.0]


def test_a_narrow_layer_pays_far_more_than_its_arithmetic(recorded):
    kept = recorded["over_product"]["H"]
    assert kept["16"]["mean"] > 2 * kept["256"]["mean"]


def test_the_counted_slopes_are_one_one_and_two(recorded):
    made = experiment.predicted(SETTINGS)
    for name, power in {"T": 1, "B": 1, "H": 2}.items():
        assert set(recorded["predicted"][name].values()) == {power}
        assert made[name]["all"] == pytest.approx(power)


def test_large_sizes_come_near_the_count_and_small_ones_stay_below_it(recorded):
    for name, power in {"T": 1, "B": 1, "H": 2}.items():
        slopes = recorded["slope"]["lstm"][name]
        assert slopes["small"]["mean"] + 2 * slopes["small"]["sd"] < slopes["large"]["mean"]
        assert slopes["small"]["mean"] < 0.9 * power
        assert slopes["large"]["mean"] > 0.9 * power
        assert recorded["slope"]["product"][name]["all"]["mean"] == pytest.approx(power, abs=0.1)
