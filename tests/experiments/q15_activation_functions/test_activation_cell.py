"""The cell with chosen activations: against PyTorch's layer, and by hand."""

import math

import pytest
import torch

from scripts.experiments.networks.recurrent import many_to_one
from scripts.experiments.networks.stacked import predict, stack
from scripts.experiments.q15_activation_functions.activation_cell import ACTIVATIONS, Names, forward
from scripts.experiments.tasks.adding import draw


@pytest.fixture
def networks():
    return [many_to_one("lstm", 5, seed, forget_bias=1.0) for seed in (0, 1, 2)]


@pytest.fixture
def xs():
    generator = torch.Generator().manual_seed(9)
    return torch.stack([3 * draw(11, 4, generator).x - 1 for _ in range(3)], dim=1)  # both signs, not small


def test_with_its_defaults_it_is_pytorch_s_lstm(networks, xs):
    weights = stack(networks)
    assert torch.allclose(forward(weights, xs, Names()).said, predict(weights, networks[0], xs), atol=1e-6)


def test_the_largest_state_is_that_of_pytorch_s_lstm(networks, xs):
    largest = forward(stack(networks), xs, Names()).largest
    for s, network in enumerate(networks):
        for t in (1, 6, 11):
            c = network.layer(xs[:t, s])[1][1]
            assert largest[t - 1, s].item() == pytest.approx(c.abs().max().item(), rel=1e-5)


@pytest.mark.parametrize(
    ("part", "name"),
    [(part, name) for part in Names._fields for name in sorted(ACTIVATIONS) if name != getattr(Names(), part)],
)
def test_each_activation_changes_the_part_that_it_is_given_to(networks, xs, part, name):
    weights = stack(networks)
    change = forward(weights, xs, Names(**{part: name})).said - forward(weights, xs, Names()).said
    assert change.abs().max() > 1e-4


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (Names(), math.tanh(7)),
        (Names(output="identity"), 7.0),
        (Names(output="relu"), 7.0),
        (Names(output="hard_tanh"), 1.0),
        (Names(candidate="identity"), 1.0),
        (Names(candidate="identity", output="identity"), 7 * 50.0),
    ],
)
def test_one_unit_with_open_gates_counts_its_candidates(cell, expected):
    weights = stack([many_to_one("lstm", 1, 0, forget_bias=1.0)] * 2)
    with torch.no_grad():
        for name, value in weights.items():
            value.fill_(1.0 if name == "readout.weight" else 0.0)
        weights["layer.bias_ih_l0"].fill_(50.0)
    said = forward(weights, torch.zeros(7, 2, 3, 2), cell).said
    assert torch.allclose(said, torch.full((2, 3), expected))


def test_the_hard_sigmoids_are_those_of_keras_3_and_keras_2():
    z = torch.tensor([-3.0, -2.5, 0.0, 1.0, 2.5, 3.0])
    assert torch.allclose(ACTIVATIONS["hard_sigmoid"](z), (z / 6 + 0.5))
    assert torch.allclose(ACTIVATIONS["hard_sigmoid_02"](z), torch.tensor([0.0, 0.0, 0.5, 0.7, 1.0, 1.0]))


def test_relu_gates_may_exceed_one(networks):
    """A forget gate of 2 doubles the state at each step."""
    weights = stack(networks)
    with torch.no_grad():
        for value in weights.values():
            value.zero_()
        bias = weights["layer.bias_ih_l0"]
        bias[:, 5:10], bias[:, :5], bias[:, 10:15] = 2.0, 1.0, 100.0  # f = 2, i = 1, g = tanh(100)
    largest = forward(weights, torch.zeros(4, 3, 1, 2), Names(gate="relu")).largest
    assert torch.allclose(largest[:, 0], torch.tensor([1.0, 3.0, 7.0, 15.0]))
