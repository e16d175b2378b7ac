"""Training with chosen activations: limits, divergence, and a change on the way."""

import pytest
import torch

from scripts.experiments.networks.recurrent import many_to_one
from scripts.experiments.q15_activation_functions.activation_cell import Names
from scripts.experiments.q15_activation_functions.activation_training import Race, begin
from scripts.experiments.tasks.adding import Batch, draw

SETTINGS = {
    "seeds": [0, 1],
    "T": 8,
    "H": 6,
    "batch": 16,
    "updates": 12,
    "rate": 0.01,
    "forget_bias": 1.0,
    "solved": 0.01,
    "recent": 3,
}
INFINITY = float("inf")


def trained(limits, settings=SETTINGS, copies=1, **options):
    return Race(begin(settings, copies), Names(), settings, **options).train(torch.tensor(limits))


def same(a, b, networks=slice(None)):
    return all(torch.equal(a.weights[key][networks], b.weights[key][networks]) for key in a.weights)


def test_it_is_adam_on_pytorch_s_layer_with_clipping():
    """One seed beside PyTorch's own layer, optimiser and clipping."""
    ours = trained([0.05, 0.05])
    network = many_to_one("lstm", 6, 1, forget_bias=1.0)
    adam = torch.optim.Adam(network.parameters(), 0.01)
    generator = torch.Generator().manual_seed(1)
    norms = []
    for _ in range(SETTINGS["updates"]):
        batch = draw(8, 16, generator)
        adam.zero_grad()
        (network(batch.x) - batch.y).square().mean().backward()
        norms.append(torch.nn.utils.clip_grad_norm_(network.parameters(), 0.05).item())
        adam.step()
    for name, value in network.named_parameters():
        assert torch.allclose(ours.weights[name][1], value, atol=1e-4)
    assert ours.norms[1].item() == pytest.approx(max(norms), rel=1e-3)
    assert max(norms) > 0.05  # clipping had something to do


def test_copies_of_a_seed_differ_by_their_limits_only():
    both = trained([1e9, 1e9, INFINITY, INFINITY], copies=2)
    for value in both.weights.values():
        assert torch.equal(value[:2], value[2:])
    small = trained([0.01, 0.01, INFINITY, INFINITY], copies=2)
    assert not torch.equal(small.weights["readout.bias"][:2], small.weights["readout.bias"][2:])
    assert same(both, small, slice(2, 4))


def changed(seed, targets):
    """The adding problem, but that one seed's batches have these targets, one a batch; None leaves them."""
    left = list(targets)

    def task(T, B, generator):
        batch = draw(T, B, generator)
        if generator.initial_seed() == seed and (target := left.pop(0)) is not None:
            return Batch(batch.x, torch.full_like(batch.y, target))
        return batch

    return task


def test_a_network_that_diverges_stays_where_it_was_and_disturbs_no_other():
    """At the fourth update the loss of seed 0 is infinite, the square of 1e30; Adam would go on by momentum."""
    ours = trained([1.0, 1.0], task=changed(0, [None] * 3 + [1e30] + [None] * 8))
    assert ours.finite.tolist() == [False, True]
    assert same(ours, trained([1.0, 1.0], {**SETTINGS, "updates": 3}), slice(0, 1))
    assert same(ours, trained([1.0, 1.0]), slice(1, 2))
    assert 0 < ours.norms[0] < 100  # of the updates before


def test_a_large_but_finite_gradient_is_no_divergence():
    weights = begin(SETTINGS)
    with torch.no_grad():
        weights["readout.weight"][0] = 1e13  # the loss is near 1e26, the gradient's square above float32
    ours = Race(weights, Names(), SETTINGS).train(torch.tensor([1.0, 1.0]))
    assert ours.finite.tolist() == [True, True]
    assert ours.norms[0] > 1e19


def test_solved_is_the_update_at_which_the_recent_batches_are_below():
    never = trained([1.0, 1.0], {**SETTINGS, "solved": 0.0})
    assert never.solved == [None, None]
    at_once = trained([1.0, 1.0], {**SETTINGS, "solved": 100.0})
    assert at_once.solved == [3, 3]
    weights = begin(SETTINGS)
    with torch.no_grad():
        weights["readout.weight"].zero_()
        weights["readout.bias"].zero_()
    standing = {**SETTINGS, "rate": 1e-9}  # it says 0 throughout
    race = Race(weights, Names(), standing, changed(1, [1.0] * 5 + [0.0] * 7))
    late = race.train(torch.tensor([1.0, 1.0]))
    assert late.solved == [None, 8]


def switched(update, limits, fresh, before=INFINITY):
    """Trained under the limit `before`, and from `update` on under `limits`, with the same Adam or a fresh one."""
    weights = begin(SETTINGS)
    adam = torch.optim.Adam(weights.values(), SETTINGS["rate"])
    race = Race(weights, Names(), SETTINGS)
    race.train(torch.tensor([before, before]), update - 1, adam)
    return race.train(torch.tensor(limits), SETTINGS["updates"] - update + 1, None if fresh else adam)


def test_a_race_goes_on_under_other_limits():
    free = trained([INFINITY, INFINITY])
    same_limits = switched(12, [INFINITY, INFINITY], False)
    assert same(free, same_limits)
    assert same_limits.updates == SETTINGS["updates"]
    assert torch.equal(same_limits.norms, free.norms)
    assert not same(free, switched(12, [0.001, 0.001], False))


def test_solved_counts_the_updates_of_both_parts():
    settings = {**SETTINGS, "solved": 100.0, "recent": 4}
    race = Race(begin(settings), Names(), settings)
    for updates in (3, 2):
        race.train(torch.tensor([1.0, 1.0]), updates)
    assert race.solved == [4, 4]


def test_a_network_that_diverged_stays_so_when_the_race_goes_on():
    race = Race(begin(SETTINGS), Names(), SETTINGS, changed(0, [None, 1e30] + [None] * 10))
    limits = torch.tensor([1.0, 1.0])
    race.train(limits, 3)
    kept = {name: value.detach().clone() for name, value in race.weights.items()}
    race.train(limits, 3)
    assert race.finite.tolist() == [False, True]
    assert all(torch.equal(value[0], kept[name][0]) for name, value in race.weights.items())
    assert not torch.equal(race.weights["readout.bias"][1], kept["readout.bias"][1])


def test_a_fresh_adam_has_forgotten_the_old_gradients():
    old, new = (switched(12, [1.0, 1.0], fresh, 1.0) for fresh in (False, True))
    assert same(old, trained([1.0, 1.0]))
    before = trained([1.0, 1.0], {**SETTINGS, "updates": 11})
    # Adam's first step is the rate itself, whatever the size of the gradient.
    steps = new.weights["layer.weight_hh_l0"] - before.weights["layer.weight_hh_l0"]
    assert torch.allclose(steps.abs(), torch.full_like(steps, 0.01), rtol=1e-2)
    assert not same(old, new)


def test_the_identity_start_sets_the_candidate_s_block_and_nothing_else():
    usual, identity = begin(SETTINGS), begin(SETTINGS, identity=True)
    U, V = usual["layer.weight_hh_l0"], identity["layer.weight_hh_l0"]
    assert torch.equal(V[:, 12:18], torch.eye(6).expand(2, -1, -1))
    assert torch.equal(V[:, :12], U[:, :12])
    assert torch.equal(V[:, 18:], U[:, 18:])
