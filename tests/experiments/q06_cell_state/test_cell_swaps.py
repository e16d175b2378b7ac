"""Cuts and swaps of the states of a network whose one memory is unit 0 of c."""

import pytest
import torch

from scripts.experiments.networks.recurrent import start
from scripts.experiments.q06_cell_state import cell_swaps, sum_or_last
from tests.experiments import hand_set

NONE = 1e-6  # of the tanh, at a hundredth


@pytest.fixture
def batch():
    return sum_or_last.draw("sum", 20, 200, torch.Generator().manual_seed(6))


@pytest.fixture
def errors(batch):
    return cell_swaps.errors(hand_set.network("sum"), "sum", batch, unit=0)


def test_nothing_that_leaves_unit_0_of_c_alone_matters(errors):
    for harmless in ("intact", "cut_h", "cut_h_from_there", "mean_h_from_there", "swap_h_own", "swap_others_own"):
        assert errors[harmless] < NONE, harmless


def test_without_it_the_first_value_is_lost(errors, batch):
    lost = batch.values[0].square().mean().item()
    assert errors["cut_c"] == pytest.approx(lost, rel=1e-3)
    assert errors["cut_unit"] == pytest.approx(lost, rel=1e-3)


def test_with_another_s_the_answer_is_the_other_s(errors, batch):
    assert errors["swap_c_hybrid"] < NONE
    assert errors["swap_unit_hybrid"] < NONE
    apart = (batch.values[0] - batch.values[0].roll(1)).square().mean().item()
    for wrong in ("swap_c_own", "swap_unit_own", "swap_h_hybrid", "swap_others_hybrid"):
        assert errors[wrong] == pytest.approx(apart, rel=1e-3), wrong


def test_a_unit_that_holds_nothing_can_be_cut(batch):
    errors = cell_swaps.errors(hand_set.network("sum"), "sum", batch, unit=1)
    assert errors["cut_unit"] < NONE
    assert errors["swap_unit_own"] < NONE


def test_h_is_missed_by_a_network_whose_gate_it_holds_open(batch):
    network = hand_set.network("sum")
    with torch.no_grad():
        network.layer.bias_ih_l0[5] = 5.0  # unit 1 fills, and shows three quarters
        network.layer.weight_hh_l0[2, 1], network.layer.bias_ih_l0[2] = 30.0, -2.0  # without it unit 0 forgets
    errors = cell_swaps.errors(network, "sum", batch, unit=0)
    assert errors["intact"] < 0.1 * errors["cut_h"]
    assert errors["cut_h"] < 0.7 * errors["cut_h_from_there"]
    assert errors["swap_h_own"] < 0.1 * errors["cut_h"]  # the other sequence's h is as good
    assert errors["mean_h_from_there"] < 0.1 * errors["cut_h"]  # and so is the mean: all that it gave was a bias


def test_the_mean_of_h_is_no_substitute_where_h_says_which_sequence_it_is(batch):
    network = hand_set.network("sum")
    with torch.no_grad():  # unit 1 copies unit 0 at each step, and is read in its place
        network.layer.weight_hh_l0[5, 0] = 1.0
        network.layer.bias_ih_l0[1], network.layer.bias_ih_l0[3] = hand_set.OPEN, hand_set.SHUT
        network.layer.weight_ih_l0[5] = network.layer.weight_ih_l0[1] = 0.0
        network.readout.weight[0, 0], network.readout.weight[0, 1] = 0.0, 1 / hand_set.SMALL
    errors = cell_swaps.errors(network, "sum", batch, unit=0)
    assert errors["mean_h_from_there"] > 3 * errors["intact"]  # which misses a mark at the last step


def test_the_swapped_unit_ends_with_the_other_s_first_value_and_its_own_second(batch):
    last = cell_swaps.last_c(hand_set.network("sum"), batch, unit=0)[:, 0]
    hybrid = batch.values[0].roll(1) + batch.values[1]
    assert last.numpy() == pytest.approx(hand_set.SMALL * hybrid.numpy(), rel=1e-3, abs=1e-6)


def test_for_the_last_value_the_first_half_does_not_matter():
    batch = sum_or_last.draw("last", 20, 200, torch.Generator().manual_seed(6))
    errors = cell_swaps.errors(hand_set.network("last"), "last", batch, unit=0)
    assert max(errors.values()) < NONE


@torch.no_grad()
def test_the_other_h_is_that_of_the_next_sequence():
    batch = sum_or_last.draw("sum", 2, 200, torch.Generator().manual_seed(6))  # one step is left, so that h matters
    network = start("lstm", 2, 2, 1, 0)
    _, (h, c) = network.layer(batch.x[:1])
    said = network.readout(network.layer(batch.x[1:], (h[:, [-1, *range(199)]], c))[0][-1])[:, 0]
    found = cell_swaps.errors(network, "sum", batch, unit=0)
    assert found["swap_h_own"] == pytest.approx((said - batch.y).square().mean().item(), rel=1e-6)
    assert found["swap_h_own"] != pytest.approx(found["intact"], rel=1e-5)
