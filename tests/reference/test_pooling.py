"""The two ends and attention over the steps against PyTorch, centred differences, and what stands in padding."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal

from scripts.reference import bidirectional, padding, pooling
from scripts.reference.differences import centred, relative_error
from tests.reference.oracles import tensor
from tests.reference.samples import B, D, H, T, lstm_params, normal

A = 7
LENGTHS = np.array([2, 5, 3])
IN_PADDING = ~padding.real(LENGTHS, T)


def weights() -> pooling.Params:
    return pooling.Params(normal(401, A, H), normal(402, A), normal(403, A))


def packed_in_torch() -> tuple[np.ndarray, np.ndarray]:
    """Outputs (T, B, H) and the two last states (B, H) of PyTorch's bidirectional LSTM of width H/2, packed."""
    torch.manual_seed(0)
    layer = torch.nn.LSTM(4, H // 2, bidirectional=True).double()
    given = torch.nn.utils.rnn.pack_padded_sequence(torch.tensor(normal(404, T, B, 4)), LENGTHS, enforce_sorted=False)
    outputs, (h_n, _) = layer(given)
    padded = torch.nn.utils.rnn.pad_packed_sequence(outputs, total_length=T)[0]
    return padded.detach().numpy(), torch.cat([h_n[-2], h_n[-1]], 1).detach().numpy()


def attended_in_torch(hs, p: list[torch.Tensor]) -> torch.Tensor:
    """The pooled outputs (B, H), sequence by sequence, without any padding."""
    pooled = []
    for b, length in enumerate(LENGTHS):
        own = hs[:length, b]
        scores = torch.nn.functional.linear(torch.tanh(torch.nn.functional.linear(own, p[0], p[1])), p[2][None])
        pooled.append((scores.softmax(0) * own).sum(0))
    return torch.stack(pooled)


def test_the_two_ends_are_the_last_states_of_pytorchs_packed_run():
    outputs, states = packed_in_torch()
    assert_array_equal(pooling.ends(outputs, LENGTHS), states)


def test_the_gradient_of_the_two_ends_agrees_with_centred_differences():
    hs, upper = normal(405, T, B, H), normal(406, B, H)
    numeric = centred(lambda: float((upper * pooling.ends(hs, LENGTHS)).sum()), hs)
    assert relative_error(pooling.ends_backward(upper, LENGTHS, T), numeric) < 1e-6


def test_the_backward_half_at_the_last_step_is_not_a_summary():
    outputs, states = packed_in_torch()
    assert np.abs(padding.last(outputs, LENGTHS) - states)[:, H // 2 :].min() > 1e-3


def test_attention_agrees_with_pytorch_on_each_sequence_alone():
    hs, p = normal(400, T, B, H), weights()
    pooled, cache = pooling.attend(hs, LENGTHS, p)
    theirs = attended_in_torch(torch.tensor(hs), [torch.tensor(array) for array in p])
    assert_allclose(pooled, theirs, rtol=0, atol=1e-14)
    assert_allclose(cache.weights.sum(axis=0), 1.0, rtol=0, atol=1e-15)


def test_gradients_of_attention_agree_with_autograd():
    hs, p, upper = normal(400, T, B, H), weights(), normal(406, B, H)
    leaves = [tensor(hs), *(tensor(array) for array in p)]
    attended_in_torch(leaves[0], leaves[1:]).backward(torch.tensor(upper))
    grads = pooling.attend_backward(upper, pooling.attend(hs, LENGTHS, p)[1], p)
    for ours, theirs in zip((grads.dhs, *grads.dp), leaves, strict=True):
        assert_allclose(ours, theirs.grad, rtol=0, atol=1e-13)


@pytest.mark.parametrize("name", ["hs", "W", "b", "v"])
def test_the_gradient_of_attention_agrees_with_centred_differences(name):
    hs, p, upper = normal(400, T, B, H), weights(), normal(406, B, H)
    grads = pooling.attend_backward(upper, pooling.attend(hs, LENGTHS, p)[1], p)
    numeric = centred(lambda: float((upper * pooling.attend(hs, LENGTHS, p)[0]).sum()), {"hs": hs, **p._asdict()}[name])
    assert relative_error({"hs": grads.dhs, **grads.dp._asdict()}[name], numeric) < 1e-6


def test_what_stands_in_padding_does_not_matter_and_gets_no_gradient():
    hs, p = normal(400, T, B, H), weights()
    filled = np.where(IN_PADDING, 1e3, hs)
    pooled, cache = pooling.attend(filled, LENGTHS, p)
    assert_array_equal(pooled, pooling.attend(hs, LENGTHS, p)[0])
    assert not (pooling.attend_backward(np.ones((B, H)), cache, p).dhs * IN_PADDING).any()
    assert_array_equal(pooling.ends(filled, LENGTHS), pooling.ends(hs, LENGTHS))


def test_equal_scores_are_the_mean():
    hs = normal(400, T, B, H)
    pooled, _ = pooling.attend(hs, LENGTHS, weights()._replace(v=np.zeros(A)))
    assert_allclose(pooled, padding.mean(hs, LENGTHS), rtol=0, atol=1e-15)


def test_a_summary_of_our_own_bidirectional_lstm():
    p = bidirectional.Params(lstm_params(1), lstm_params(2))
    run = bidirectional.forward(normal(407, T, B, D), LENGTHS, np.zeros((2, B, H)), np.zeros((2, B, H)), p)
    assert_array_equal(pooling.ends(run.outputs, LENGTHS), np.concatenate(list(run.h_n), axis=1))


def test_what_does_not_fit_is_an_error():
    hs, p = normal(400, T, B, H), weights()
    with pytest.raises(ValueError, match=r"W has shape \(7, 5\), expected \(7, 6\)"):
        pooling.attend(hs, LENGTHS, p._replace(W=p.W[:, :5]))
    with pytest.raises(ValueError, match="expected an even one"):
        pooling.ends(hs[:, :, :5], LENGTHS)
    with pytest.raises(ValueError, match="sequence 1 has no real position"):
        pooling.attend(hs, np.array([2, 0, 3]), p)
