"""The cell with a part taken out, against PyTorch's and against the reference; and a cheap repetition."""

import numpy as np
import pytest
import torch

from scripts.experiments.networks.recurrent import many_to_one
from scripts.experiments.networks.stacked import predict as whole
from scripts.experiments.networks.stacked import stack
from scripts.experiments.q01_lstm_architecture import component_ablation as experiment
from scripts.experiments.records.record import DATA, read
from scripts.experiments.tasks.adding import draw


@pytest.fixture
def networks():
    return [many_to_one("lstm", 5, seed, forget_bias=1.0) for seed in (0, 1, 2)]


@pytest.fixture
def xs():
    generator = torch.Generator().manual_seed(9)
    return torch.stack([3 * draw(11, 4, generator).x - 1 for _ in range(3)], dim=1)  # both signs, not small


def test_with_nothing_taken_out_it_is_pytorch_s_lstm(networks, xs):
    weights = stack(networks)
    assert torch.allclose(experiment.predict(weights, xs, "nothing"), whole(weights, networks[0], xs), atol=1e-6)


@pytest.mark.parametrize("part", experiment.PARTS)
def test_each_part_that_is_taken_out_changes_the_cell(networks, xs, part):
    weights = stack(networks)
    change = experiment.predict(weights, xs, part) - experiment.predict(weights, xs, "nothing")
    assert change.abs().max() > 1e-3


@pytest.mark.parametrize(("gate", "block"), [("input_gate", 0), ("forget_gate", 1), ("output_gate", 3)])
def test_a_gate_that_is_taken_out_is_an_open_gate(networks, xs, gate, block):
    weights = stack(networks)
    expected = experiment.predict(weights, xs, gate)
    H = 5
    rows = slice(block * H, (block + 1) * H)
    with torch.no_grad():
        weights["layer.weight_ih_l0"][:, rows] = 0.0
        weights["layer.weight_hh_l0"][:, rows] = 0.0
        weights["layer.bias_ih_l0"][:, rows] = 100.0
    assert torch.allclose(experiment.predict(weights, xs, "nothing"), expected, atol=1e-6)


def test_without_its_tanh_the_output_is_the_gated_cell():
    """One unit whose gates are open and whose candidate is 1: c counts the steps, and h shows it."""
    weights = stack([many_to_one("lstm", 1, 0, forget_bias=1.0)] * 2)
    with torch.no_grad():
        for name, value in weights.items():
            value.fill_(1.0 if name == "readout.weight" else 0.0)
        weights["layer.bias_ih_l0"].fill_(50.0)
    xs = torch.zeros(7, 2, 3, 2)
    assert np.allclose(experiment.predict(weights, xs, "output_tanh").detach(), 7.0)
    assert np.allclose(experiment.predict(weights, xs, "nothing").detach(), np.tanh(7.0))
    assert np.allclose(experiment.predict(weights, xs, "candidate_tanh").detach(), np.tanh(350.0))


def test_a_short_training_agrees_with_the_record():
    results = read(DATA / "component_ablation.json").results
    settings = {**experiment.SETTINGS, "seeds": [0, 1], "T": 10, "updates": 250}
    with_gate, finite = experiment.train("nothing", settings)
    without, _ = experiment.train("input_gate", settings)
    assert finite == [True, True]
    assert results["nothing"]["mse"]["mean"] < results["input_gate"]["mse"]["mean"]
    assert max(with_gate) < min(without)
