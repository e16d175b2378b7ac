"""The actor–critic loss: value and gradients against PyTorch's Categorical, through a recurrent network with resets."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose

from scripts.reference import over_time, policy_gradient, resets
from scripts.reference.differences import centred, relative_error
from tests.reference.cells import LSTM, HiddenAndCell
from tests.reference.oracles import tensor, torch_lstm
from tests.reference.samples import B, D, H, T, lstm_params, normal

A = 7
WEIGHTS = {"value_weight": 0.3, "entropy_weight": 0.2}
ON = np.array([[1, 1, 1], [1, 1, 1], [1, 1, 0], [1, 0, 0], [1, 0, 0]])
FIRST = np.array([[0, 0, 0], [0, 1, 0], [0, 0, 0], [1, 0, 0], [0, 0, 0]])


def batch() -> policy_gradient.Batch:
    actions = np.random.default_rng(490).integers(0, A, (T, B))
    return policy_gradient.Batch(actions, normal(491, T, B), normal(492, T, B), ON)


def heads() -> policy_gradient.Heads:
    return policy_gradient.Heads(normal(493, A, H), normal(494, A), normal(495, H), normal(496))


def in_torch(hs: torch.Tensor, leaves: list[torch.Tensor]) -> torch.Tensor:
    W, b, w, c = leaves
    done = batch()
    policy = torch.distributions.Categorical(logits=hs @ W.T + b)
    chosen = policy.log_prob(torch.tensor(done.actions))
    error = torch.nn.functional.mse_loss(hs @ w + c, torch.tensor(done.targets), reduction="none")
    each = -torch.tensor(done.advantages) * chosen + 0.3 * error - 0.2 * policy.entropy()
    return each[torch.tensor(ON, dtype=torch.bool)].mean()


def test_value_and_gradients_agree_with_pytorch_through_the_network():
    xs, start, p = normal(497, T, B, D), HiddenAndCell(normal(498, B, H), normal(499, B, H)), lstm_params()
    run = resets.forward(LSTM, xs, FIRST, start, p)
    loss, cache = policy_gradient.forward(run.states.h, batch(), heads(), **WEIGHTS)
    grads = policy_gradient.backward(cache, batch(), heads(), **WEIGHTS)
    through = over_time.backward(run, grads.dhs)

    cell, leaf, of_heads = torch_lstm(p, torch.nn.LSTMCell), tensor(xs), [tensor(array) for array in heads()]
    state, hs = tuple(torch.tensor(array) for array in start), []
    for x, first in zip(leaf, torch.tensor(FIRST, dtype=torch.bool), strict=True):
        state = cell(x, tuple(array.masked_fill(first[:, None], 0.0) for array in state))
        hs.append(state[0])
    theirs = in_torch(torch.stack(hs), of_heads)
    theirs.backward()
    assert loss == pytest.approx(theirs.item(), abs=1e-13)
    ours = [through.dxs, *through.dp, *grads.dheads]
    for mine, other in zip(ours, [leaf, cell.weight_ih, cell.weight_hh, cell.bias_ih, *of_heads], strict=True):
        assert_allclose(mine, other.grad, rtol=0, atol=1e-12)


@pytest.mark.parametrize("array", ["hs", "W", "b", "w", "c"])
def test_gradient_agrees_with_centred_differences(array):
    hs, given = normal(500, T, B, H), heads()
    arrays = {"hs": hs, **given._asdict()}
    _, cache = policy_gradient.forward(hs, batch(), given, **WEIGHTS)
    grads = policy_gradient.backward(cache, batch(), given, **WEIGHTS)
    ours = {"hs": grads.dhs, **grads.dheads._asdict()}

    def loss() -> float:
        return policy_gradient.forward(hs, batch(), given, **WEIGHTS)[0]

    assert relative_error(ours[array], centred(loss, arrays[array])) < 1e-6


def test_padded_steps_count_for_nothing():
    hs, padded = normal(500, T, B, H), batch()
    wild = padded._replace(advantages=np.where(ON, padded.advantages, 1e6), targets=np.where(ON, padded.targets, -1e6))
    loss, cache = policy_gradient.forward(np.where(ON[..., None], hs, 9.0), wild, heads(), **WEIGHTS)
    assert loss == pytest.approx(policy_gradient.forward(hs, padded, heads(), **WEIGHTS)[0])
    assert not policy_gradient.backward(cache, wild, heads(), **WEIGHTS).dhs[ON == 0].any()


def test_with_advantage_1_it_is_a_cross_entropy_and_with_0_the_policy_stays():
    hs, done = normal(500, T, B, H), batch()
    plain = {"value_weight": 0.0, "entropy_weight": 0.0}
    loss, _ = policy_gradient.forward(hs, done._replace(advantages=np.ones((T, B))), heads(), **plain)
    scores = torch.tensor(hs @ heads().W.T + heads().b)[ON == 1]
    expected = torch.nn.functional.cross_entropy(scores, torch.tensor(done.actions)[ON == 1])
    assert loss == pytest.approx(expected.item())
    _, cache = policy_gradient.forward(hs, done._replace(advantages=np.zeros((T, B))), heads(), **plain)
    nothing = policy_gradient.backward(cache, done._replace(advantages=np.zeros((T, B))), heads(), **plain)
    assert not nothing.dheads.W.any()


def test_what_does_not_fit_is_named():
    hs = normal(500, T, B, H)
    with pytest.raises(ValueError, match=r"^advantages has shape \(4, 3\), expected \(5, 3\)$"):
        policy_gradient.forward(hs, batch()._replace(advantages=np.zeros((T - 1, B))), heads())
    with pytest.raises(ValueError, match="on is 0 everywhere"):
        policy_gradient.forward(hs, batch()._replace(on=0 * ON), heads())
