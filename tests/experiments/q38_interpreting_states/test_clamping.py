"""The loop reads as PyTorch's layer does, a clamped unit stays at its means, and bits are those of the scores."""

import math

import numpy as np
import pytest
import torch

from scripts.experiments.networks.characters import Network
from scripts.experiments.networks.stacked import of_layer, steps
from scripts.experiments.q38_interpreting_states import clamping

K, E, H = 7, 4, 5
BREAK, SPACE = 2, 6
CHOICE = (BREAK, SPACE)


@pytest.fixture(scope="module")
def network() -> Network:
    torch.manual_seed(0)
    return Network(K, {"E": E, "H": H, "dropout": 0.0})


@pytest.fixture(scope="module")
def places() -> torch.Tensor:
    return torch.randint(0, K, (240,), generator=torch.Generator().manual_seed(1))


@pytest.fixture(scope="module")
def means(network, places) -> clamping.States:
    return clamping.States(*(states.mean(axis=0) for states in clamping.read(network, places)))


def test_states_are_those_of_the_layer(network, places):
    states = clamping.read(network, places)
    with torch.no_grad():
        hs, (_, c) = network.layer(network.embedding(places[:, None]))
    np.testing.assert_allclose(states.h, hs[:, 0].numpy(), atol=1e-6)
    np.testing.assert_allclose(states.c[-1], c[0, 0].numpy(), atol=1e-6)


def test_each_copy_has_its_own_units_at_their_means_at_every_step(network, places, means):
    sets = [[], [3], [0, 4]]
    weights = {name: value.expand(3, *value.shape[1:]) for name, value in of_layer(network.layer).items()}
    x = network.embedding(places[:, None])
    found = list(steps(weights, x, edit=clamping.clamped(sets, means)))
    c, h = (torch.stack([getattr(step, name)[:, 0] for step in found]).detach().numpy() for name in "ch")
    plain = clamping.read(network, places)
    np.testing.assert_allclose(h[:, 0], plain.h, atol=1e-6)
    for copy, units in enumerate(sets):
        for unit in units:
            np.testing.assert_allclose(c[:, copy, unit], means.c[unit], atol=1e-6)
            np.testing.assert_allclose(h[:, copy, unit], means.h[unit], atol=1e-6)
    assert np.abs(c[1:, 1, 0] - plain.c[1:, 0]).max() > 1e-4  # the others read the mean in its place


def test_bits_of_the_choice_are_between_break_and_space_alone_and_the_rest_are_of_all_characters(network, places):
    found = clamping.bits(network, places, CHOICE, rows=2, unread=10)[0]
    with torch.no_grad():
        rows = places.view(2, 120).t()
        said = network(rows[:-1], None)[0][10:]
        target = rows[1:][10:]
    ends = (target == BREAK) | (target == SPACE)
    p = said.softmax(-1)
    own = p.gather(-1, target[..., None])[..., 0]
    chosen = own / (p[..., BREAK] + p[..., SPACE])
    assert found.ends == pytest.approx(-chosen[ends].log2().mean().item(), rel=1e-5)
    assert found.others == pytest.approx(-own[~ends].log2().mean().item(), rel=1e-5)
    assert found.white == pytest.approx(-own[ends].log2().mean().item(), rel=1e-5)


def test_clamping_all_units_leaves_one_prediction_for_all_places(network, places, means):
    every = clamping.bits(network, places, CHOICE, clamping.clamped([[*range(H)]], means), rows=2, unread=10)[0]
    with torch.no_grad():
        said = network.readout(torch.from_numpy(means.h)[None])[0]
    two = said[list(CHOICE)].log_softmax(0) / math.log(2)
    targets = places.view(2, 120).t()[11:]
    share = (targets == BREAK).sum() / torch.isin(targets, torch.tensor(CHOICE)).sum()
    assert every.ends == pytest.approx(-(share * two[0] + (1 - share) * two[1]).item(), rel=1e-4)
