"""Biases and blocks are set where they are asked for, and nowhere else."""

import pytest
import torch
from torch import nn

from scripts.experiments.networks.starts import BLOCKS, orthogonal_blocks, rows, set_bias

D, H = 3, 5


def layer(**options) -> nn.LSTM:
    torch.manual_seed(0)
    return nn.LSTM(D, H, **options)


@pytest.mark.parametrize("block", BLOCKS)
def test_the_value_is_the_sum_of_both_biases_of_its_block(block):
    plain, made = layer(), layer()
    set_bias(made, **{block: 3.0})
    own = torch.zeros(4 * H, dtype=torch.bool)
    own[rows(made, block)] = True
    assert own.tolist() == [k // H == BLOCKS.index(block) for k in range(4 * H)]
    assert (made.bias_ih_l0[own] == 3).all()
    assert not made.bias_hh_l0[own].any()
    for name in ("bias_ih_l0", "bias_hh_l0"):
        assert torch.equal(getattr(made, name)[~own], getattr(plain, name)[~own])
    assert torch.equal(made.weight_hh_l0, plain.weight_hh_l0)


def test_one_number_per_unit_and_several_blocks():
    made = layer()
    values = torch.arange(float(H))
    set_bias(made, i=-values, f=values)
    assert torch.equal(made.bias_ih_l0[: 2 * H], torch.cat([-values, values]))


def test_every_layer_and_direction():
    made = layer(num_layers=2, bidirectional=True)
    set_bias(made, f=1.0)
    biases = [b for name, b in made.named_parameters() if name.startswith("bias_ih")]
    assert len(biases) == 4
    assert all((b[H : 2 * H] == 1).all() for b in biases)


def test_a_block_that_there_is_not():
    with pytest.raises(ValueError, match="substring not found"):
        set_bias(layer(), x=1.0)


def test_orthogonal_blocks():
    made = layer()
    before = made.weight_hh_l0.detach().clone()
    orthogonal_blocks(made.weight_hh_l0, "ig")
    for block in BLOCKS:
        U = made.weight_hh_l0[rows(made, block)].detach()
        assert torch.allclose(U.T @ U, torch.eye(H), atol=1e-5) == (block in "ig")
        assert torch.equal(U, before[rows(made, block)]) == (block not in "ig")
