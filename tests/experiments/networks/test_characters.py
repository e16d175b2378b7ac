"""The network for the next character: what comes out, how it starts, and that its state can be handed on."""

import torch

from scripts.experiments.networks.characters import Network

K, E, H, T, B = 11, 5, 7, 6, 3
SETTINGS = {"E": E, "H": H, "dropout": 0.0}


def test_every_character_gets_scores_and_the_forget_bias_is_one():
    network = Network(K, SETTINGS)
    scores, (h, c) = network(torch.zeros(T, B, dtype=torch.int64), None)
    assert scores.shape == (T, B, K)
    assert h.shape == c.shape == (1, B, H)
    assert (network.layer.bias_ih_l0 + network.layer.bias_hh_l0).chunk(4)[1].tolist() == [1.0] * H


def test_the_state_carries_what_was_read():
    network, x = Network(K, SETTINGS), torch.arange(T * B).reshape(T, B) % K
    whole, _ = network(x, None)
    _, state = network(x[:4], None)
    torch.testing.assert_close(network(x[4:], state)[0], whole[4:])
