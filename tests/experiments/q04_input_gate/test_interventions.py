"""The interventions do what they say, and no more; and the measures read known cases right."""

import numpy as np
import pytest
import torch

from scripts.experiments.networks.gate_trace import trace
from scripts.experiments.networks.recurrent import many_to_one
from scripts.experiments.q04_input_gate import interventions
from scripts.experiments.tasks.adding import draw

H = 5


@pytest.fixture
def network():
    made = many_to_one("lstm", H, seed=0, forget_bias=1.0)
    with torch.no_grad():
        for parameter in made.parameters():
            parameter.mul_(2.0)  # far enough from 0 that every block matters
    return made


@pytest.fixture
def batch():
    return draw(9, 40, torch.Generator().manual_seed(1))


@pytest.fixture
def adder():
    """Unit 0 writes a tenth of each marked value and keeps it; unit 1 stays empty."""
    made = many_to_one("lstm", 2, seed=0)
    with torch.no_grad():
        for parameter in made.parameters():
            parameter.zero_()
        W, _, b, _ = made.layer.parameters()
        W[0, 1], b[0] = 40.0, -20.0  # input gate of unit 0: the marker
        W[4, 0] = 0.1  # its candidate: the value
        b[2:4] = 20.0
        b[6:8] = 20.0
        made.readout.weight[0, 0] = 10.0
    return made


def test_left_alone_it_is_the_network(network, batch):
    said, steps = interventions.follow(network, batch.x.double().numpy())
    np.testing.assert_allclose(said, network(batch.x).detach(), atol=1e-5)
    for ours, theirs in zip(steps, trace(network.layer, batch.x), strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-12)


@pytest.mark.parametrize("block", interventions.BLOCKS)
def test_a_block_that_must_not_read_the_marker_has_no_weight_for_it(network, batch, block):
    said, _ = interventions.follow(network, batch.x.double().numpy(), hidden=block)
    before = network(batch.x).detach().numpy()
    first = "ifgo".index(block) * H
    with torch.no_grad():
        network.layer.weight_ih_l0[first : first + H, 1] = 0.0
    np.testing.assert_allclose(said, network(batch.x).detach(), atol=1e-5)
    assert np.abs(said - before).max() > 1e-3


def test_a_write_is_replaced_at_marked_steps_in_the_named_units_alone(network, batch):
    x = batch.x.double().numpy()
    erased = interventions.Erased(np.array([True, False, True, False, False]), np.linspace(0.1, 0.5, H))
    _, steps = interventions.follow(network, x, erased=erased)
    before = np.concatenate([np.zeros_like(steps.c[:1]), steps.c[:-1]])
    written = steps.c - steps.f * before
    there = (x[..., [1]] == 1.0) & erased.units
    assert there.sum() == 2 * 2 * 40
    expected = np.where(there, np.broadcast_to(erased.write, there.shape), steps.i * steps.g)
    np.testing.assert_allclose(written, expected, atol=1e-12)


def test_nothing_is_lost_by_a_shift_and_all_by_a_constant_or_by_chance():
    rng = np.random.default_rng(0)
    y = rng.random(20_000)
    assert interventions.lost(3.0 - 2.0 * y, y) == pytest.approx(0.0, abs=1e-9)
    assert interventions.lost(np.ones_like(y), y) == 1.0
    assert interventions.lost(rng.random(20_000), y) == pytest.approx(1.0, abs=0.01)
    half = y + y.std() * rng.standard_normal(20_000)
    assert interventions.lost(half, y) == pytest.approx(0.5, abs=0.02)


def test_separation_counts_the_pairs_in_which_the_marked_value_is_above():
    assert interventions.separation(np.array([3.0, 4.0]), np.array([1.0, 2.0])) == 1.0
    assert interventions.separation(np.array([1.0, 2.0]), np.array([3.0, 4.0])) == 0.0
    assert interventions.separation(np.array([1.0, 5.0]), np.array([0.0, 2.0, 4.0])) == pytest.approx(4 / 6)


def test_the_unit_that_adds_suffices_and_the_empty_one_does_not(adder, batch):
    x, y = batch.x.double().numpy(), batch.y.double().numpy()
    lost = interventions.each_unit_alone(adder, x, y)
    assert lost[0] < 1e-3
    assert lost[1] > 0.6  # 40 sequences: chance explains a little
    assert interventions.lost(interventions.follow(adder, x, "i")[0], y) > 0.6
    assert interventions.lost(interventions.follow(adder, x, "g")[0], y) < 1e-3


def test_usual_writes_are_those_of_the_unmarked_steps(network, batch):
    x = batch.x.double().numpy()
    _, steps = interventions.follow(network, x)
    writes = [steps.i[t, b] * steps.g[t, b] for t in range(9) for b in range(40) if x[t, b, 1] == 0.0]
    np.testing.assert_allclose(interventions.usual_writes(steps, x), np.mean(writes, axis=0), atol=1e-12)


def test_what_marked_and_unmarked_steps_contribute_adds_up_to_the_last_cell_state(network, batch):
    x = batch.x.double().numpy()
    _, steps = interventions.follow(network, x)
    marked = x[..., 1] == 1.0
    parts = [interventions.contributions(steps, which) for which in (marked, ~marked)]
    np.testing.assert_allclose(parts[0] + parts[1], steps.c[-1], atol=1e-12)
    last = np.zeros_like(marked)
    last[-1] = True
    np.testing.assert_allclose(interventions.contributions(steps, last), steps.i[-1] * steps.g[-1], atol=1e-12)
