"""Counts of a Transformer layer against PyTorch's layer and counter of operations, and where they meet an LSTM's."""

import pytest
import torch
from torch.utils.flop_counter import FlopCounterMode

from scripts.reference import attention_counts, flops, memory, self_attention
from tests.reference.samples import normal

H, HEADS, T, B, LAYERS = 12, 3, 7, 2, 5


def layer() -> torch.nn.TransformerEncoderLayer:
    """One layer as PyTorch has it."""
    return torch.nn.TransformerEncoderLayer(H, HEADS, 4 * H, dropout=0.0, batch_first=True)


def test_weights_are_those_of_pytorchs_layer():
    theirs = layer()
    assert attention_counts.weights(H) == sum(p.numel() for p in theirs.parameters())
    matrices = sum(p.numel() for p in theirs.parameters() if p.dim() == 2)
    assert attention_counts.weights(H, biases=False) == matrices


def test_multiply_adds_are_those_that_pytorch_counts():
    q = torch.randn(B, HEADS, T, H // HEADS)
    x = torch.randn(B, T, H)
    theirs = layer()
    with FlopCounterMode(display=False) as counted:
        for made in (theirs.self_attn.in_proj_weight, theirs.self_attn.out_proj.weight):
            x @ made.T
        theirs.linear2(theirs.linear1(x))
        torch.softmax(q @ q.mT, dim=-1) @ q
    assert counted.get_total_flops() == 2 * attention_counts.sequence(H, T, B)
    assert attention_counts.sequence(H, T, B, LAYERS) == LAYERS * attention_counts.sequence(H, T, B)


def test_attention_meets_an_lstm_layer_at_four_widths_and_its_own_matrices_at_six():
    assert attention_counts.attention(H, 4 * H) == flops.lstm(H, H) // 2
    assert attention_counts.attention(H, 6 * H) == attention_counts.matrices(H)


def test_cache_has_the_keys_and_values_that_attention_keeps():
    p = self_attention.Params(*(normal(150 + n, H, H) for n in range(4)))
    kept = self_attention.empty(B, H, HEADS)
    for x in normal(154, T, B, H):
        _, kept = self_attention.step(x, kept, p)
    assert attention_counts.cache(H, T, B=B, itemsize=8) == kept.keys.nbytes + kept.values.nbytes
    assert attention_counts.cache(H, T, LAYERS, B) == T * memory.lstm_state(H, LAYERS, B)


@pytest.mark.parametrize(
    "count",
    [
        attention_counts.weights,
        lambda n: attention_counts.attention(4, n),
        lambda n: attention_counts.sequence(4, 4, n),
        lambda n: attention_counts.cache(4, 4, 4, 4, n),
    ],
)
def test_sizes_below_one_are_errors(count):
    with pytest.raises(ValueError, match="expected a whole number from 1 up"):
        count(0)
