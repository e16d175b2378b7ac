"""One layer and its readout: the ways to start it."""

import pytest
import torch

from scripts.experiments.networks.recurrent import KINDS, start

D, H, K = 3, 40, 2


@pytest.mark.parametrize("kind", KINDS)
def test_an_output_at_every_step_and_its_weights_counted(kind):
    network = start(kind, D, H, K, 0)
    assert network(torch.zeros(7, 5, D)).shape == (7, 5, K)
    blocks = {"rnn": 1, "irnn": 1, "gru": 3, "lstm": 4}[kind]
    assert network.parameter_count() == blocks * (H * D + H * H + 2 * H) + H * K + K


def test_the_seed_decides():
    one, same, other = (start("lstm", D, H, K, seed).layer.weight_hh_l0 for seed in (0, 0, 1))
    assert torch.equal(one, same)
    assert not torch.equal(one, other)


def bias(network: torch.nn.Module) -> list[torch.Tensor]:
    return list((network.layer.bias_ih_l0 + network.layer.bias_hh_l0).chunk(4))


def test_the_forget_bias_is_the_sum_of_both_and_leaves_the_rest():
    given, default = bias(start("lstm", D, H, K, 0, forget_bias=2.5)), bias(start("lstm", D, H, K, 0))
    assert torch.equal(given[1], torch.full((H,), 2.5))
    for block in (0, 2, 3):
        assert torch.equal(given[block], default[block])


def test_chrono_spreads_the_forget_biases_over_the_time_scales_and_mirrors_them():
    i, f, g, o = bias(start("lstm", D, 4000, K, 0, chrono=101.0))
    assert torch.equal(i, -f)
    scales = f.exp()
    assert 1.0 <= scales.min() < 1.2
    assert 99.8 < scales.max() <= 100.001
    assert scales.mean().item() == pytest.approx(50.5, abs=2)
    default = bias(start("lstm", D, 4000, K, 0))
    assert torch.allclose(g, default[2])
    assert torch.allclose(o, default[3])


def test_orthogonal_and_identity():
    U = start("rnn", D, H, K, 0, orthogonal=True).layer.weight_hh_l0
    assert torch.allclose(U @ U.T, torch.eye(H), atol=1e-5)
    network = start("irnn", D, H, K, 0)
    assert network.layer.nonlinearity == "relu"
    assert torch.equal(network.layer.weight_hh_l0, torch.eye(H))
    assert network.layer.weight_ih_l0.std().item() == pytest.approx(0.001, rel=0.3)
    assert not network.layer.bias_ih_l0.any()
    assert not network.layer.bias_hh_l0.any()
