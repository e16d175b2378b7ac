"""The tagger's two readers are PyTorch's bidirectional layer on a packed batch."""

import pytest
import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence

from scripts.experiments.q12_bidirectional_lstms.directions import WAYS, start, turned

T, D, H, K = 5, 3, 4, 2
LENGTHS = torch.tensor([3, 5, 1])


def test_each_sequence_is_turned_within_its_length():
    x = torch.arange(8.0).view(2, 4).T[:, :, None]
    assert turned(x, torch.tensor([4, 2]))[:, :, 0].T.tolist() == [[3, 2, 1, 0], [5, 4, 6, 7]]


def test_both_ways_are_pytorchs_bidirectional_layer():
    network = start("both", D, H, K, seed=0, forget_bias=1.0)
    layer = nn.LSTM(D, H, bidirectional=True)
    weights = [p for reader in network.readers for p in reader.parameters()]
    for theirs, ours in zip(layer.parameters(), weights, strict=True):
        theirs.data.copy_(ours)
    x = torch.randn(T, 3, D, generator=torch.Generator().manual_seed(0))
    packed = pack_padded_sequence(x, LENGTHS, enforce_sorted=False)
    expected = network.readout(pad_packed_sequence(layer(packed)[0])[0])
    here = torch.arange(T)[:, None] < LENGTHS
    torch.testing.assert_close(network(x, LENGTHS)[here], expected[here])


@pytest.mark.parametrize("way", WAYS)
def test_padding_changes_nothing(way):
    network = start(way, D, H, K, seed=0, forget_bias=1.0)
    x = torch.randn(T, 3, D, generator=torch.Generator().manual_seed(0))
    here = torch.arange(T)[:, None] < LENGTHS
    other = torch.where(here[..., None], x, 9.0)
    torch.testing.assert_close(network(other, LENGTHS)[here], network(x, LENGTHS)[here])


def test_the_forget_biases_are_those_asked_for():
    for reader in start("both", D, H, K, seed=0, forget_bias=1.0).readers:
        assert (reader.bias_ih_l0 + reader.bias_hh_l0)[H : 2 * H].tolist() == [1.0] * H
