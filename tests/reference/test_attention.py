"""A step of attention against PyTorch and Keras, centred differences, and its limits: masks, equal scores, order."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from scripts.reference import attention
from scripts.reference.differences import centred, relative_error
from tests.reference.oracles import keras, tensor
from tests.reference.samples import normal

B, T_X, H, E, A = 3, 5, 4, 6, 7
REAL = np.arange(T_X)[:, None] < np.array([5, 2, 3])  # padding behind the end
KINDS = ["additive", "dot", "general"]


def given(kind: str) -> tuple:
    """The score, s, hs and its weights; the dot product alone needs equal widths."""
    width = H if kind == "dot" else E
    s, hs = normal(90, B, H), normal(91, T_X, B, width)
    if kind == "additive":
        return attention.ADDITIVE, s, hs, attention.Additive(normal(92, A, H), normal(93, A, E), normal(94, A))
    if kind == "general":
        return attention.GENERAL, s, hs, attention.General(normal(95, H, E))
    return attention.DOT, s, hs, attention.Dot()


def torch_step(kind: str, s, hs, p) -> torch.Tensor:
    """The context (B, E) of PyTorch's modules, batch first inside."""
    hs = hs.transpose(0, 1)
    if kind == "additive":
        query = torch.nn.functional.linear(s, p[0])[:, None]
        scores = torch.nn.functional.linear(torch.tanh(query + torch.nn.functional.linear(hs, p[1])), p[2][None])[
            ..., 0
        ]
    elif kind == "general":
        empty = torch.zeros(1, dtype=torch.float64)
        pairs = s[:, None].expand(-1, T_X, -1).contiguous(), hs.contiguous()
        scores = torch.nn.functional.bilinear(*pairs, p[0][None], empty)[..., 0]
    else:
        scores = torch.bmm(hs, s[..., None])[..., 0]
    weights = torch.softmax(scores.masked_fill(~torch.tensor(REAL.T), float("-inf")), dim=1)
    return torch.bmm(weights[:, None], hs)[:, 0]


@pytest.mark.parametrize("kind", KINDS)
def test_values_agree_with_pytorch(kind):
    score, s, hs, p = given(kind)
    v, cache = attention.step(score, s, hs, REAL, p)
    theirs = torch_step(kind, tensor(s), tensor(hs), [tensor(array) for array in p])
    assert_allclose(v, theirs.detach(), rtol=0, atol=1e-14)
    assert cache.weights.shape == (T_X, B)
    assert_allclose(cache.weights.sum(axis=0), 1.0, rtol=0, atol=1e-15)


def test_dot_product_agrees_with_pytorchs_own_attention():
    score, s, hs, p = given("dot")
    memory = torch.tensor(hs).transpose(0, 1)
    theirs = torch.nn.functional.scaled_dot_product_attention(
        torch.tensor(s)[:, None], memory, memory, attn_mask=torch.tensor(REAL.T)[:, None], scale=1.0
    )
    assert_allclose(attention.step(score, s, hs, REAL, p)[0], theirs[:, 0], rtol=0, atol=1e-14)


def test_additive_score_agrees_with_keras_which_has_the_last_vector_alone():
    score, s, hs, p = given("additive")
    layer = keras.layers.AdditiveAttention(dtype="float64")
    query, keys, values = (s @ p.W.T)[:, None], (hs @ p.U.T).swapaxes(0, 1), hs.swapaxes(0, 1)
    layer.build([query.shape, values.shape, keys.shape])
    layer.set_weights([p.w])
    theirs = layer([query, values, keys], mask=[None, torch.tensor(REAL.T)])
    assert_allclose(attention.step(score, s, hs, REAL, p)[0], theirs.detach()[:, 0], rtol=0, atol=2e-6)


@pytest.mark.parametrize("kind", KINDS)
def test_gradients_agree_with_autograd(kind):
    score, s, hs, p = given(kind)
    dv = normal(96, *hs.shape[1:])
    leaves = [tensor(s), tensor(hs), *(tensor(array) for array in p)]
    torch_step(kind, leaves[0], leaves[1], leaves[2:]).backward(torch.tensor(dv))
    grads = attention.step_backward(score, dv, attention.step(score, s, hs, REAL, p)[1], p)
    for ours, theirs in zip((grads.ds, grads.dhs, *grads.dp), leaves, strict=True):
        assert_allclose(ours, theirs.grad, rtol=0, atol=1e-13)


@pytest.mark.parametrize(
    ("kind", "name"),
    [(kind, name) for kind in KINDS for name in ("s", "hs")]
    + [("additive", "W"), ("additive", "U"), ("additive", "w"), ("general", "W")],
)
def test_gradient_agrees_with_centred_differences(kind, name):
    score, s, hs, p = given(kind)
    dv = normal(96, *hs.shape[1:])
    grads = attention.step_backward(score, dv, attention.step(score, s, hs, REAL, p)[1], p)
    inputs = {"s": s, "hs": hs, **p._asdict()}
    ours = {"s": grads.ds, "hs": grads.dhs, **grads.dp._asdict()}
    numeric = centred(lambda: float((dv * attention.step(score, s, hs, REAL, p)[0]).sum()), inputs[name])
    assert relative_error(ours[name], numeric) < 1e-6


@pytest.mark.parametrize("kind", KINDS)
def test_padding_gets_no_weight_and_no_gradient_whatever_stands_there(kind):
    score, s, hs, p = given(kind)
    v, cache = attention.step(score, s, hs, REAL, p)
    filled = np.where(REAL[..., None], hs, 1e6)
    assert_array_equal(cache.weights[~REAL], 0.0)
    assert_array_equal(attention.step(score, s, filled, REAL, p)[0], v)
    assert_array_equal(attention.step_backward(score, np.ones_like(v), cache, p).dhs[~REAL], 0.0)


def test_zeros_at_padding_would_take_weight():
    hs = np.where(REAL[..., None], normal(91, T_X, B, H), 0.0)
    unmasked = attention.step(attention.DOT, normal(90, B, H), hs, np.ones_like(REAL), attention.Dot())[1].weights
    assert (unmasked[~REAL] > 0.01).all()


@pytest.mark.parametrize("kind", KINDS)
def test_one_real_position_is_all_of_the_context(kind):
    score, s, hs, p = given(kind)
    alone = np.arange(T_X)[:, None] == np.array([4, 0, 2])
    assert_array_equal(attention.step(score, s, hs, alone, p)[0], hs[[4, 0, 2], range(B)])


def test_equal_scores_give_the_mean_of_the_real_outputs():
    score, _, hs, p = given("dot")
    v, _ = attention.step(score, np.zeros((B, H)), hs, REAL, p)
    assert_allclose(v, [hs[:n, b].mean(axis=0) for b, n in enumerate(REAL.sum(axis=0))], rtol=0, atol=1e-15)


@pytest.mark.parametrize("size", [1e3, 1e6])
def test_large_scores_neither_overflow_nor_change_with_a_constant(size):
    scores = normal(97, T_X, B)
    assert_allclose(
        attention.masked_softmax(scores + size, REAL), attention.masked_softmax(scores, REAL), rtol=0, atol=1e-9
    )
    assert np.isfinite(attention.masked_softmax(scores * size, REAL)).all()


def test_order_of_the_source_does_not_matter_to_the_context():
    score, s, hs, p = given("additive")
    order = [3, 0, 4, 2, 1]
    assert_allclose(
        attention.step(score, s, hs[order], REAL[order], p)[0],
        attention.step(score, s, hs, REAL, p)[0],
        rtol=0,
        atol=1e-15,
    )


def test_a_source_without_a_real_position_is_an_error():
    score, s, hs, p = given("dot")
    with pytest.raises(ValueError, match="sequence 1 has no real position"):
        attention.step(score, s, hs, REAL & (np.arange(B) != 1), p)


def test_shapes_that_do_not_fit_are_errors():
    _, s, hs, p = given("additive")
    with pytest.raises(ValueError, match=r"hs has shape \(5, 3, 6\), expected \(T_x, 3, 4\)"):
        attention.step(attention.DOT, s, hs, REAL, attention.Dot())
    with pytest.raises(ValueError, match=r"U has shape \(7, 4\), expected \(7, 6\)"):
        attention.step(attention.ADDITIVE, s, hs, REAL, p._replace(U=p.W))
    with pytest.raises(ValueError, match=r"W has shape \(6, 4\), expected \(4, 6\)"):
        attention.step(attention.GENERAL, s, hs, REAL, attention.General(normal(1, E, H)))
    with pytest.raises(ValueError, match=r"real has shape \(3, 5\), expected \(5, 3\)"):
        attention.step(attention.ADDITIVE, s, hs, REAL.T, p)
