"""The sLSTM against PyTorch's softmax over the past, centred differences, and the same cell without its stabiliser."""

import numpy as np
import pytest
import torch
from numpy.testing import assert_allclose, assert_array_equal
from torch.nn.functional import logsigmoid

from scripts.reference import over_time, slstm
from scripts.reference.differences import centred, relative_error
from tests.reference.oracles import tensor
from tests.reference.samples import B, D, H, T, lstm_params, normal

STATE = [name + "_prev" for name in slstm.State._fields]


def params(scale: float = 0.6) -> slstm.Params:
    return slstm.Params(*lstm_params(90, scale))


def inputs():
    return normal(91, T, B, D)


def upstream():
    return normal(92, T, B, H)


def run(p: slstm.Params, xs: np.ndarray) -> over_time.Run:
    return over_time.forward(slstm.CELL, xs, slstm.start(B, H), p)


def weighted_past(p: slstm.Params, xs: np.ndarray) -> tuple[torch.Tensor, list[torch.Tensor]]:
    """h, no c, n or m: an output gate times the mean of all candidates so far, their weights a softmax."""
    leaves = [tensor(array) for array in (xs, *p)]
    x, W, U, b = leaves
    h, hs, log_f, log_i, g = torch.zeros(B, H).double(), [], [], [], []
    for x_t in x:
        z_i, z_f, z_g, z_o = torch.nn.functional.linear(torch.cat([x_t, h], 1), torch.cat([W, U], 1), b).chunk(4, 1)
        log_i, log_f, g = [*log_i, z_i], [*log_f, logsigmoid(z_f)], [*g, torch.tanh(z_g)]
        logits = [log_i[s] + sum(log_f[s + 1 :], torch.zeros_like(h)) for s in range(len(g))]
        h = torch.sigmoid(z_o) * (torch.stack(logits).softmax(0) * torch.stack(g)).sum(0)
        hs.append(h)
    return torch.stack(hs), leaves


def test_values_agree_with_a_softmax_over_the_past():
    hs, _ = weighted_past(params(), inputs())
    assert_allclose(run(params(), inputs()).states.h, hs.detach(), rtol=0, atol=1e-14)


def test_gradients_agree_with_those_of_the_softmax_by_autograd():
    hs, leaves = weighted_past(params(), inputs())
    hs.backward(torch.tensor(upstream()))
    grads = over_time.backward(run(params(), inputs()), upstream())
    for ours, leaf in zip((grads.dxs, *grads.dp), leaves, strict=True):
        assert_allclose(ours, leaf.grad, rtol=0, atol=1e-12)


@pytest.mark.parametrize("name", ["x", *STATE, "W", "U", "b"])
def test_gradient_of_a_step_agrees_with_centred_differences(name):
    p, x = params(), normal(93, B, D)
    state = dict(zip(STATE, (normal(94 + k, B, H) for k in range(4)), strict=True))
    state["n_prev"] = np.abs(state["n_prev"]) + 0.5
    d = [normal(98 + k, B, H) for k in range(4)]
    arrays = {"x": x, **state, **p._asdict()}
    cache = slstm.step(x, *state.values(), p)[-1]
    ours = slstm.step_backward(*d, cache, p)._asdict()["d" + name]

    def loss() -> float:
        return float(sum((a * b).sum() for a, b in zip(d, slstm.step(x, *state.values(), p)[:4], strict=True)))

    assert relative_error(ours, centred(loss, arrays[name])) < 1e-6


@pytest.mark.parametrize("name", ["xs", "W", "U", "b"])
def test_gradient_of_a_sequence_agrees_with_centred_differences(name):
    p, xs, dhs = params(), inputs(), upstream()
    grads = over_time.backward(run(p, xs), dhs)
    ours = {"xs": grads.dxs, **grads.dp._asdict()}[name]
    numeric = centred(lambda: float((dhs * run(p, xs).states.h).sum()), {"xs": xs, **p._asdict()}[name])
    assert relative_error(ours, numeric) < 1e-6


def without(p: slstm.Params, xs: np.ndarray) -> np.ndarray:
    h, c, n = np.zeros((3, B, H))
    hs = []
    for x in xs:
        h, c, n = slstm.step_without_stabiliser(x, h, c, n, p)
        hs.append(h)
    return np.stack(hs)


def test_the_stabiliser_leaves_the_outputs_as_they_are():
    made, xs = run(params(), inputs()), inputs()
    assert_allclose(made.states.h, without(params(), xs), rtol=0, atol=1e-15)
    assert np.abs(made.states.m).max() > 0.5


def test_and_keeps_them_finite_where_they_are_not_without_it():
    p, xs = params(), 1e3 * inputs()
    with np.errstate(all="ignore"):
        assert not np.isfinite(without(p, xs)).all()
    assert np.isfinite(np.stack(run(p, xs).states)).all()


def test_what_is_read_is_a_mean_of_candidates_so_h_stays_inside_one():
    made = run(params(20.0), normal(103, 50, B, D))
    assert np.abs(made.states.c / made.states.n).max() <= 1.0 + 1e-12
    assert np.abs(made.states.h).max() <= 1.0 + 1e-12


def test_a_late_larger_input_outweighs_everything_stored_and_a_sigmoid_gate_would_not():
    p = slstm.Params(np.zeros((4, 1)), np.zeros((4, 1)), np.array([0.0, 40.0, 1.0, 40.0]))
    p.W[:, 0] = [4.0, 0.0, -2.0, 0.0]  # an input of 1 writes tanh(-1) at e^4, zeros write tanh(1) at 1
    xs = np.zeros((51, 1, 1))
    xs[-1] = 1.0
    h = over_time.forward(slstm.CELL, xs, slstm.start(1, 1), p).states.h[:, 0, 0]
    late = np.exp(4) / (np.exp(4) + 50)
    assert h[-1] == pytest.approx((1 - 2 * late) * np.tanh(1))
    assert h[-2] == pytest.approx(np.tanh(1))


def test_nothing_given_is_changed():
    p, xs, dhs = params(), inputs(), upstream()
    before = [array.copy() for array in (*p, xs, dhs)]
    over_time.backward(run(p, xs), dhs)
    for now, then in zip((*p, xs, dhs), before, strict=True):
        assert_array_equal(now, then)


def test_wrong_shapes_name_the_array():
    p, x, state = params(), normal(93, B, D), slstm.start(B, H)
    wrong = {
        "x has shape": lambda: slstm.step(x[:, :2], *state, p),
        "n_prev has shape": lambda: slstm.step(x, *state._replace(n=state.n[:, :2]), p),
        "W has shape": lambda: slstm.step(x, *state, p._replace(W=p.W[:5])),
        "b has shape": lambda: slstm.step(x, *state, p._replace(b=p.b[:5])),
        "U has shape": lambda: slstm.step(x, *state, p._replace(U=p.U[:5])),
    }
    for message, call in wrong.items():
        with pytest.raises(ValueError, match=f"^{message}"):
            call()
