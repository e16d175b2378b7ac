"""Causal self-attention against PyTorch's two, centred differences, its own incremental form, and order."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from scripts.reference import self_attention
from scripts.reference.differences import centred, relative_error
from tests.reference.oracles import tensor
from tests.reference.samples import normal

T, B, HEADS, d = 5, 3, 2, 4
H = HEADS * d


def given() -> tuple[np.ndarray, self_attention.Params]:
    """A sequence and its weights."""
    return normal(140, T, B, H), self_attention.Params(*(normal(141 + n, H, H) for n in range(4)))


def torch_forward(x: torch.Tensor, weights: list[torch.Tensor]) -> torch.Tensor:
    """By scaled_dot_product_attention, which wants (B, heads, T, d)."""
    q, k, v = ((x @ W.T).view(T, B, HEADS, d).permute(1, 2, 0, 3) for W in weights[:3])
    read = torch.nn.functional.scaled_dot_product_attention(q, k, v, is_causal=True)
    return read.permute(2, 0, 1, 3).reshape(T, B, H) @ weights[3].T


def test_values_agree_with_scaled_dot_product_attention():
    x, p = given()
    theirs = torch_forward(tensor(x), [tensor(W) for W in p])
    assert_allclose(self_attention.forward(x, p, HEADS)[0], theirs.detach(), rtol=0, atol=1e-13)


def test_values_agree_with_multihead_attention():
    x, p = given()
    layer = torch.nn.MultiheadAttention(H, HEADS, bias=False, dtype=torch.float64)
    with torch.no_grad():
        layer.in_proj_weight.copy_(torch.tensor(np.concatenate(p[:3])))
        layer.out_proj.weight.copy_(torch.tensor(p.Wo))
    later = torch.triu(torch.ones(T, T, dtype=torch.bool), diagonal=1)
    theirs, _ = layer(*[torch.tensor(x)] * 3, attn_mask=later, need_weights=False)
    assert_allclose(self_attention.forward(x, p, HEADS)[0], theirs.detach(), rtol=0, atol=1e-13)


def test_gradients_agree_with_autograd():
    x, p = given()
    dy, leaves = normal(146, T, B, H), [tensor(array) for array in (x, *p)]
    torch_forward(leaves[0], leaves[1:]).backward(torch.tensor(dy))
    grads = self_attention.backward(dy, self_attention.forward(x, p, HEADS)[1], p)
    for ours, theirs in zip((grads.dx, *grads.dp), leaves, strict=True):
        assert_allclose(ours, theirs.grad, rtol=0, atol=1e-12)


@pytest.mark.parametrize("name", ["x", *self_attention.Params._fields])
def test_gradient_agrees_with_centred_differences(name):
    x, p = given()
    dy = normal(146, T, B, H)
    grads = self_attention.backward(dy, self_attention.forward(x, p, HEADS)[1], p)
    ours, inputs = {"x": grads.dx, **grads.dp._asdict()}, {"x": x, **p._asdict()}
    numeric = centred(lambda: float((dy * self_attention.forward(x, p, HEADS)[0]).sum()), inputs[name])
    assert relative_error(ours[name], numeric) < 1e-6


def test_one_token_at_a_time_with_a_cache_gives_what_the_whole_gives():
    x, p = given()
    kept, read = self_attention.empty(B, H, HEADS), []
    for x_t in x:
        y, kept = self_attention.step(x_t, kept, p)
        read.append(y)
    whole, cache = self_attention.forward(x, p, HEADS)
    assert_allclose(read, whole, rtol=0, atol=1e-14)
    assert_array_equal(kept.keys, cache.k)
    assert_array_equal(kept.values, cache.v)
    assert kept.keys.size + kept.values.size == 2 * T * B * H


def test_no_token_reads_a_later_one():
    x, p = given()
    changed = x.copy()
    changed[3:] = normal(147, T - 3, B, H)
    assert_array_equal(self_attention.forward(changed, p, HEADS)[0][:3], self_attention.forward(x, p, HEADS)[0][:3])
    weights = self_attention.forward(x, p, HEADS)[1].weights
    assert_array_equal(weights[np.arange(T)[:, None] < np.arange(T)], 0.0)
    assert_allclose(weights.sum(axis=1), 1.0, rtol=0, atol=1e-15)


def test_the_order_of_earlier_tokens_shows_in_the_last_output_from_two_layers_on():
    x, p = given()
    shuffled = x[[2, 0, 3, 1, 4]]
    once, other = (self_attention.forward(array, p, HEADS)[0] for array in (x, shuffled))
    assert_allclose(once[-1], other[-1], rtol=0, atol=1e-13)
    twice, other = (self_attention.forward(array, p, HEADS)[0] for array in (once, other))
    assert np.abs(twice[-1] - other[-1]).max() > 0.1


@pytest.mark.parametrize("size", [1e3, 1e6])
def test_large_scores_do_not_overflow(size):
    x, p = given()
    large = p._replace(Wq=p.Wq * size)
    whole = self_attention.forward(x, large, HEADS)[0]
    kept = self_attention.empty(B, H, HEADS)
    for x_t in x:
        y, kept = self_attention.step(x_t, kept, large)
    assert np.isfinite(whole).all()
    assert_allclose(y, whole[-1], rtol=0, atol=1e-9)


def test_a_width_that_the_heads_do_not_divide_is_an_error():
    x, p = given()
    with pytest.raises(ValueError, match="H is 8, expected a multiple of the 3 heads"):
        self_attention.forward(x, p, 3)
    with pytest.raises(ValueError, match="H is 8, expected a multiple of the 3 heads"):
        self_attention.empty(B, H, 3)
