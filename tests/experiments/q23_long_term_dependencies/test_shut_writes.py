"""Shut input gates: networks set by hand that store and that latch, and one setting measured again."""

import numpy as np
import pytest
import torch

from scripts.experiments.networks.recurrent import Recurrent
from scripts.experiments.q23_long_term_dependencies import lag_helpers, long_lags
from scripts.experiments.q23_long_term_dependencies import shut_writes as experiment
from scripts.experiments.records.record import DATA, read

SETTINGS = experiment.SETTINGS


@pytest.fixture(scope="module")
def recorded() -> dict:
    return read(DATA / "shut_writes.json").results


def holder(b_f: float, feedback: float) -> Recurrent:
    """A network whose unit s is written by symbol s, faded by σ(b_f), and read out alone; `feedback` is from h to g."""
    net = lag_helpers.network("bias_1", 20, 0, long_lags.SETTINGS)
    H = long_lags.SETTINGS["H"]
    with torch.no_grad():
        for parameter in net.parameters():
            parameter.zero_()
        net.layer.bias_ih_l0[H : 2 * H] = b_f
        net.layer.bias_ih_l0[3 * H :] = 10.0
        net.layer.bias_ih_l0[:H] = 10.0
        for s in range(8):
            net.layer.weight_ih_l0[2 * H + s, s] = 2.0
            net.layer.weight_hh_l0[2 * H + s, s] = feedback
            net.readout.weight[s, s] = 1.0
        net.readout.bias[0] = 0.01  # what has faded below a hundredth is not named, but for symbol 0
    return net


def test_a_store_needs_no_writes_and_a_latch_is_lost_without_them():
    store, latch = holder(7.0, 0.0), holder(0.0, 5.0)
    assert experiment.named(store, 5, 100) == experiment.named(latch, 5, 100, shut=False) == 1
    assert experiment.named(latch, 5, 100) == 1 / 8


def test_with_open_gates_it_is_the_network_itself():
    net = lag_helpers.network("chrono", 100, 1, long_lags.SETTINGS)
    batch = experiment.one_of_each(30)
    with torch.no_grad():
        right = (net(batch.x)[-1].argmax(dim=-1) == batch.y[0]).double().mean().item()
    assert experiment.named(net, 10, 20, shut=False) == right


def test_the_first_write_is_all_that_a_store_has_and_nothing_that_a_latch_has():
    assert experiment.first_write(holder(7.0, 0.0), 50) == pytest.approx(1, rel=1e-6)
    assert experiment.first_write(holder(0.0, 5.0), 50) < 1e-10


def test_the_rates_are_those_that_long_lags_found():
    measured = read(DATA / "long_lags.json").results
    assert SETTINGS["rates"] == {helped: measured[helped]["rate"] for helped in SETTINGS["rates"]}


def test_only_the_gates_of_chrono_hold_without_writes(recorded):
    assert min(recorded["chrono"]["shut"]["400"]["values"]) > 0.8
    for helped in ("auxiliary", "curriculum"):
        assert max(recorded[helped]["shut"]["400"]["values"]) < 0.2
        assert min(recorded[helped]["open"]["400"]["values"]) > 0.8


def test_the_curriculum_measured_again_agrees_with_the_record(recorded):
    net = long_lags.learn("curriculum", 100, SETTINGS["rates"]["curriculum"], 1, long_lags.SETTINGS).network
    assert experiment.named(net, SETTINGS["open"], 400) == pytest.approx(
        np.mean(recorded["curriculum"]["shut"]["400"]["values"]), abs=0.13
    )
    assert experiment.named(net, SETTINGS["open"], 50, shut=False) >= 0.8
